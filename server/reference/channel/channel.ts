import type { SendOtpRequest } from '../../contract/handler.js';

/** Where an OTP goes: to the user's phone or e-mail address (RES-7). */
export type VerifyType = SendOtpRequest['verifyType'];

/** One OTP on its way to its user. The one object that holds a code: it is not to be logged. */
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

/** Why a channel refuses a message for good, as a class: what the gateway wrote may quote the address. */
export const refusalReasons = ['no-such-address', 'address-barred', 'message-rejected', 'other'] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** What became of a message: the channel has taken it over, or will never send it. */
export type Delivery =
  { readonly outcome: 'accepted' } | { readonly outcome: 'refused'; readonly reason: RefusalReason };

/** A way to reach users, such as an SMS gateway or a mail server. */
export interface Channel {
  /**
   * Hands a message over. Resolves once the channel answers for it, or refuses it for good.
   * Rejects, or stays silent, when it is not known whether the message was taken: the answer is then `UNKNOWN_EXCEPTION`.
   * @param options.signal aborted when nobody waits for the answer any more
   */
  send(message: OtpMessage, options: { readonly signal: AbortSignal }): Promise<Delivery>;
}
