import type { KeySet } from '@sendotp-contract/message';
import type { SignedExchange } from '@sendotp-contract/message/explain';

/**
 * A request of a registered client whose signature does not verify, as it was received. It holds the secrets of the request:
 * it is for `explainSignature`, not for a log.
 * @example await explainSignature(mismatch, mismatch.keys)
 */
export interface SignatureMismatch extends SignedExchange {
  /** That of the observation of this request. */
  readonly requestId: string;
  readonly clientId: string;
  readonly request: {
    readonly method: string;
    /** Path with query, as the caller is to sign it. */
    readonly target: string;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  };
  readonly response?: never;
  /** The client's public keys. */
  readonly keys: KeySet;
}

/** The headers that are one text: a header that comes twice belongs to no signature. */
export function plainHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}
