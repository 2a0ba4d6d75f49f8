import { afterAll, assert, chai } from 'vitest';

// To vitest undefined is an error of any text: where a function has forgotten to return its error, `toThrow('the text')` would pass,
// and `rejects.toThrow('the text')`, too.
type ToThrow = (this: object, ...expected: readonly unknown[]) => unknown;
const prototype = chai.Assertion.prototype as unknown as { toThrow: ToThrow };
const { util } = chai;
const { toThrow } = prototype;

prototype.toThrow = function (...expected) {
  const tested: unknown = util.flag(this, 'object');
  let isForgotten = util.flag(this, 'promise') === 'rejects' && tested === undefined;
  if (typeof tested === 'function')
    util.flag(this, 'object', () => {
      try {
        return Reflect.apply(tested, undefined, []) as unknown;
      } catch (error) {
        isForgotten = error === undefined;
        throw error;
      }
    });
  const outcome = Reflect.apply(toThrow, this, expected);
  assert.isFalse(isForgotten, 'undefined is thrown, which is no error');
  return outcome;
};
afterAll(() => {
  prototype.toThrow = toThrow;
});
