import { describe, expect, it } from 'vitest';
import { readSmtpUrl } from '../../../server/reference/channel/smtp-url.js';

const plain = {
  ...{ host: 'mail.internal', port: 587, secure: false, requireTLS: false, ignoreTLS: false },
  ...{ rejectUnauthorized: true, auth: undefined },
};
const auth = { user: 'user', pass: 'p@ss' };

describe('the URL of a mail server', () => {
  it.each([
    ['smtp://mail.internal', {}],
    ['smtp://mail.internal/', {}],
    ['smtp://mail.internal:2525', { port: 2525 }],
    ['smtp://[::1]', { host: '::1' }],
    ['smtps://mail.internal', { port: 465, secure: true }],
    ['smtps://mail.internal:587', { port: 587, secure: true }],
    ['smtp://user:p%40ss@mail.internal', { auth, requireTLS: true }],
    ['smtps://user:p%40ss@mail.internal', { auth, port: 465, secure: true }],
    ['smtp://user:p%40ss@mail.internal?requireTLS=false', { auth }],
    ['smtp://user:p%40ss@mail.internal?ignoreTLS=true', { auth, ignoreTLS: true }],
    ['smtp://user:p%40ss@mail.internal?ignoreTLS=false', { auth, requireTLS: true }],
    ['smtp://mail.internal?requireTLS=true', { requireTLS: true }],
    ['smtps://mail.internal?requireTLS=true', { port: 465, secure: true }],
    [
      'smtp://mail.internal?ignoreTLS=true&rejectUnauthorized=false',
      { ignoreTLS: true, rejectUnauthorized: false },
    ],
    ['smtp://mail.internal?rejectUnauthorized=true', {}],
  ])('%s', (url, expected) => {
    expect(readSmtpUrl(url)).toEqual({ ...plain, ...expected });
  });

  it.each([
    ['secret', 'is not a URL'],
    ['http://mail.internal', 'does not name a mail server'],
    ['smtp://', 'does not name a mail server'],
    ['smtp://mail.internal/secret', 'does not name a mail server'],
    ['smtp://user@mail.internal', 'has only one of user and password'],
    ['smtp://:secret@mail.internal', 'has only one of user and password'],
    ['smtp://user:secret%@mail.internal', 'has a % in user or password that is not written as %25'],
    ['smtp://user%:secret@mail.internal', 'has a % in user or password that is not written as %25'],
    [
      'smtp://mail.internal?requireTls=true',
      'has the setting "requireTls"; there is requireTLS, ignoreTLS, rejectUnauthorized',
    ],
    [
      'smtp://mail.internal?requireTLS',
      'requireTLS in the SMTP URL smtp://mail.internal must be true or false',
    ],
    [
      'smtp://mail.internal?ignoreTLS=1',
      'ignoreTLS in the SMTP URL smtp://mail.internal must be true or false',
    ],
    ['smtp://mail.internal?requireTLS=true&ignoreTLS=true', 'asks for TLS and for none (ignoreTLS)'],
    ['smtps://mail.internal?ignoreTLS=true', 'asks for TLS and for none (ignoreTLS)'],
  ])('%s is refused: %s', (url, problem) => {
    expect(() => readSmtpUrl(url)).toThrow(RangeError);
    expect(() => readSmtpUrl(url)).toThrow(problem);
    if (!url.includes('/secret')) expect(() => readSmtpUrl(url)).not.toThrow('secret');
  });

  it.each([
    ['smtp://user:secret@mail.internal:25?x=1', 'smtp://***@mail.internal:25 '],
    ['smtp://mail.internal?x=1', 'smtp://mail.internal '],
    ['smtp://:secret@mail.internal?x=1', 'smtp://***@mail.internal '],
    ['smtp://user@mail.internal?x=1', 'smtp://***@mail.internal '],
  ])('%s is shown as %s', (url, shown) => {
    expect(() => readSmtpUrl(url)).toThrow(shown);
  });
});
