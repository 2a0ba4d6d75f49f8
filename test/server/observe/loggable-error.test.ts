import { describe, expect, it } from 'vitest';
import { describeFault, loggableError } from '@sendotp-contract/server';

const phone = '+12025550101';

function changed(error: Error, change: (error: Error & Record<string, unknown>) => void): Error {
  change(error as Error & Record<string, unknown>);
  return error;
}

describe('what may be logged of an error', () => {
  it('is its kind, its code and the places in the code', () => {
    const error = Object.assign(new TypeError('no route'), { code: 'ECONNREFUSED' });
    expect(loggableError(error)).toMatchObject({
      name: 'TypeError',
      code: 'ECONNREFUSED',
      message: undefined,
    });
    expect(loggableError(error).at.length).toBeGreaterThan(0);
    expect(loggableError(error).at[0]).toContain('loggable-error.test');
    expect(loggableError('text')).toEqual({ name: 'string', code: undefined, message: undefined, at: [] });
    expect(loggableError(undefined)).toEqual({
      name: 'undefined',
      code: undefined,
      message: undefined,
      at: [],
    });
  });

  it.each([
    ['its message', new Error(`no user ${phone}`)],
    [
      'the second line of its message',
      new Error(`failed\n    at ${phone}\n    at call (/app/x.js:1:2) ${phone}`),
    ],
    [
      'a line of its message that looks like a place',
      new Error(`failed\n    at call (/app/${phone}.js:1:2)`),
    ],
    ['its cause', new Error('failed', { cause: new Error(phone) })],
    ['its name', changed(new Error('failed'), (error) => (error.name = `Error for ${phone}`))],
    ['its code', changed(new Error('failed'), (error) => (error['code'] = phone))],
    ['a code of digits', changed(new Error('failed'), (error) => (error['code'] = phone.slice(1)))],
    [
      'its stack alone',
      changed(new Error('failed'), (error) => (error.stack = `Error: failed\n    at ${phone}`)),
    ],
    [
      'a message that was changed later',
      changed(new Error(`failed\n    at ${phone}`), (error) => (error.message = 'other')),
    ],
    [
      'a stack that is no text',
      changed(new Error('failed'), (error) => Object.assign(error, { stack: { phone } })),
    ],
    ['a property', Object.assign(new Error('failed'), { phone, response: { to: phone } })],
    ['an aggregate', new AggregateError([new Error(phone)], phone)],
    ['a thrown text', phone],
    ['a thrown object', { message: phone, stack: phone }],
  ])('never a phone number: in %s', (_, error) => {
    expect(JSON.stringify(loggableError(error))).not.toContain('2025550101');
    const line = describeFault({ requestId: 'r', stage: 'handler', error });
    expect(line).not.toContain('2025550101');
    expect(line).not.toContain('\n');
  });
});
