/** Why it is not known whether a message was accepted, or why it could not be handed over now. */
export const channelErrorCodes = [
  /** No connection: refused, no such host, closed before anything was handed over. */
  'CONNECTION_FAILED',
  /** No encrypted connection: a certificate that does not verify, STARTTLS not offered. */
  'TLS_FAILED',
  /** This client's credentials or rights: the server accepts no message from it. */
  'NOT_AUTHORISED',
  /** Refused for now, such as by greylisting or because of too many requests. Nothing was sent. */
  'REFUSED_FOR_NOW',
  /** The mail server refuses the sender address. */
  'SENDER_REFUSED',
  /** The connection was lost: the message may have been accepted. */
  'CONNECTION_LOST',
  /** No response in time: the message may have been accepted. */
  'NO_ANSWER',
  /** The call was aborted: nobody waits for the result any more. */
  'ABORTED',
  /** A response that neither accepts nor refuses, or a fault of the channel's settings. */
  'UNCLEAR_ANSWER',
  /** The channel was closed. */
  'CLOSED',
] as const;

export type ChannelErrorCode = (typeof channelErrorCodes)[number];

/** The codes after which it is certain, unless said otherwise, that the channel has not accepted the message. */
const nothingSentCodes: ReadonlySet<ChannelErrorCode> = new Set([
  'CONNECTION_FAILED',
  'TLS_FAILED',
  'NOT_AUTHORISED',
  'REFUSED_FOR_NOW',
  'SENDER_REFUSED',
  'CLOSED',
]);

/**
 * What a channel rejects with: it becomes `UNKNOWN_EXCEPTION` (RC-17), or `REQUEST_TRAFFIC_EXCEED_LIMIT` (RC-16) when certainly
 * nothing was sent. Contains no address, OTP or credentials, and therefore no text of the other side, neither in its message
 * nor as a cause.
 */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly code: ChannelErrorCode;
  /** Whether it is certain that the channel has not accepted the message: the caller may then send the same bytes again. */
  readonly nothingSent: boolean;

  /** @param nothingSent default: what the code means */
  constructor(code: ChannelErrorCode, message: string, nothingSent = nothingSentCodes.has(code)) {
    super(message);
    this.code = code;
    this.nothingSent = nothingSent;
  }
}
