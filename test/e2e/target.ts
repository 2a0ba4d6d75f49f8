import type { ResultCode } from '@sendotp-contract/spec';

/** A check that a target does not make, by its documents: the suite asks for this answer instead of the refusal. */
export interface MissingCheck {
  readonly answers: ResultCode;
  /** Why it does without. */
  readonly why: string;
}

/** Something that keeps the contract and answers on HTTP: what the suite in rules/ is run against. */
export interface Target {
  readonly name: string;
  /** Base URL without a trailing slash. */
  readonly url: string;
  readonly clientId: string;
  readonly keyVersion: string;
  /** The caller's private key, PEM. */
  readonly privateKey: string;
  /** The target's public key, PEM. */
  readonly publicKey: string;
  readonly acquirerId: string;
  readonly pspId: string;
  /** The access token that leads to this code. */
  token(code: string): string;
  /** How many OTPs have left so far, and to where; undefined for a target that sends none. */
  readonly deliveries?: () => readonly { readonly verifyType: string }[];
  /** What the target need not check; undefined for one that must check everything. */
  readonly without?: {
    /** Whether the caller may name this acquirerId and pspId. */
    readonly agreements: MissingCheck;
    /** Whether the access token was ever given out. */
    readonly tokens: MissingCheck;
  };
}
