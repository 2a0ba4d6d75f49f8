import {
  contentToBeSigned,
  formatMessageTime,
  signContent,
  type SignedContent,
} from '@sendotp-contract/message';
import type { Attempt } from './attempt.js';
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

  /**
   * @param attempt the first one signs, within its time limit
   * @throws Fault SIGNING_FAILED, or SendOtpError ABORTED
   */
  async sign(attempt: Attempt): Promise<SignedRequest> {
    this.#signed ??= await this.#sign(attempt);
    return this.#signed;
  }

  async #sign(attempt: Attempt): Promise<SignedRequest> {
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
      Signature: await this.#signatureOf(content, attempt),
      ...(agentToken === undefined ? {} : { 'Agent-Token': agentToken }),
    };
    const headers = withOthers?.(own) ?? own;
    const signedText = new TextDecoder().decode(contentToBeSigned(content));
    return { request: { url, path, headers, body, contentToBeSigned: signedText }, requestTimeMs };
  }

  async #signatureOf(content: SignedContent, attempt: Attempt): Promise<string> {
    const { signingKey } = this.#settings;
    try {
      const signature = signContent(content, signingKey);
      // A key store that does not answer must not block the caller.
      return await (signingKey.sign ? attempt.inTime(signature) : signature);
    } catch (cause) {
      if (attempt.isAborted()) throw attempt.aborted(' before the request was sent');
      throw new Fault('SIGNING_FAILED', (words) => words.notSigned(cause), { cause });
    }
  }
}
