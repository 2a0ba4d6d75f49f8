import { expect, it } from 'vitest';
import { spokesmanOf } from '../../../conformance/run/shared-messages.js';
import type { CheckedExchange } from '../../../conformance/exchange/session.js';

/** An exchange of which only the status of its answer is looked at. */
const answered = (status: 'S' | 'F' | undefined): CheckedExchange =>
  ({ answer: status === undefined ? undefined : { status } }) as CheckedExchange;

it('SIG-9: the first success speaks for a shared message, or else its first copy, answered or not', () => {
  const [none, failed, success] = [answered(undefined), answered('F'), answered('S')];
  expect(spokesmanOf([none, failed, success, answered('S')])).toBe(success);
  expect(spokesmanOf([none, failed])).toBe(none);
  expect(spokesmanOf([])).toBeUndefined();
});
