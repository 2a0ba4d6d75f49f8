import type { Delivery, RefusalReason } from './channel.js';
import { ChannelError, type ChannelErrorCode } from './channel-error.js';

/** The properties of nodemailer's errors that are read. Their messages quote the server, and so the address: they are not used. */
interface SmtpFailure {
  /** Nodemailer's code, such as `EENVELOPE`. */
  readonly code?: unknown;
  /** The system's code, such as `ECONNREFUSED`. */
  readonly originalCode?: unknown;
  /** The reply code, such as 550. */
  readonly responseCode?: unknown;
  /** The whole reply, such as `550 5.1.1 No such user`. */
  readonly response?: unknown;
  /** The command of the reply, such as `RCPT TO`. */
  readonly command?: unknown;
}

/**
 * The result of a sending by SMTP that failed.
 *
 * A permanent reply (5yz, RFC 5321 4.2.1) to the recipient or to the message is a permanent refusal. A temporary one (4yz),
 * such as greylisting, is not: nothing was sent, but `PROCESS_FAIL` says "Do not retry". It is thrown, like everything that is
 * not about this message: sender, credentials, TLS, connection.
 * @returns refused permanently
 * @throws ChannelError for everything else
 */
export function readSmtpFailure(failure: unknown): Delivery {
  const { code, originalCode, responseCode, response, command }: SmtpFailure =
    typeof failure === 'object' && failure !== null ? failure : {};
  const reply = typeof responseCode === 'number' ? responseCode : undefined;
  if (reply !== undefined && (command === 'RCPT TO' || command === 'DATA')) {
    const reason = refusalReason(reply, enhancedCode(response), command);
    if (reason !== undefined) return { outcome: 'refused', reason };
  }
  const details = [
    reply === undefined ? [] : `answered ${reply}${typeof command === 'string' ? ` to ${command}` : ''}`,
    [code, originalCode].filter((text) => typeof text === 'string' && /^[A-Z_0-9]+$/.test(text)),
  ].flat(2);
  const kind = kindOf({ code, originalCode, command }, reply);
  const message = `${meaning[kind]} (${details.join(', ') || 'no further detail'})`;
  // Another fault of TLS may also come after the message was sent.
  const isCertificate = typeof originalCode === 'string' && originalCode.includes('CERT');
  const beforeMessage = kind !== 'TLS_FAILED' || code === 'ETLS' || isCertificate;
  throw beforeMessage ? new ChannelError(kind, message) : new ChannelError(kind, message, false);
}

// RFC 3463: X.1 address, X.2 mailbox, X.3 mail system, X.4 routing, X.5 protocol, X.6 content, X.7 security or policy.
function refusalReason(
  reply: number,
  enhanced: string,
  command: 'RCPT TO' | 'DATA',
): RefusalReason | undefined {
  if (reply < 500 || notAboutTheMessage.has(reply)) return undefined;
  // X.1.7 and X.1.8 are about the sender's address; X.5 about a misunderstanding between the two programs.
  if (/^5\.(1\.[78]$|5\.)/.test(enhanced)) return undefined;
  if (/^5\.[14]\./.test(enhanced)) return 'no-such-address';
  if (enhanced === '5.2.1') return 'address-barred';
  if (enhanced.startsWith('5.7.')) return command === 'RCPT TO' ? 'address-barred' : 'message-rejected';
  if (enhanced !== '' && !enhanced.startsWith('5.0.')) return 'message-rejected';
  if (command === 'RCPT TO' && [550, 551, 553, 556].includes(reply)) return 'no-such-address';
  return [550, 551, 552, 553, 554, 556].includes(reply) ? 'message-rejected' : undefined;
}

/** Replies to a program that does not speak the protocol, or has not logged in (RFC 5321 4.2.3, RFC 4954 6). */
const notAboutTheMessage = new Set([500, 502, 503, 504, 521, 523, 524, 530, 534, 535, 538, 555]);

function enhancedCode(response: unknown): string {
  const [, code = ''] =
    typeof response === 'string' ? (/^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? []) : [];
  return code;
}

function kindOf({ code, originalCode, command }: SmtpFailure, reply: number | undefined): ChannelErrorCode {
  if (code === 'EABORT') return 'ABORTED';
  if (reply !== undefined && reply >= 400 && reply < 500) return 'REFUSED_FOR_NOW';
  if (code === 'EAUTH' || (reply !== undefined && [523, 524, 530, 534, 535, 538].includes(reply))) {
    return 'NOT_AUTHORISED';
  }
  if (command === 'MAIL FROM' && reply !== undefined) return 'SENDER_REFUSED';
  if (code === 'ETLS' || (typeof originalCode === 'string' && /CERT|SSL|TLS/.test(originalCode))) {
    return 'TLS_FAILED';
  }
  if (code === 'ETIMEDOUT') return 'NO_ANSWER';
  if (code === 'EDNS' || originalCode === 'ECONNREFUSED') return 'CONNECTION_FAILED';
  if (code === 'ECONNECTION' || code === 'ESOCKET') return 'CONNECTION_LOST';
  return 'UNCLEAR_ANSWER';
}

const meaning: Readonly<Record<ChannelErrorCode, string>> = {
  CONNECTION_FAILED: 'the mail server could not be reached',
  TLS_FAILED: 'no encrypted connection to the mail server: check its certificate and the SMTP URL',
  NOT_AUTHORISED: 'the mail server does not accept our user or password: check the SMTP URL',
  REFUSED_FOR_NOW: 'the mail server refused for now',
  SENDER_REFUSED: 'the mail server refused the sender: check the option from',
  CONNECTION_LOST: 'the connection to the mail server was lost',
  NO_ANSWER: 'the mail server did not answer in time',
  ABORTED: 'the call of the mail server was aborted',
  UNCLEAR_ANSWER: 'the mail server neither accepted nor refused',
  CLOSED: 'the channel is closed',
};
