import type { MiddlewareCallbackParams } from 'openapi-fetch';
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

/** An openapi-fetch middleware that signs the request of one call. Later attempts resend the same message (SIG-9). */
export class RequestSigning {
  readonly #settings: SigningSettings;
  #sent: SentRequest | undefined;
  #requestTimeMs = 0;

  constructor(settings: SigningSettings) {
    this.#settings = settings;
  }

  /** The signed request. Undefined before the first attempt. */
  get sent(): SentRequest | undefined {
    return this.#sent;
  }

  /** `Request-Time` of the signed request, in ms since the epoch. */
  get requestTimeMs(): number {
    return this.#requestTimeMs;
  }

  async onRequest({ request }: Pick<MiddlewareCallbackParams, 'request'>): Promise<Request> {
    this.#sent ??= await this.#sign(request);
    const { headers, body } = this.#sent;
    return new Request(request, { headers: { ...headers }, body });
  }

  async #sign(request: Request): Promise<SentRequest> {
    const { clientId, agentToken, clock } = this.#settings;
    const { pathname, search } = new URL(request.url);
    const path = `${pathname}${search}`;
    this.#requestTimeMs = clock.now();
    const time = formatMessageTime(this.#requestTimeMs);
    // SIG-3: these bytes are signed, and these are sent. They are never serialised again.
    const body = await request.clone().text();
    const content = { path, clientId, time, body };
    const own = {
      ...fixedHeaders,
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: await this.#signatureOf(content),
      ...(agentToken === undefined ? {} : { 'Agent-Token': agentToken }),
    };
    const headers = { ...otherHeaders(request, own), ...own };
    return {
      url: request.url,
      path,
      headers,
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

/** Headers that a generated client adds, such as those of a trace. */
function otherHeaders({ headers }: Request, own: object): Record<string, string> {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  return Object.fromEntries([...headers].filter(([name]) => !names.has(name)));
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
