/** What an MPP knows of one of its access tokens. */
export interface TokenRecord {
  readonly userId: string;
  /** `CANCELLED`: the user or the MPP took it back. */
  readonly status: 'ACTIVE' | 'CANCELLED';
  /** ms since the epoch; from then on the token is expired. Left out: it does not expire. */
  readonly expiresAt?: number;
}

/** What an MPP knows of one of its users, as far as an OTP needs it. */
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

/**
 * Finds tokens and users and says who may call for whom: the MPP's own records, behind one interface.
 *
 * Each answer is that of the moment. A method that rejects makes the request `UNKNOWN_EXCEPTION` (RC-17).
 */
export interface Directory {
  /** The record of this token; undefined when the MPP never gave it out (RC-6). */
  findToken(accessToken: string): Promise<TokenRecord | undefined>;
  /** The user with this id; undefined when there is none any more (RC-14). */
  findUser(userId: string): Promise<User | undefined>;
  /** Whether this caller may call for this acquirer and this MPP (RC-2). */
  mayAct(clientId: string, acquirerId: string, pspId: string): Promise<boolean>;
}
