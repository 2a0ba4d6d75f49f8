import { styleText } from 'node:util';
import { briefReasons, leftOutOtherwise, missingFixtures } from './missing-fixtures.js';
import { otpsInWords } from './otps-in-words.js';
import {
  type CaseResult,
  type Cause,
  type Finding,
  type Report,
  type ShownExchange,
  unshown,
} from './report.js';
import { sectionsOf } from './report-sections.js';
import { operationsOf, ruleText } from './rule-text.js';

type Style = Parameters<typeof styleText>[0];

export interface TerminalOptions {
  /** Whether colours are wanted. Default false. */
  readonly color?: boolean;
  /** Whether single cases are left to another form of the report. Default false. */
  readonly summaryOnly?: boolean;
}

/** The report for a terminal, most important last. Ends with a line feed. */
export function toTerminal(
  report: Report,
  { color = false, summaryOnly = false }: TerminalOptions = {},
): string {
  const paint = (style: Style, text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const { failed, recommended, untried, passedInPart } = sectionsOf(report);
  const sections = [
    heading(report, paint),
    ...report.causes.map((cause) => causeInWords(cause, paint)),
    report.obstacle === undefined ? '' : obstacle(report.obstacle, paint),
    ...(summaryOnly
      ? []
      : [
          ...failed.cases.map((result) => failure(report, result, paint('red', 'FAILED'), paint)),
          ...recommended.cases.map((result) => failure(report, result, paint('yellow', 'SHOULD'), paint)),
          notTried(untried.cases, paint),
          leftOutOf(passedInPart.cases, paint),
        ]),
    ruleSummary(report, paint),
    paint(report.exitCode === 0 ? 'green' : report.exitCode === 1 ? 'red' : 'yellow', report.summary),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

type Paint = (style: Style, text: string) => string;

function heading(report: Report, paint: Paint): string {
  const { target, startedAt, durationMs, requests, otps, fuzz, only, secretsShown } = report;
  const lines = [
    `${paint('bold', `${operationsOf(report)} conformance`)} of ${target.baseUrl}, as ${target.clientId}`,
    `${startedAt}, ${requests} requests in ${(durationMs / 1000).toFixed(1)} s; ${otpsInWords(otps)}`,
  ];
  if (only !== undefined) lines.push(`only: ${only.join(', ')}`);
  if (fuzz !== undefined) lines.push(`generated requests: ${fuzz.runs}, seed ${fuzz.seed}`);
  if (secretsShown) lines.push(paint('yellow', 'access tokens are not masked: keep this report to yourself'));
  return lines.join('\n');
}

/** What lies behind many answers: the first thing to look at. */
function causeInWords({ summary, remedy, exchange }: Cause, paint: Paint): string {
  return [
    `${paint(['bold', 'yellow'], 'FIRST')}   ${summary}`,
    ...remedy.map((line) => `  - ${line}`),
    ...(exchange === undefined ? [] : [indent(exchanged(exchange), 4)]),
  ].join('\n');
}

function obstacle({ summary, advice, exchange }: NonNullable<Report['obstacle']>, paint: Paint): string {
  return [
    paint(['bold', 'yellow'], `This target cannot be judged: ${summary}.`),
    ...advice.map((line) => `  - ${line}`),
    ...(exchange === undefined ? [] : [indent(exchanged(exchange), 2)]),
  ].join('\n');
}

function failure(
  report: Report,
  { id, title, rules: ids, findings, failures, reasons, leftOut, hint }: CaseResult,
  mark: string,
  paint: Paint,
): string {
  const lines = [`${mark}  ${paint('bold', id)}  ${title}`];
  for (const rule of ids) lines.push(`  ${paint('dim', 'rule')}      ${rule}: ${ruleText(report, rule)}`);
  lines.push(...reasons.map((reason) => `  ${paint('dim', 'note')}      ${reason}`));
  lines.push(...leftOut.map((why) => `  ${paint('dim', 'left out')}  ${why}`));
  for (const [index, finding] of findings.entries()) lines.push(...found(finding, paint, index === 0));
  const more = unshown({ findings, failures });
  if (more > 0) lines.push(`  … and ${more} more`);
  if (hint !== undefined) lines.push(`  ${paint('cyan', 'hint')}      ${hint}`);
  return lines.join('\n');
}

function found({ label, expected, actual, exchange }: Finding, paint: Paint, whole: boolean): string[] {
  const lines = label === undefined ? [] : [`  ${paint('underline', label)}`];
  lines.push(
    `  ${paint('dim', 'expected')}  ${expected}`,
    `  ${paint('dim', 'actual')}    ${paint('red', actual)}`,
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
      ? [`< ${reason ?? 'no response'}`]
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
    ({ id, reasons }) => `  ${id.padEnd(width)}  ${paint('dim', briefReasons(reasons).join('; '))}`,
  );
  return [`${paint('yellow', 'NOT TRIED')} (${results.length})`, ...lines].join('\n');
}

/** Steps that were left out of cases that passed. */
function leftOutOf(some: readonly CaseResult[], paint: Paint): string {
  if (some.length === 0) return '';
  const missing = missingFixtures(some).map(
    ({ what, cases, steps }) => `  add ${what}: ${counted(cases, 'case')}, ${counted(steps, 'step')}`,
  );
  const others = some
    .map((result) => ({ id: result.id, why: leftOutOtherwise(result) }))
    .filter(({ why }) => why.length > 0)
    .map(({ id, why }) => `  ${id}  ${paint('dim', why.join('; '))}`);
  const lines = [...missing, ...others];
  return [`${paint('yellow', 'LEFT OUT')} of cases that passed (${some.length})`, ...lines].join('\n');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function ruleSummary({ rules: all, counts }: Report, paint: Paint): string {
  const of = (verdict: string) => all.filter((rule) => rule.verdict === verdict);
  const named = (verdict: string) =>
    of(verdict)
      .map(({ id }) => id)
      .join(', ');
  const lines = [
    `cases  ${counts.passed} passed, ${counts.failed} failed (${counts.shouldFailed} of them only recommended), ${counts['not-tried']} not tried`,
    `rules  ${of('held').length} hold, ${of('broken').length} broken, ${of('partly-tried').length} partly tried, ${of('not-tried').length} not tried, ${of('not-visible').length} not visible from outside`,
  ];
  if (of('broken').length > 0) lines.push(paint('red', `       broken: ${named('broken')}`));
  for (const { id, missing } of of('partly-tried').slice(0, 20))
    lines.push(`       partly tried: ${id}, without ${missing.join(', ')}`);
  if (of('not-tried').length > 0 && of('not-tried').length < 20)
    lines.push(`       not tried: ${named('not-tried')}`);
  return lines.join('\n');
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}
