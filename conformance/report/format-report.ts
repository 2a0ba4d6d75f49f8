import type { Report } from './report.js';
import { toHtml } from './html.js';
import { toJson } from './json.js';
import { toJunit } from './junit.js';
import { toMarkdown } from './markdown.js';
import { toTerminal } from './terminal.js';

/** The formats that a report can be written in. */
export const reportFormats = ['terminal', 'json', 'junit', 'html', 'markdown'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** Writes a report in a format. */
export function formatReport(report: Report, format: ReportFormat): string {
  switch (format) {
    case 'terminal':
      return toTerminal(report);
    case 'json':
      return toJson(report);
    case 'junit':
      return toJunit(report);
    case 'html':
      return toHtml(report);
    case 'markdown':
      return toMarkdown(report);
  }
}

export { toHtml, toJson, toJunit, toMarkdown, toTerminal };
