import type { AcceptedRequest } from '@sendotp-contract/spec';

/** Where an OTP goes: to the user's phone or e-mail address (RES-7). */
export type VerifyType = AcceptedRequest<'sendOTP'>['verifyType'];

/** One OTP on its way to its user. The only object that contains a code: do not log it. */
export interface OtpMessage {
  readonly verifyType: VerifyType;
  /** The user's phone number or e-mail address. */
  readonly address: string;
  readonly code: string;
  /** How long the code is valid, in ms. */
  readonly validForMs: number;
  readonly verifyRequestId: string;
  /** BCP 47; undefined when the user has not chosen. */
  readonly locale: string | undefined;
}

/** Why a channel refuses a message permanently. A class, not the gateway's own text, which may quote the address. */
export const refusalReasons = ['no-such-address', 'address-barred', 'message-rejected', 'other'] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** The result of a message: the channel has accepted it, or refused it permanently. */
export type Delivery =
  { readonly outcome: 'accepted' } | { readonly outcome: 'refused'; readonly reason: RefusalReason };

/** A way to reach users, such as an SMS gateway or a mail server. */
export interface Channel {
  /**
   * Hands a message over. Resolves once the channel has accepted or permanently refused it.
   * Rejects, or does not settle, when it is not known whether the message was accepted: the outcome is then
   * `UNKNOWN_EXCEPTION`. A `ChannelError` with `nothingSent` says that it was certainly not accepted: the sending does not
   * count, and the caller may send the same bytes again (RC-16).
   * @param options.signal aborted when nobody waits for the result any more
   */
  send(message: OtpMessage, options: { readonly signal: AbortSignal }): Promise<Delivery>;
}
