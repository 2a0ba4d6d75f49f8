import { readFile } from 'node:fs/promises';
import {
  type Baseline,
  formatReport,
  readBaseline,
  type Report,
  type ReportFormat,
  reportFormats,
  toTerminal,
} from '@sendotp-contract/conformance';
import { Failure, messageOf, systemCode } from './failure.js';
import { writeFileOr } from './written-file.js';

/** A report in a format, to a file or to standard output. */
export interface Output {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

/** Reads `html=report.html`. */
export function outputFrom(text: string): Output {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const format = reportFormats.find((known) => known === name);
  if (format === undefined) {
    throw new Failure(
      `--report ${JSON.stringify(name)} is not a format; expected ${reportFormats.join(', ')}, such as --report html=report.html`,
      2,
    );
  }
  return { format, file: equals === -1 ? undefined : text.slice(equals + 1) };
}

/** Writes every report, that for standard output first: only a summary, if the reports are all files. */
export async function writeReports(report: Report, outputs: readonly Output[]): Promise<void> {
  const shown = outputs.find(({ file }) => file === undefined)?.format ?? 'terminal';
  const summaryOnly = outputs.length > 0 && outputs.every(({ file }) => file !== undefined);
  const { stdout } = process;
  // Standard output first: a file that cannot be written must not suppress it.
  stdout.write(
    shown === 'terminal'
      ? toTerminal(report, { color: stdout.isTTY && stdout.hasColors(), summaryOnly })
      : formatReport(report, shown),
  );
  for (const { format, file } of outputs) {
    if (file === undefined) continue;
    await writeFileOr(file, formatReport(report, format), 'report', `${format} report`);
  }
}

/** Reads a baseline. */
export async function baselineFrom(file: string): Promise<Baseline> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const why = systemCode(error) === 'ENOENT' ? 'there is no such file' : messageOf(error);
    throw new Failure(`cannot read the baseline ${file}: ${why}`, 2, { cause: error });
  }
  return readBaseline(text);
}
