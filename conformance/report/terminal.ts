import { styleText } from 'node:util';
import { rules } from '../../generated/rules.js';
import type { CaseResult, Finding, Report, ShownExchange } from '../report.js';
import { isBreach } from '../report.js';

type Style = Parameters<typeof styleText>[0];

export interface TerminalOptions {
  /** Whether colours are wanted. Default false. */
  readonly color?: boolean;
}

/** The report for a person at a terminal, who wants to know what to do next. Ends with a line feed. */
export function toTerminal(report: Report, { color = false }: TerminalOptions = {}): string {
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const breaches = report.cases.filter(isBreach);
  const advice = report.cases.filter(
    ({ verdict, severity }) => verdict === 'failed' && severity === 'should',
  );
  const untried =
    report.obstacle === undefined ? report.cases.filter(({ verdict }) => verdict === 'not-tried') : [];
  const sections = [
    heading(report, paint),
    report.obstacle === undefined ? '' : obstacle(report.obstacle, paint),
    ...breaches.map((result) => failure(result, paint('red', 'FAILED'), paint)),
    ...advice.map((result) => failure(result, paint('yellow', 'SHOULD'), paint)),
    notTried(untried, paint),
    ruleSummary(report, paint),
    paint(report.exitCode === 0 ? 'green' : report.exitCode === 1 ? 'red' : 'yellow', report.summary),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

type Paint = (style: Style, text: string) => string;

function heading(
  { target, startedAt, durationMs, requests, otps, fuzz, only, secretsShown }: Report,
  paint: Paint,
): string {
  const lines = [
    `${paint('bold', 'sendOTP conformance')} of ${target.baseUrl}, as ${target.clientId}`,
    `${startedAt}, ${requests} requests in ${(durationMs / 1000).toFixed(1)} s; ${otpsInWords(otps)}`,
  ];
  if (only !== undefined) lines.push(`only: ${only.join(', ')}`);
  if (fuzz !== undefined) lines.push(`generated requests: ${fuzz.runs}, seed ${fuzz.seed}`);
  if (secretsShown)
    lines.push(paint('yellow', 'access tokens stand here as they are: keep this report to yourself'));
  return lines.join('\n');
}

/** How many OTPs, in a few words. */
export function otpsInWords({ caused, expected, atMost, allowed }: Report['otps']): string {
  return `${caused} OTPs caused, ${expected} foreseen (at most ${atMost}), ${allowed} allowed`;
}

function obstacle({ summary, advice, exchange }: NonNullable<Report['obstacle']>, paint: Paint): string {
  return [
    paint(['bold', 'yellow'], `This target cannot be judged: ${summary}.`),
    ...advice.map((line) => `  - ${line}`),
    ...(exchange === undefined ? [] : [indent(exchanged(exchange), 2)]),
  ].join('\n');
}

function failure(
  { id, title, rules: ids, findings, failures, reasons, hint }: CaseResult,
  mark: string,
  paint: Paint,
): string {
  const lines = [`${mark}  ${paint('bold', id)}  ${title}`];
  for (const rule of ids) lines.push(`  ${paint('dim', 'rule')}      ${rule}: ${rules[rule].text}`);
  if (reasons.length > 0) lines.push(...reasons.map((reason) => `  ${paint('dim', 'note')}      ${reason}`));
  for (const [index, finding] of findings.entries()) lines.push(...found(finding, paint, index === 0));
  if (failures > findings.length && findings.length > 0)
    lines.push(`  … and ${failures - findings.length} more`);
  if (hint !== undefined) lines.push(`  ${paint('cyan', 'hint')}      ${hint}`);
  return lines.join('\n');
}

function found({ label, expected, came, exchange }: Finding, paint: Paint, whole: boolean): string[] {
  const lines = label === undefined ? [] : [`  ${paint('underline', label)}`];
  lines.push(
    `  ${paint('dim', 'expected')}  ${expected}`,
    `  ${paint('dim', 'came')}      ${paint('red', came)}`,
  );
  if (whole) {
    lines.push(
      indent(exchanged(exchange), 12),
      `  ${paint('dim', 'repeat')}    ${indent(exchange.curl, 12).trimStart()}`,
    );
  }
  return lines;
}

/** A message and its answer, line by line. */
function exchanged({ request, response, failure: reason }: ShownExchange): string {
  const header = ([name, value]: readonly [string, string]) => `${name}: ${shortened(value)}`;
  const body = (text: string) => (text === '' ? [] : [shortened(text, 400)]);
  return [
    `> ${request.method} ${request.url}`,
    ...[...request.headers.map(header), ...body(request.body)].map((line) => `> ${line}`),
    ...(response === undefined
      ? [`< ${reason ?? 'nothing'}`]
      : [`HTTP ${response.status}`, ...response.headers.map(header), ...body(response.body)].map(
          (line) => `< ${line}`,
        )),
  ].join('\n');
}

function shortened(text: string, most = 100): string {
  const line = text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return line.length <= most ? line : `${line.slice(0, most)}…`;
}

function notTried(results: readonly CaseResult[], paint: Paint): string {
  if (results.length === 0) return '';
  const width = Math.max(...results.map(({ id }) => id.length));
  const lines = results.map(
    ({ id, reasons }) => `  ${id.padEnd(width)}  ${paint('dim', reasons.join('; '))}`,
  );
  return [`${paint('yellow', 'NOT TRIED')} (${results.length})`, ...lines].join('\n');
}

function ruleSummary({ rules: all, counts }: Report, paint: Paint): string {
  const of = (verdict: string) => all.filter((rule) => rule.verdict === verdict);
  const named = (verdict: string) =>
    of(verdict)
      .map(({ id }) => id)
      .join(', ');
  const lines = [
    `cases  ${counts.passed} passed, ${counts.failed} failed (${counts.shouldFailed} of them only should pass), ${counts['not-tried']} not tried`,
    `rules  ${of('held').length} hold, ${of('broken').length} broken, ${of('not-tried').length} not tried, ${of('not-visible').length} not visible from outside`,
  ];
  if (of('broken').length > 0) lines.push(paint('red', `       broken: ${named('broken')}`));
  if (of('not-tried').length > 0 && of('not-tried').length < 20)
    lines.push(`       not tried: ${named('not-tried')}`);
  return lines.join('\n');
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}
