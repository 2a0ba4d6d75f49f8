import { describe, expect, it } from 'vitest';

/* eslint @typescript-eslint/no-deprecated: off -- both names of the matcher are there */

/** A function and a promise that have forgotten their error. */
const throwing = (error: unknown) => () => {
  throw error;
};
const rejecting = (error: unknown) => Promise.resolve().then(throwing(error));
const told = 'what is thrown is no error, but undefined or null';

describe.each([undefined, null])('%s in the place of an error', (nothing) => {
  it('fails a test of a function, and of a promise', async () => {
    for (const assertion of [
      () => {
        expect(throwing(nothing)).toThrow();
      },
      () => {
        expect(throwing(nothing)).toThrowError();
      },
      () => expect(rejecting(nothing)).rejects.toThrow('a text'),
      () => expect(rejecting(nothing)).rejects.toThrowError('a text'),
    ]) {
      const failure: unknown = await Promise.resolve()
        .then(assertion)
        .catch((error: unknown) => error);
      expect(failure).toHaveProperty('message', told);
    }
  });
});

it('an error fails none', async () => {
  expect(throwing(new TypeError('a text'))).toThrow(TypeError);
  expect(throwing(new TypeError('a text'))).toThrow('a text');
  await expect(rejecting(new Error('a text'))).rejects.toThrow('a text');
  expect(() => undefined).not.toThrow();
});
