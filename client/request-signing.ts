import {
  contentToBeSigned,
  formatMessageTime,
  signContent,
  type SignedContent,
} from '@sendotp-contract/message';
import type { SentRequest } from './exchange.js';
import { Fault } from './fault.js';
import type { SigningSettings } from './signing-options.js';

const fixedHeaders = {
  'Content-Type': 'application/json; charset=UTF-8',
  Accept: 'application/json',
  // The signature covers the bytes as sent. Browsers do not let a page set this header.
  'Accept-Encoding': 'identity',
} as const;

/** A request of one call, not signed yet. Each is a POST (CALL-1). */
export interface UnsignedRequest {
  readonly url: string;
  readonly body: string;
  /** Headers that a generated client adds, such as those of a trace. */
  readonly headers?: Iterable<readonly [string, string]>;
}

/** Signs the request of one call. Later attempts resend the same message (SIG-9). */
export class RequestSigning {
  readonly #settings: SigningSettings;
  readonly #unsigned: UnsignedRequest;
  #sent: SentRequest | undefined;
  #requestTimeMs = 0;

  constructor(settings: SigningSettings, unsigned: UnsignedRequest) {
    this.#settings = settings;
    this.#unsigned = unsigned;
  }

  /** The signed request. Undefined before the first attempt. */
  get sent(): SentRequest | undefined {
    return this.#sent;
  }

  /** `Request-Time` of the signed request, in ms since the epoch. */
  get requestTimeMs(): number {
    return this.#requestTimeMs;
  }

  /** @throws Fault SIGNING_FAILED */
  async sign(): Promise<SentRequest> {
    this.#sent ??= await this.#sign();
    return this.#sent;
  }

  async #sign(): Promise<SentRequest> {
    const { clientId, agentToken, clock } = this.#settings;
    // SIG-3: the bytes of this body are signed, and these are sent. They are never serialised again.
    const { url, body, headers: others = [] } = this.#unsigned;
    const { pathname, search } = new URL(url);
    const path = `${pathname}${search}`;
    this.#requestTimeMs = clock.now();
    const time = formatMessageTime(this.#requestTimeMs);
    const content = { path, clientId, time, body };
    const own = {
      ...fixedHeaders,
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: await this.#signatureOf(content),
      ...(agentToken === undefined ? {} : { 'Agent-Token': agentToken }),
    };
    return {
      url,
      path,
      headers: { ...withoutOwn(others, own), ...own },
      body,
      contentToBeSigned: new TextDecoder().decode(contentToBeSigned(content)),
    };
  }

  async #signatureOf(content: SignedContent): Promise<string> {
    const { signingKey, timeoutMs } = this.#settings;
    try {
      const signature = signContent(content, signingKey);
      return await (signingKey.sign === undefined ? signature : inTime(signature, timeoutMs));
    } catch (cause) {
      throw new Fault('SIGNING_FAILED', (words) => words.notSigned(cause), { cause });
    }
  }
}

/** Names of a generated client's headers are in lower case. */
function withoutOwn(others: Iterable<readonly [string, string]>, own: object): Record<string, string> {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  return Object.fromEntries([...others].filter(([name]) => !names.has(name)));
}

/** A key store that does not answer must not block the caller. */
function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`no signature within ${timeoutMs} ms`));
    }, timeoutMs);
    void work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
