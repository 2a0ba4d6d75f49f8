/** Something that keeps the contract and answers on HTTP: what tests call, and what the judge is run against. */
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
  /** Its clock, in ms since the epoch. Default: the machine's. */
  readonly now?: () => number;
  /** How many OTPs have left so far, and to where; undefined for a target that sends none. */
  readonly deliveries?: () => readonly { readonly verifyType: string }[];
}
