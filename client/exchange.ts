/** What went over the wire, for logs and disputes. It holds the access token. */
export interface Exchange {
  readonly request: SentRequest;
  /** Undefined when no response came, or none that could be read to its end. */
  readonly response: ReceivedResponse | undefined;
  /** How often the request was sent; each time it was the very same bytes. */
  readonly attempts: number;
}

export interface SentRequest {
  readonly url: string;
  /** Path with query, as signed. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the signature covers (SIG-1). */
  readonly contentToBeSigned: string;
}

export interface ReceivedResponse {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as they came in, which its signature covers (SIG-2, SIG-3). */
  readonly body: Uint8Array;
  /** The bytes as text; what is no UTF-8 is replaced. */
  readonly bodyText: string;
}

/**
 * Puts the exchange on a value where `value.exchange` finds it, and neither `console.log` nor `JSON.stringify` does: an
 * access token gets into a log only when somebody logs the exchange itself.
 */
export function withExchange<T extends object>(
  value: T,
  exchange: Exchange,
): T & { readonly exchange: Exchange } {
  return Object.defineProperty(value, 'exchange', { value: exchange, enumerable: false }) as T & {
    readonly exchange: Exchange;
  };
}
