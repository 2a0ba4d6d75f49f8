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

describe('the kind of an error', () => {
  const named = (name: string) =>
    loggableError(changed(new Error('failed'), (error) => (error.name = name))).name;

  it.each(['E', 'KmsError', 'NoSuchKey_2', `E${'x'.repeat(59)}`])('%s is logged', (name) => {
    expect(named(name)).toBe(name);
  });

  it.each(['', '7Error', 'Kms Error', 'Kms-Error', `E${'x'.repeat(60)}`, 'E2025550101', 'x@example.com'])(
    '%j is not: it may be a message',
    (name) => {
      expect(named(name)).toBe('Error');
    },
  );
});

describe('the code of an error', () => {
  const coded = (code: unknown) => loggableError(Object.assign(new Error('failed'), { code })).code;

  it.each([
    'E',
    'ECONNREFUSED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'SIGNING_2',
    '23505',
    '42P01',
    'HV00B',
    'EE',
  ])('%s is logged', (code) => {
    expect(coded(code)).toBe(code);
  });

  it.each([
    ...['', 'econnrefused', 'E-CONN', '_E', '2350', '235051', 'E 1', `A${'B'.repeat(81)}`, 'E2025550101'],
    ...[7, null, ['ECONNREFUSED']],
  ])('%j is not', (code) => {
    expect(coded(code)).toBeUndefined();
  });

  it('of 81 characters at most, of which the last 20 may be digits', () => {
    const longest = `A${'B'.repeat(59)}${'C1'.repeat(10)}`;
    expect(coded(longest)).toBe(longest);
    expect(coded(`${longest}C`)).toBeUndefined();
  });
});

describe('the places of an error', () => {
  const placed = (...lines: readonly string[]) =>
    loggableError(
      changed(new Error('failed'), (error) => (error.stack = ['Error: failed', ...lines].join('\n'))),
    ).at;

  it.each([
    'at call (/app/x.js:1:2)',
    'at /app/x.js:1:2',
    'at async call (file:///app/x.js:10:20)',
    'at async file:///app/x.js:10:20',
    'at new Kms (node:internal/x:1:2)',
    'at Object.<anonymous> (C:\\app\\x.js:1:2)',
    'at Kms.call [as sign] (/app/my folder/x.js:1:2)',
    'at #private (/app/x.js:1:2)',
  ])('%s is one', (line) => {
    expect(placed(`    ${line}`)).toEqual([line]);
  });

  it.each([
    'at call',
    'at call (/app/x.js)',
    'at call (/app/x.js:1)',
    'at call (app/x.js:1:2)',
    'at call (/app/x.js:1:2) and more',
    'at call with "a text" (/app/x.js:1:2)',
    'caused by call (/app/x.js:1:2)',
    'at call (/home/a.person@example.com/x.js:1:2)',
    'at call (/home/+1 202-555-0101/x.js:1:2)',
  ])('%s is none', (line) => {
    expect(placed(`    ${line}`)).toEqual([]);
  });

  it('are the innermost five', () => {
    const lines = [1, 2, 3, 4, 5, 6].map((n) => `    at call (/app/x.js:${n}:1)`);
    expect(placed('    something else', ...lines)).toEqual(lines.slice(0, 5).map((line) => line.trim()));
  });

  it('are none where the message is not the one in the stack: what of it is message cannot be told', () => {
    const error = changed(new Error('another'), (thrown) => {
      thrown.stack = 'Error: failed\n    at call (/app/x.js:1:2)';
    });
    expect(loggableError(error).at).toEqual([]);
  });

  it('are those of an error without a message, too', () => {
    expect(loggableError(new Error()).at[0]).toContain('loggable-error.test');
  });

  it('are no lines of the message, though they look like places', () => {
    const { at } = loggableError(new Error('failed\n    at call (/app/x.js:1:2)'));
    expect(at[0]).toContain('loggable-error.test');
    expect(at).not.toContain('at call (/app/x.js:1:2)');
  });

  it('begin at the line', () => {
    expect(placed('at call (/app/x.js:1:2)', 'x    at call (/app/x.js:1:2)')).toEqual([]);
  });
});
