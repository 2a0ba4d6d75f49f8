/** The request and the response as transferred, for logs and disputes. It holds the secrets of the request. */
export interface Exchange {
  readonly request: SentRequest;
  /** Undefined when there was no response, or none that could be read to its end. */
  readonly response: ReceivedResponse | undefined;
  /** The number of attempts. Each sent the same bytes. */
  readonly attempts: number;
}

/** A request as it was signed and sent. */
export interface SentRequest {
  readonly url: string;
  /** Path with query, as signed. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the signature covers (SIG-1). */
  readonly contentToBeSigned: string;
}

/** A response as it was received, whether or not it was accepted. */
export interface ReceivedResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as received, which the signature covers (SIG-2, SIG-3). */
  readonly body: Uint8Array;
  /** The bytes as text. Invalid UTF-8 is replaced by U+FFFD. */
  readonly bodyText: string;
}
