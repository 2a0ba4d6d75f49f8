import { afterAll, assert, chai } from 'vitest';

// To vitest undefined and null are errors of any text: where a function has forgotten to return its error, `toThrow('the text')` would
// pass, and `rejects.toThrow('the text')`, too.
type ToThrow = (this: object, ...expected: readonly unknown[]) => unknown;
const prototype = chai.Assertion.prototype as unknown as Record<'toThrow' | 'toThrowError', ToThrow>;
const { util } = chai;
const { toThrow, toThrowError } = prototype;
const isNothing = (error: unknown): boolean => error === undefined || error === null;

const guarded: ToThrow = function (...expected) {
  const tested: unknown = util.flag(this, 'object');
  let isForgotten = util.flag(this, 'promise') === 'rejects' && isNothing(tested);
  if (typeof tested === 'function')
    util.flag(this, 'object', () => {
      try {
        return Reflect.apply(tested, undefined, []) as unknown;
      } catch (error) {
        isForgotten = isNothing(error);
        throw error;
      }
    });
  const outcome = Reflect.apply(toThrow, this, expected);
  if (isForgotten) assert.fail('what is thrown is no error, but undefined or null');
  return outcome;
};
Object.assign(prototype, { toThrow: guarded, toThrowError: guarded });
afterAll(() => {
  Object.assign(prototype, { toThrow, toThrowError });
});
