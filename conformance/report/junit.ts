import { familiesOf } from './case-family.js';
import { type CaseResult, type Finding, isBreach, type Report } from './report.js';
import { operationsOf } from './rule-text.js';

/**
 * The report as JUnit XML, for CI servers. A `must` that failed is a failure; a `should` that failed is a passed test
 * with its findings in `system-out`, since it is no breach; what was not tried is skipped, with its reason. When nothing
 * could be judged there is one error.
 */
export function toJunit(report: Report): string {
  const suites = familiesOf(report.cases).map(({ id, members }) => suite(id, members, report));
  const { obstacle, causes } = report;
  if (causes.length > 0) suites.unshift(causesSuite(report));
  if (obstacle !== undefined) {
    suites.unshift(
      `  <testsuite name="target" tests="1" failures="0" errors="1" skipped="0" timestamp="${report.startedAt}">\n` +
        `    <testcase classname="${escaped(operationsOf(report))}.target" name="can be judged"><error message="${escaped(obstacle.summary)}">${escaped(obstacle.advice.join('\n'))}</error></testcase>\n` +
        `  </testsuite>`,
    );
  }
  const failed = report.cases.filter(isBreach).length;
  const errors = (obstacle ? 1 : 0) + causes.filter(({ inDoubt }) => inDoubt).length;
  const tests = report.cases.length + causes.length + (obstacle ? 1 : 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${escaped(operationsOf(report))} conformance" tests="${tests}" failures="${failed}" errors="${errors}" skipped="${report.counts['not-tried']}" time="${seconds(report.durationMs)}">
${suites.join('\n')}
</testsuites>
`;
}

/** What lies behind many answers: an error where it leaves rules in doubt, otherwise a note. */
function causesSuite(report: Report): string {
  const { causes, startedAt } = report;
  const cases = causes.map(({ kind, summary, remedy, rules, inDoubt }, index) => {
    const head = `    <testcase classname="${escaped(operationsOf(report))}.${escaped(rules.join('.'))}" name="${kind} ${index + 1}">`;
    const text = escaped(remedy.join('\n'));
    return inDoubt
      ? `${head}<error message="${escaped(summary)}">${text}</error></testcase>`
      : `${head}<system-out>${escaped(summary)}\n${text}</system-out></testcase>`;
  });
  const errors = causes.filter(({ inDoubt }) => inDoubt).length;
  return `  <testsuite name="first" tests="${causes.length}" failures="0" errors="${errors}" skipped="0" timestamp="${startedAt}">
${cases.join('\n')}
  </testsuite>`;
}

function suite(family: string, cases: readonly CaseResult[], report: Report): string {
  const failures = cases.filter(isBreach).length;
  const skipped = cases.filter(({ verdict }) => verdict === 'not-tried').length;
  return `  <testsuite name="${escaped(family)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" timestamp="${report.startedAt}">
${cases.map((result) => testCase(result, operationsOf(report))).join('\n')}
  </testsuite>`;
}

function testCase(result: CaseResult, operations: string): string {
  const { id, title, rules, verdict, reasons, leftOut, findings, hint } = result;
  const head = `    <testcase classname="${escaped(result.operation ?? operations)}.${escaped(rules.join('.'))}" name="${escaped(`${id}: ${title}`)}"`;
  if (verdict === 'not-tried')
    return `${head}><skipped message="${escaped(reasons.join('; '))}"/></testcase>`;
  const left = leftOut.map((why) => `left out: ${why}`);
  if (verdict === 'passed')
    return left.length === 0
      ? `${head}/>`
      : `${head}><system-out>${escaped(left.join('\n'))}</system-out></testcase>`;
  const text = escaped(
    [...reasons, ...left, ...findings.map(described), ...(hint === undefined ? [] : [`hint: ${hint}`])].join(
      '\n\n',
    ),
  );
  return isBreach(result)
    ? `${head}><failure message="${escaped(findings[0]?.actual ?? reasons.join('; '))}">${text}</failure></testcase>`
    : `${head}><system-out>should: ${text}</system-out></testcase>`;
}

function described({ label, expected, actual, exchange }: Finding): string {
  return `${label === undefined ? '' : `${label}\n`}expected: ${expected}\nactual: ${actual}\n${exchange.curl}`;
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** Escapes for text and attributes; what XML 1.0 cannot hold at all becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
