import { afterAll, beforeAll, expect, it } from 'vitest';
import { listCases, type Report, runConformance, sandboxProfile } from '@sendotp-contract/conformance';
import type { SendOtpServer } from '@sendotp-contract/server';
import type { Target } from './target.js';

/** One of this project's own servers, as the profile of the sandbox knows it. */
export interface JudgedTarget extends Target {
  readonly server: SendOtpServer;
  /** The caller's older private key, PEM. */
  readonly olderPrivateKey: string;
}

/** What a server cannot be asked. */
export interface Untried {
  /** As the judge says it. */
  readonly why: string;
  /** Ids of the cases that are not tried at all. */
  readonly cases: readonly string[];
  /** The steps of other cases that are left out, as `<case>: <label>`. */
  readonly steps?: RegExp;
}

/** CALL-1.https is about the network. */
export const onThisMachine: Untried = { why: 'the target runs on this machine', cases: ['CALL-1.https'] };

/** Whether a step was left out for this reason; `line` is its label with the reason. */
function isLeftOutFor({ why, steps }: Untried, id: string, line: string): boolean {
  return line.endsWith(`: ${why}`) && steps?.test(`${id}: ${line.slice(0, -why.length - 2)}`) === true;
}

/**
 * One run of the judge, and a test for each of its cases, whose title begins with the rules that the case is about.
 * @param untried all that is not tried; anything else that is left out is red
 */
export function keepsTheContract(start: () => Promise<JudgedTarget>, untried: readonly Untried[]): void {
  const cases = listCases();
  let target: JudgedTarget;
  let report: Report;
  beforeAll(async () => {
    target = await start();
    report = await runConformance({ ...sandboxProfile(target), baseUrl: target.url }, { fuzz: 300 });
  });
  afterAll(async () => {
    await target.server.close();
  });

  it.each(cases.map(({ id, rules, title }) => [rules.join(', '), title, id] as const))(
    '%s: %s (%s)',
    (_, __, id) => {
      const result = report.cases.find((aCase) => aCase.id === id);
      if (result === undefined) throw new Error(`the report has no ${id}`);
      const { verdict, findings, reasons, leftOut, hint } = result;
      const failures = findings.map(({ label, expected, actual }) => ({ label, expected, actual }));
      expect(failures, hint).toEqual([]);
      const known = untried.find((one) => one.cases.includes(id));
      expect(verdict, reasons.join('\n')).toBe(known === undefined ? 'passed' : 'not-tried');
      if (known !== undefined) for (const reason of reasons) expect(reason).toContain(known.why);
      expect(leftOut.filter((line) => !untried.some((one) => isLeftOutFor(one, id, line)))).toEqual([]);
    },
  );

  it('is judged by every case, and by none that has no test here', () => {
    expect(report, report.summary).toMatchObject({ verdict: 'conforms', exitCode: 0, causes: [] });
    const ids = cases.map(({ id }) => id);
    expect(report.cases.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    expect(untried.flatMap((one) => one.cases).filter((id) => !ids.includes(id))).toEqual([]);
    const isSeen = (one: Untried) =>
      report.cases.some(({ id, leftOut }) => leftOut.some((line) => isLeftOutFor(one, id, line)));
    expect(untried.filter((one) => one.steps !== undefined && !isSeen(one))).toEqual([]);
  });

  it('is judged with 6 OTPs at most, and what the judge counts is what was sent', () => {
    expect(report.otps.caused).toBeLessThanOrEqual(6);
    expect(report.otps.caused).toBe(target.deliveries?.().length ?? report.otps.expected);
  });
}
