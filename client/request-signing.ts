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
  /** Adds headers of a generated client, such as those of a trace, to those that are set here. */
  readonly withOthers?: (own: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** A signed request, and its `Request-Time` in ms since the epoch. */
interface SignedRequest {
  readonly request: SentRequest;
  readonly requestTimeMs: number;
}

/** Signs the request of one call. Later attempts resend the same message (SIG-9). */
export class RequestSigning {
  readonly #settings: SigningSettings;
  readonly #unsigned: UnsignedRequest;
  #signed: SignedRequest | undefined;

  constructor(settings: SigningSettings, unsigned: UnsignedRequest) {
    this.#settings = settings;
    this.#unsigned = unsigned;
  }

  /** The signed request. Undefined before the first attempt. */
  get sent(): SentRequest | undefined {
    return this.#signed?.request;
  }

  /** @throws Fault SIGNING_FAILED */
  async sign(): Promise<SignedRequest> {
    this.#signed ??= await this.#sign();
    return this.#signed;
  }

  async #sign(): Promise<SignedRequest> {
    const { clientId, agentToken, clock } = this.#settings;
    // SIG-3: the bytes of this body are signed, and these are sent. They are never serialised again.
    const { url, body, withOthers } = this.#unsigned;
    const { pathname, search } = new URL(url);
    const path = `${pathname}${search}`;
    const requestTimeMs = clock.now();
    const time = formatMessageTime(requestTimeMs);
    const content = { path, clientId, time, body };
    const own = {
      ...fixedHeaders,
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: await this.#signatureOf(content),
      ...(agentToken === undefined ? {} : { 'Agent-Token': agentToken }),
    };
    const headers = withOthers?.(own) ?? own;
    const signedText = new TextDecoder().decode(contentToBeSigned(content));
    return { request: { url, path, headers, body, contentToBeSigned: signedText }, requestTimeMs };
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
