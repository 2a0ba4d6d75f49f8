/** Why it is not known whether a message was taken, or why it could not be handed over now. */
export const channelErrorCodes = [
  /** No connection: refused, no such host, closed before anything was handed over. */
  'CONNECTION_FAILED',
  /** No encrypted connection: a certificate that does not verify, STARTTLS not offered. */
  'TLS_FAILED',
  /** Our own credentials or rights: the server would not serve us, whoever the message is for. */
  'NOT_AUTHORISED',
  /** Refused for now, such as by greylisting or because of too many requests. Nothing was sent. */
  'REFUSED_FOR_NOW',
  /** The mail server refuses the address that the mail comes from. */
  'SENDER_REFUSED',
  /** The connection broke: the message may have been taken. */
  'CONNECTION_LOST',
  /** No answer in time: the message may have been taken. */
  'NO_ANSWER',
  /** Nobody waits for the answer any more. */
  'ABORTED',
  /** An answer that says neither yes nor no, or a fault of our own settings. */
  'UNCLEAR_ANSWER',
  /** The channel was closed. */
  'CLOSED',
] as const;

export type ChannelErrorCode = (typeof channelErrorCodes)[number];

/**
 * What a channel rejects with: it becomes `UNKNOWN_EXCEPTION` (RC-17). Holds no address, no OTP and no credentials, and
 * so nothing that the other side wrote: neither in its message nor as a cause.
 */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly code: ChannelErrorCode;

  constructor(code: ChannelErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
