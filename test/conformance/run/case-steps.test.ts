import { describe, expect, it } from 'vitest';
import { fromAnswer } from '../../../conformance/exchange/changes.js';
import type { ConformanceCase, Step } from '../../../conformance/cases/conformance-case.js';
import type { Message } from '../../../conformance/exchange/message.js';
import type { Answer } from '../../../conformance/exchange/read-response.js';
import { concluded, type StepResult } from '../../../conformance/run/case-conclusion.js';
import { dependsOn, withEarlier } from '../../../conformance/run/case-memory.js';
import { hindranceIn } from '../../../conformance/run/hindrance.js';
import { expectsRefusal } from '../../../conformance/run/repaired-twin.js';

const refused = { kind: 'code', codes: ['INVALID_TOKEN'] } as const;
const success = { kind: 'code', codes: ['SUCCESS'] } as const;
const answer = (code: string, successFields = {}): Answer => ({
  ...{ code, status: undefined, message: undefined, successFields },
});

describe('the result of a case', () => {
  const aCase: ConformanceCase = {
    ...{ id: 'RC-6.x', rules: ['RC-6'], title: 't', severity: 'must' },
    steps: [
      { send: {}, expect: refused, label: 'first' },
      { send: {}, expect: refused },
      { send: {}, expect: refused },
    ],
  };
  const finding = { expected: 'e', actual: 'a' } as unknown as Extract<
    StepResult,
    { kind: 'fails' }
  >['findings'][number];
  const fits: StepResult = { kind: 'fits' };
  const leftOut: StepResult = { kind: 'left-out', why: 'why' };
  const fails = (count: number): StepResult => ({
    kind: 'fails',
    findings: Array.from({ length: count }, () => finding),
  });

  it.each<[readonly StepResult[], object]>([
    [[fits, fits], { verdict: 'passed', reasons: [], leftOut: [], failures: 0, failedSteps: [] }],
    [[leftOut, fits], { verdict: 'passed', reasons: [], leftOut: ['first: why'], failures: 0 }],
    [[fits, leftOut], { verdict: 'passed', reasons: [], leftOut: ['why'] }],
    [[leftOut, leftOut], { verdict: 'not-tried', reasons: ['first: why', 'why'], leftOut: [], failures: 0 }],
    [[], { verdict: 'not-tried', reasons: [], leftOut: [] }],
    [
      [fails(1), leftOut, fails(2)],
      { verdict: 'failed', leftOut: ['why'], failures: 3, failedSteps: ['first', '2'] },
    ],
    [[fits, fails(1)], { verdict: 'failed', failures: 1, failedSteps: ['1'] }],
  ])('of the steps %j', (results, expected) => {
    const result = concluded(aCase, results);
    expect(result).toMatchObject({ id: 'RC-6.x', ...expected });
    expect(result.findings).toHaveLength(result.failures);
  });

  it('keeps five findings, and counts all', () => {
    expect(concluded(aCase, [fails(4), fails(4)])).toMatchObject({
      failures: 8,
      findings: Array(5).fill(finding),
    });
    expect(concluded(aCase, [fails(4), fails(4)]).findings).toHaveLength(5);
  });
});

describe('a step that needs an earlier one', () => {
  const shared = { name: 'one', send: { timeOf: 0 }, copies: 1, otps: { expected: 0, atMost: 0 } };

  it.each<[string, Step, boolean]>([
    ['sends its message again', { again: 0, expect: success }, true],
    ['sends another message again', { again: 1, expect: success }, false],
    ['has its time', { send: { timeOf: 0 }, expect: success }, true],
    ['has the time of another', { send: { timeOf: 1 }, expect: success }, false],
    [
      'has a field of its answer',
      { send: { parameters: { id: fromAnswer(0, 'id') } }, expect: success },
      true,
    ],
    [
      'has a field of another answer',
      { send: { parameters: { id: fromAnswer(1, 'id') } }, expect: success },
      false,
    ],
    ['has nothing of it', { send: {}, expect: success }, false],
    ['is shared', { shared, expect: success }, false],
  ])('%s', (_, step, depends) => {
    expect(dependsOn(step, 0)).toBe(depends);
  });

  it('has what that has sent and was answered', () => {
    const sent = [{ headers: [['request-time', 'T']] } as unknown as Message, undefined];
    const memory = { sent, answers: [answer('SUCCESS', { id: 'i' }), undefined] };
    const send = { method: 'PUT', parameters: { id: fromAnswer(0, 'id'), other: 1 } };
    expect(withEarlier(send, memory)).toEqual({ method: 'PUT', parameters: { id: 'i', other: 1 } });
    expect(withEarlier({ parameters: { id: fromAnswer(0, 'none') } }, memory)).toBeUndefined();
    expect(withEarlier({ parameters: { id: fromAnswer(1, 'id') } }, memory)).toBeUndefined();
    expect(withEarlier({ method: 'PUT' }, memory)).toEqual({ method: 'PUT' });
    const timed = withEarlier({ method: 'PUT', timeOf: 0 }, memory);
    expect([timed?.method, timed?.time?.(0)]).toEqual(['PUT', 'T']);
    expect(timed).not.toHaveProperty('timeOf');
    expect(withEarlier({ timeOf: 1 }, memory)?.time?.(0)).toBe('');
  });
});

describe('what keeps an answer from showing anything', () => {
  it.each([
    ['REQUEST_TRAFFIC_EXCEED_LIMIT', refused, 'traffic'],
    ['REQUEST_TRAFFIC_EXCEED_LIMIT', { kind: 'accepted' }, 'traffic'],
    ['OTP_SEND_TIMES_EXCEED_LIMIT', success, 'limit'],
    ['OTP_SEND_TIMES_EXCEED_LIMIT', refused, undefined],
    ['OTP_SEND_TIMES_EXCEED_LIMIT', { kind: 'accepted' }, undefined],
    ['INVALID_TOKEN', success, undefined],
  ] as const)('%s, where %o is expected: %s', (code, expectation, kind) => {
    expect(hindranceIn(answer(code), expectation)?.kind).toBe(kind);
  });
});

describe('a step about what is in its message', () => {
  it.each([
    [{ send: {}, expect: refused }, true],
    [{ send: {}, expect: success }, false],
    [{ send: {}, expect: { kind: 'code', codes: ['INVALID_TOKEN', 'SUCCESS'] } }, false],
    [{ send: {}, expect: { kind: 'accepted' } }, false],
    [{ send: {}, expect: refused, operation: 'other' }, false],
    [{ send: {}, expect: refused, copies: 2 }, false],
  ] as const)('%o: %s', (step, expected) => {
    expect(expectsRefusal(step)).toBe(expected);
  });
});
