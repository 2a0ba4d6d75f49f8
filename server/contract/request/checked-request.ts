import type { Operation } from '@sendotp-contract/spec';

/** Who sent a request, and when. */
export interface Caller {
  readonly clientId: string;
  /** When the request was signed, in ms since the epoch. */
  readonly requestTime: number;
  /**
   * Digest of the signed content: equal for the same message, whatever way its signature is written (SIG-9). Undefined
   * for a message whose signature was not looked at.
   */
  readonly messageDigest: string | undefined;
}

/** A request that has passed every check of the contract. */
export interface CheckedRequest extends Caller {
  readonly operation: Operation;
  /** What the handler is given. */
  readonly body: Readonly<Record<string, unknown>>;
}
