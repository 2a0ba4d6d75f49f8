import { describe, expect, it } from 'vitest';
import {
  type Report,
  type ReportFormat,
  invisibleRules,
  reportFormats,
  formatReport,
  toTerminal,
} from '@sendotp-contract/conformance';
import { contract } from '@sendotp-contract/spec';
import { whyWithout } from '../../../conformance/profile/fixture.js';
import type { CaseResult, Finding, ShownExchange } from '../../../conformance/report/report.js';
import { countVerdicts, judgeRules } from '../../../conformance/report/rule-verdict.js';

const exchange: ShownExchange = {
  request: {
    ...{ method: 'POST', url: 'http://127.0.0.1:8080/path' },
    headers: [['Client-Id', 'CALLER'] as const, ['X-Long', 'x'.repeat(101)] as const],
    body: '{"a":\t1}',
  },
  response: { status: 200, headers: [['Signature', 'x'.repeat(100)]], body: 'y'.repeat(401) },
  curl: 'curl -sS -i \\\n  -H "`a`"',
};
const unanswered: ShownExchange = {
  request: { ...exchange.request, headers: [], body: '' },
  failure: 'the connection was closed',
  curl: 'curl ```',
};
const finding: Finding = { expected: 'F INVALID_TOKEN', actual: 'S `SUCCESS` | <b>', exchange };

const result = (id: string, verdict: CaseResult['verdict'], own: Partial<CaseResult> = {}): CaseResult => ({
  ...{ id, operation: 'sendOTP', rules: ['RC-6'], title: `the title of ${id}`, severity: 'must', core: true },
  ...{ verdict, reasons: [], leftOut: [], findings: [], failures: 0 },
  ...own,
});
const without = 'the profile has no accessTokens.frozen (a user who is frozen, closed or otherwise barred)';
const cases: readonly CaseResult[] = [
  result('RC-6.a', 'failed', {
    ...{ rules: ['RC-6', 'RC-3'], reasons: ['a note'], leftOut: ['this | and\n<that>'], hint: 'look there' },
    ...{
      findings: [
        { ...finding, label: 'the label' },
        { ...finding, exchange: unanswered },
      ],
      failures: 5,
    },
  }),
  result('RC-6.b', 'failed', { findings: [], failures: 2, reasons: ['nothing to show'] }),
  result('every.message', 'failed', {
    severity: 'should',
    rules: ['RES-1'],
    findings: [finding],
    failures: 1,
  }),
  result('RC-15.frozen', 'not-tried', { rules: ['RC-15'], reasons: [without] }),
  result('RC-16.throttled', 'not-tried', {
    rules: ['RC-16'],
    reasons: ['another reason'],
    severity: 'should',
  }),
  result('SIG-9.twice', 'passed', { rules: ['SIG-9'], leftOut: [without, 'a step'] }),
  result('SIG-1.body', 'passed', { rules: ['SIG-1'], leftOut: [without] }),
  result('CALL-1.post', 'passed', { rules: ['CALL-1'] }),
];

const of = (own: Partial<Report>): Report => {
  const all = own.cases ?? [];
  return {
    target: { baseUrl: 'http://127.0.0.1:8080', clientId: 'CALLER', operations: ['sendOTP'] },
    ...{ startedAt: '2026-11-25T01:02:03.004Z', durationMs: 1_234, causes: [], cases: all, requests: 17 },
    ...{ verdict: 'conforms', exitCode: 0, summary: 'Kept, says RC-6.', secretsShown: false },
    ...{ counts: countVerdicts(all), rules: judgeRules(contract, all) },
    otps: { caused: 1, expected: 2, atMost: 3, allowed: 4 },
    ...own,
  };
};
/** Reports in which everything occurs that a report may have; npx vitest run -u writes them into forms/ anew. */
const reports: Readonly<Record<string, Report>> = {
  broken: of({
    ...{ verdict: 'broken', exitCode: 1, summary: 'Broken, says RC-6.', cases, secretsShown: true },
    ...{ only: ['RC', 'SIG|9'], fuzz: { runs: 40, seed: 5 } },
    causes: [
      {
        kind: 'clock',
        summary: 'the clock *is* wrong',
        remedy: ['set it', 'or'],
        rules: ['SIG-8'],
        inDoubt: true,
        exchange,
      },
      { kind: 'fixture', summary: 'a token', remedy: ['<renew>'], rules: ['RC-3', 'RC-6'], inDoubt: false },
    ],
  }),
  kept: of({ cases: [result('CALL-1.post', 'passed', { rules: ['CALL-1'] })] }),
  'not judged': of({
    ...{ verdict: 'not-judged', exitCode: 2, summary: 'Not judged.', cases: [result('RC-6.a', 'not-tried')] },
    obstacle: { summary: 'no "answer"', advice: ['start it', 'look & see'], exchange: unanswered },
  }),
  'not judged without an exchange': of({
    ...{ verdict: 'not-judged', exitCode: 2, obstacle: { summary: 'no answer', advice: [] } },
  }),
};

