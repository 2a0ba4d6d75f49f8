import type { CaseResult, Finding, Report } from '../report.js';
import { familiesOf } from './families.js';

/**
 * The report as JUnit XML, for CI servers. A `must` that failed is a failure; a `should` that failed is a passed test
 * with its findings in `system-out`, since it is no breach; what was not tried is skipped, with its reason. When nothing
 * could be judged there is one error.
 */
export function toJunit(report: Report): string {
  const suites = familiesOf(report.cases).map(({ id, members }) => suite(id, members, report.startedAt));
  const { obstacle } = report;
  if (obstacle !== undefined) {
    suites.unshift(
      `  <testsuite name="target" tests="1" failures="0" errors="1" skipped="0" timestamp="${report.startedAt}">\n` +
        `    <testcase classname="sendOTP.target" name="can be judged"><error message="${escaped(obstacle.summary)}">${escaped(obstacle.advice.join('\n'))}</error></testcase>\n` +
        `  </testsuite>`,
    );
  }
  const failed = report.cases.filter(isFailure).length;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sendOTP conformance" tests="${report.cases.length + (obstacle ? 1 : 0)}" failures="${failed}" errors="${obstacle ? 1 : 0}" skipped="${report.counts['not-tried']}" time="${seconds(report.durationMs)}">
${suites.join('\n')}
</testsuites>
`;
}

const isFailure = ({ verdict, severity }: CaseResult): boolean => verdict === 'failed' && severity === 'must';

function suite(family: string, cases: readonly CaseResult[], startedAt: string): string {
  const failures = cases.filter(isFailure).length;
  const skipped = cases.filter(({ verdict }) => verdict === 'not-tried').length;
  return `  <testsuite name="${escaped(family)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" timestamp="${startedAt}">
${cases.map(testCase).join('\n')}
  </testsuite>`;
}

function testCase(result: CaseResult): string {
  const { id, title, rules, verdict, reasons, findings, hint } = result;
  const head = `    <testcase classname="sendOTP.${escaped(rules.join('.'))}" name="${escaped(`${id}: ${title}`)}"`;
  if (verdict === 'not-tried')
    return `${head}><skipped message="${escaped(reasons.join('; '))}"/></testcase>`;
  if (verdict === 'passed') return `${head}/>`;
  const text = escaped(
    [...reasons, ...findings.map(described), ...(hint === undefined ? [] : [`hint: ${hint}`])].join('\n\n'),
  );
  return isFailure(result)
    ? `${head}><failure message="${escaped(findings[0]?.came ?? reasons.join('; '))}">${text}</failure></testcase>`
    : `${head}><system-out>should: ${text}</system-out></testcase>`;
}

function described({ label, expected, came, exchange }: Finding): string {
  return `${label === undefined ? '' : `${label}\n`}expected: ${expected}\ncame: ${came}\n${exchange.curl}`;
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
