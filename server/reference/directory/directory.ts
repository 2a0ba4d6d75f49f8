import type { VerifyType } from '../channel/channel.js';

/** An MPP's record of one of its access tokens. */
export interface TokenRecord {
  readonly userId: string;
  /** `CANCELLED`: the user or the MPP has revoked it. */
  readonly status: 'ACTIVE' | 'CANCELLED';
  /** ms since the epoch; the token is expired from then on. Left out: it does not expire. */
  readonly expiresAt?: number;
  /** The only caller that may use it. Left out: any caller. */
  readonly clientId?: string;
}

/** An MPP's record of one of its users, as far as an OTP needs it. */
export interface User {
  readonly id: string;
  /** Only an `ACTIVE` user gets an OTP (RC-15). */
  readonly status: 'ACTIVE' | 'FROZEN' | 'CLOSED';
  /** Where an OTP goes for `MOBILE` (RES-7), such as `+12025550101`. */
  readonly phone?: string;
  /** Where an OTP goes for `EMAIL` (RES-7). */
  readonly email?: string;
  /** BCP 47, such as `en-SG`: the language of the message. */
  readonly locale?: string;
}

/** Where an OTP for this user goes (RES-7); undefined when the user has no such address. */
export function addressOf({ phone, email }: User, verifyType: VerifyType): string | undefined {
  const address = { MOBILE: phone, EMAIL: email }[verifyType];
  return address === '' ? undefined : address;
}

/**
 * Finds tokens, users and agreements: the MPP's own records behind one interface.
 *
 * Each result is the current one. If a method rejects, the request is answered `UNKNOWN_EXCEPTION` (RC-17).
 */
export interface Directory {
  /**
   * The record of this token; undefined when the MPP never issued it to this caller (RC-6).
   * @param clientId undefined in the MPP's own `checkOtp`: the token may then be any caller's
   */
  findToken(clientId: string | undefined, accessToken: string): Promise<TokenRecord | undefined>;
  /** The user with this id; undefined when the user no longer exists (RC-14). */
  findUser(userId: string): Promise<User | undefined>;
  /** Whether this caller may call for this acquirer and this MPP (RC-2). */
  mayAct(clientId: string, acquirerId: string, pspId: string): Promise<boolean>;
}
