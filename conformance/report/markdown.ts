import { otpsInWords } from './otps-in-words.js';
import { type CaseResult, type Finding, type Report, unshown } from './report.js';
import { type ReportSection, sectionsOf } from './report-sections.js';
import { operationsOf, ruleText } from './rule-text.js';

/** The report as Markdown, for a pull request or a ticket. */
export function toMarkdown(report: Report): string {
  const { target, counts, obstacle, rules: all } = report;
  const { failed, recommended, untried, passedInPart } = sectionsOf(report);
  const blocks = [
    `# ${operationsOf(report)} conformance: ${{ conforms: 'kept', broken: 'broken', 'not-judged': 'not judged' }[report.verdict]}`,
    report.summary,
    ...(report.secretsShown ? ['**Access tokens are not masked: keep this report to yourself.**'] : []),
    table(
      ['', ''],
      [
        ['target', code(target.baseUrl)],
        ['Client-Id', code(target.clientId)],
        ['when', `${report.startedAt}, ${(report.durationMs / 1000).toFixed(1)} s`],
        ['requests', String(report.requests)],
        ['OTPs', otpsInWords(report.otps)],
        ['cases', `${counts.passed} passed, ${counts.failed} failed, ${counts['not-tried']} not tried`],
        ...(report.only === undefined ? [] : [['only', report.only.map(code).join(', ')]]),
        ...(report.fuzz === undefined
          ? []
          : [['generated', `${report.fuzz.runs}, seed ${report.fuzz.seed}`]]),
      ],
    ),
    ...(report.causes.length === 0
      ? []
      : [
          '## First',
          ...report.causes.flatMap(({ summary, remedy }) => [
            `**${cell(summary)}**`,
            remedy.map((line) => `- ${cell(line)}`).join('\n'),
          ]),
        ]),
    ...(obstacle === undefined
      ? []
      : [
          '## Why it could not be judged',
          obstacle.summary,
          obstacle.advice.map((line) => `- ${line}`).join('\n'),
        ]),
    ...section(failed, (cases) => cases.flatMap((result) => failure(report, result))),
    ...section(recommended, (cases) => cases.flatMap((result) => failure(report, result))),
    ...section(untried, whys),
    ...section(passedInPart, whys),
    '## Rules',
    table(
      ['rule', 'verdict', 'passed', 'failed', 'not tried'],
      all.map(({ id, verdict, passed, failed, notTried, missing, why }) => [
        id,
        why !== undefined
          ? `${verdict}: ${cell(why)}`
          : verdict === 'partly-tried'
            ? `${verdict}, without ${missing.join(', ')}`
            : verdict,
        String(passed),
        String(failed),
        String(notTried),
      ]),
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function section(
  { title, cases }: ReportSection,
  show: (cases: readonly CaseResult[]) => readonly string[],
): string[] {
  return cases.length === 0 ? [] : [`## ${title}`, ...show(cases)];
}

/** Why cases, or steps of them, were not tried. */
function whys(cases: readonly CaseResult[]): string[] {
  const rows = cases.map(({ id, reasons, leftOut }) => [code(id), cell([...reasons, ...leftOut].join('; '))]);
  return [table(['case', 'why'], rows)];
}

function failure(
  report: Report,
  { id, title, rules: ids, findings, failures, reasons, leftOut, hint }: CaseResult,
): string[] {
  const more = unshown({ findings, failures });
  return [
    `### ${id}`,
    title,
    ids.map((rule) => `> **${rule}** ${ruleText(report, rule)}`).join('\n>\n'),
    ...reasons,
    ...leftOut.map((why) => `Left out: ${cell(why)}`),
    ...findings.flatMap(found),
    ...(more > 0 ? [`… and ${more} more`] : []),
    ...(hint === undefined ? [] : [`**Hint:** ${hint}`]),
  ];
}

function found({ label, expected, actual, exchange }: Finding): string[] {
  const { response, failure: reason } = exchange;
  const answer =
    response === undefined ? `no response: ${reason ?? ''}` : `HTTP ${response.status}\n${response.body}`;
  return [
    [
      ...(label === undefined ? [] : [`- ${cell(label)}`]),
      `- expected: ${code(expected)}`,
      `- actual: ${code(actual)}`,
    ].join('\n'),
    fenced('sh', exchange.curl),
    fenced('text', answer),
  ];
}

/** A fence that is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
/** Text in a table's cell or a list: on one line, with nothing that means something there. */
const cell = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[|<>*_`[\]\\]/g, (mark) => `\\${mark}`);