/** The style of the page is not what this is about. */
const formOf = (report: Report, format: ReportFormat): string =>
  formatReport(report, format).replace(/<style>[^]*<\/style>/, '<style></style>');

describe.each(Object.entries(reports))('the report of a target that is %s', (name, report) => {
  it.each(reportFormats.filter((format) => format !== 'json'))(
    'as %s is the one in forms/',
    async (format) => {
      await expect(formOf(report, format)).toMatchFileSnapshot(
        `forms/${name.replaceAll(' ', '-')}.${format}.txt`,
      );
    },
  );
});

describe('the report as JUnit', () => {
  it('has U+FFFD for each character that XML cannot hold, and every other as it is', () => {
    const reasons = ['a\u0001b\uFFFFc\uD800d', 'é支🔑\t'];
    const text = formatReport(of({ cases: [result('RC-6.a', 'not-tried', { reasons })] }), 'junit');
    expect(text).toContain('message="a\uFFFDb\uFFFDc\uFFFDd; é支🔑\t"');
  });
});

describe('the report at a terminal', () => {
  it.each([
    ['olderKey', 'olderKey'],
    ['throttledClient', 'throttledClient'],
    ['frozen', 'accessTokens.frozen (a user who is frozen, closed or otherwise barred)'],
  ] as const)(
    'says once what to add where the profile has no %s, and how much that is for',
    (fixture, what) => {
      const why = whyWithout(fixture);
      const report = of({
        cases: [
          result('RC-6.a', 'passed', { leftOut: [`one: ${why}`, `two: ${why}`] }),
          result('RC-6.b', 'passed', { leftOut: [why] }),
        ],
      });
      const lines = toTerminal(report).split('\n');
      expect(lines).toContain(`  add ${what}: 2 cases, 3 steps`);
      expect(lines.filter((line) => line.includes(why))).toEqual([]);
    },
  );

  it('in colours is the same text, and the colour of its last line is that of the verdict', () => {
    for (const [report, color] of [
      [reports['kept'], 32],
      [reports['broken'], 31],
      [reports['not judged'], 33],
    ] as const) {
      if (report === undefined) throw new Error('there is no such report');
      const painted = toTerminal(report, { color: true });
      expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(toTerminal(report));
      expect(painted.trimEnd().split('\n').at(-1)).toBe(`\u001b[${color}m${report.summary}\u001b[39m`);
    }
  });

  it('leaves single cases out where they stand in another form', async () => {
    const report = reports['broken'];
    if (report === undefined) throw new Error('there is no such report');
    const summary = toTerminal(report, { summaryOnly: true });
    expect(summary).not.toMatch(/FAILED|SHOULD|NOT TRIED|LEFT OUT/);
    await expect(summary).toMatchFileSnapshot('forms/broken.summary.txt');
  });

  it.each([
    [0, undefined],
    [1, '       not tried: RC-17'],
    [19, /^ {7}not tried: [A-Z0-9, -]+RC-17$/],
    [20, undefined],
  ])('names the rules that were not tried where they are few: %d', (count, line) => {
    const ids = Object.keys(contract.rules).filter((id) => !Object.hasOwn(invisibleRules, id));
    const tried = ids.slice(0, ids.length - count);
    const report = of({ cases: tried.map((id) => result(`${id}.x`, 'passed', { rules: [id] })) });
    const lines = toTerminal(report)
      .split('\n')
      .filter((text) => text.includes('not tried: '));
    expect(lines).toEqual(
      line === undefined ? [] : [typeof line === 'string' ? line : (expect.stringMatching(line) as string)],
    );
  });
});
