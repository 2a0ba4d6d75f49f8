import type { Report } from './report.js';

/** The report as JSON: the value that `runConformance` resolves to. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
