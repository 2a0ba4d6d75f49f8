import { describe, expect, it } from 'vitest';
import type { ConformanceCase, SharedCall } from '../../../conformance/cases/conformance-case.js';
import type { Message } from '../../../conformance/exchange/message.js';
import { OtpBudget, otpsOf } from '../../../conformance/run/otp-budget.js';

const aCase = (own: Partial<ConformanceCase>): ConformanceCase => ({
  ...{ id: 'x', rules: ['RC-1'], title: 't', severity: 'must', steps: [] },
  ...own,
});
const shared: SharedCall = { name: 'one', send: {}, copies: 3, otps: { expected: 1, atMost: 3 } };
const step = (call: SharedCall) => ({ shared: call, expect: { kind: 'code', codes: ['SUCCESS'] } }) as const;

describe('the OTPs that cases cause', () => {
  it('are those of each case, and those of each shared message once for each operation', () => {
    expect(otpsOf([])).toEqual({ expected: 0, atMost: 0 });
    const cases = [
      aCase({ otps: { expected: 1, atMost: 2 } }),
      aCase({ otps: { expected: 10, atMost: 20 }, steps: [step(shared), step(shared)] }),
      aCase({ steps: [step(shared)] }),
      aCase({ operation: 'other', steps: [step(shared)] }),
      aCase({ steps: [step({ ...shared, name: 'two', otps: { expected: 100, atMost: 300 } })] }),
      aCase({ steps: [{ send: {}, expect: { kind: 'code', codes: ['SUCCESS'] } }] }),
    ];
    expect(otpsOf(cases)).toEqual({ expected: 113, atMost: 328 });
  });
});

describe('the budget of a run', () => {
  const message = (token: Message['token']) => ({ token }) as Message;

  it('is spent by what is said to be sent and by what may have been', () => {
    const budget = new OtpBudget(4);
    expect([budget.left, budget.caused, budget.overspent]).toEqual([4, 0, undefined]);
    budget.noteSent();
    budget.noteUncertain(message('valid'));
    budget.noteUncertain(message('unanswered'));
    for (const token of ['expired', 'frozen', undefined] as const) budget.noteUncertain(message(token));
    expect([budget.left, budget.caused, budget.overspent]).toEqual([1, 1, undefined]);
    budget.noteSent();
    expect([budget.left, budget.caused, budget.overspent]).toEqual([0, 2, undefined]);
    budget.noteSent();
    expect([budget.left, budget.caused]).toEqual([0, 3]);
    expect(budget.overspent).toBe('the target has sent 5 OTPs, more than the 4 that are allowed');
  });

  it('forbids a case that may need more than is left, and everything once it is overspent', () => {
    const budget = new OtpBudget(3);
    const needs = (atMost: number) => budget.forbids({ otps: { expected: 1, atMost } });
    expect([needs(3), budget.forbids({})]).toEqual([undefined, undefined]);
    expect(needs(4)).toBe('it may cause 4 OTPs, and 0 of the 3 that are allowed are used (--max-otps)');
    budget.noteSent();
    expect(needs(2)).toBeUndefined();
    expect(needs(3)).toBe('it may cause 3 OTPs, and 1 of the 3 that are allowed are used (--max-otps)');
    for (let n = 0; n < 3; n += 1) budget.noteSent();
    expect(budget.forbids({})).toBe(budget.overspent);
    expect(budget.overspent).toContain('4 OTPs');
  });
});
