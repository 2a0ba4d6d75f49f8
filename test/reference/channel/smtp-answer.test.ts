import { describe, expect, it } from 'vitest';
import { ChannelError } from '../../../server/reference/channel/channel-error.js';
import { readSmtpFailure } from '../../../server/reference/channel/smtp-answer.js';

/** A reply to a command, as nodemailer hands it on. */
const reply = (command: string, response: string) => ({
  ...{ code: command === 'RCPT TO' ? 'EENVELOPE' : 'EMESSAGE', command, response },
  responseCode: Number(response.slice(0, 3)),
});

/** What is thrown. */
function errorOf(failure: unknown): ChannelError {
  try {
    readSmtpFailure(failure);
  } catch (error) {
    if (error instanceof ChannelError) return error;
    throw error;
  }
  throw new Error('refused, and nothing was thrown');
}

describe('a mail server that refuses for good', () => {
  it.each([
    ['550 5.1.1 No such user', 'no-such-address', undefined],
    ['550 5.4.4 No route', 'no-such-address', 'no-such-address'],
    ['550 5.2.1 Disabled', 'address-barred', 'address-barred'],
    ['550 5.7.1 Not from you', 'address-barred', 'message-rejected'],
    ['550 5.2.2 Full', 'message-rejected', 'message-rejected'],
    ['550 5.2.11 Other', 'message-rejected', 'message-rejected'],
    ['554 5.6.0 Content', 'message-rejected', 'message-rejected'],
    ['550 5.0.0 Other', 'no-such-address', 'message-rejected'],
    ['550 No such user', 'no-such-address', 'message-rejected'],
    ['551 Moved', 'no-such-address', 'message-rejected'],
    ['553 Not allowed', 'no-such-address', 'message-rejected'],
    ['556 No mail', 'no-such-address', 'message-rejected'],
    ['552 Full', 'message-rejected', 'message-rejected'],
    ['554 Failed', 'message-rejected', 'message-rejected'],
    ['550-5.1.1 The first of two lines', 'no-such-address', undefined],
  ])('%s: to the recipient %s', (response, toRecipient, toMessage = toRecipient) => {
    expect(readSmtpFailure(reply('RCPT TO', response))).toEqual({ outcome: 'refused', reason: toRecipient });
    expect(readSmtpFailure(reply('DATA', response))).toEqual({ outcome: 'refused', reason: toMessage });
  });

  it.each([
    '550 5.1.7 Bad sender',
    '550 5.1.8 Bad sender',
    '550 5.5.1 Bad command',
    ...['500', '502', '503', '504', '521', '555'].map((code) => `${code} Not about it`),
    '555 5.1.1 Not about it',
    '599 Unheard of',
  ])('%s is about us, and nothing is refused', (response) => {
    for (const command of ['RCPT TO', 'DATA'])
      expect(errorOf(reply(command, response)).code).toBe('UNCLEAR_ANSWER');
  });

  it('is one only in its answer to the recipient or to the message', () => {
    expect(errorOf(reply('MAIL FROM', '550 5.1.1 No such user')).code).toBe('SENDER_REFUSED');
    expect(errorOf({ ...reply('', '550 5.1.1 No such user'), command: undefined }).code).toBe(
      'UNCLEAR_ANSWER',
    );
    expect(errorOf({ command: 'RCPT TO', responseCode: '550' }).code).toBe('UNCLEAR_ANSWER');
  });

  it('5.1.78 is not 5.1.7', () => {
    const delivery = readSmtpFailure(reply('RCPT TO', '550 5.1.78 Unheard of'));
    expect(delivery).toEqual({ outcome: 'refused', reason: 'no-such-address' });
  });
});

describe('a mail server that does not take a mail', () => {
  it.each([
    [{ code: 'EABORT', responseCode: 450, command: 'DATA' }, 'ABORTED'],
    [reply('RCPT TO', '450 Greylisted'), 'REFUSED_FOR_NOW'],
    [reply('DATA', '499 Later'), 'REFUSED_FOR_NOW'],
    [reply('DATA', '400 Later'), 'REFUSED_FOR_NOW'],
    [{ code: 'EAUTH', responseCode: 454 }, 'REFUSED_FOR_NOW'],
    [{ code: 'EAUTH' }, 'NOT_AUTHORISED'],
    [{ responseCode: 523 }, 'NOT_AUTHORISED'],
    [{ responseCode: 524 }, 'NOT_AUTHORISED'],
    [reply('MAIL FROM', '530 Log in'), 'NOT_AUTHORISED'],
    [reply('RCPT TO', '534 Log in'), 'NOT_AUTHORISED'],
    [{ responseCode: 535 }, 'NOT_AUTHORISED'],
    [{ responseCode: 538 }, 'NOT_AUTHORISED'],
    [reply('MAIL FROM', '550 Who are you'), 'SENDER_REFUSED'],
    [{ command: 'MAIL FROM', code: 'ETIMEDOUT' }, 'NO_ANSWER'],
    [{ code: 'ETLS' }, 'TLS_FAILED'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'TLS_FAILED'],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'TLS_FAILED'],
    [{ code: 'ESOCKET', originalCode: 'ERR_TLS_HANDSHAKE_TIMEOUT' }, 'TLS_FAILED'],
    [{ code: 'ETIMEDOUT' }, 'NO_ANSWER'],
    [{ code: 'EDNS' }, 'CONNECTION_FAILED'],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'CONNECTION_FAILED'],
    [{ code: 'ECONNECTION' }, 'CONNECTION_LOST'],
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, 'CONNECTION_LOST'],
    [{ code: 'ESTREAM' }, 'UNCLEAR_ANSWER'],
    [{ responseCode: 299 }, 'UNCLEAR_ANSWER'],
    [{ code: 7, originalCode: 8 }, 'UNCLEAR_ANSWER'],
    [undefined, 'UNCLEAR_ANSWER'],
    [null, 'UNCLEAR_ANSWER'],
    ['a text', 'UNCLEAR_ANSWER'],
  ])('%o is %s', (failure, code) => {
    expect(errorOf(failure).code).toBe(code);
  });

  it.each([
    [{ code: 'ETLS' }, true],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, true],
    [{ code: 'ESOCKET', originalCode: 'ERR_SSL_BAD_RECORD' }, false],
    [reply('DATA', '450 Later'), true],
  ])('%o came before the mail was handed over: %s', (failure, isBefore) => {
    expect(errorOf(failure).nothingSent).toBe(isBefore);
  });

  it.each([
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, '(ESOCKET, ECONNRESET)'],
    [reply('RCPT TO', '450 <ada@example.com> Greylisted'), '(answered 450 to RCPT TO, EENVELOPE)'],
    [{ responseCode: 450 }, '(answered 450)'],
    [{ code: 'of ada@example.com' }, '(no further detail)'],
    [{ originalCode: 'x ECONNRESET' }, '(no further detail)'],
    [{}, '(no further detail)'],
  ])('%o is told without what the server says: %s', (failure, details) => {
    const { message } = errorOf(failure);
    expect(message.endsWith(` ${details}`), message).toBe(true);
  });
});
