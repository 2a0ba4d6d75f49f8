import type { Report } from '../report.js';

/** The report as JSON: the very value that `runConformance` gives. */
export function toJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
