import { Attempt } from './attempt.js';
import { checkProtocol } from './base-url.js';
import { Fault } from './fault.js';
import { checkNames } from './option-names.js';
import { RequestSigning } from './request-signing.js';
import { signatureCheck } from './response-signature.js';
import {
  type MessageSettings,
  messageSettings,
  type SigningKeys,
  signingKeys,
  type SigningOptions,
  signingOptionNames,
  type SigningSettings,
} from './signing-options.js';
import { transport } from './transport.js';
import * as words from './words/index.js';

/** A drop-in for the global `fetch`. */
export type SignedFetch = typeof globalThis extends { fetch: infer Fetch } ? Fetch : never;

type NativeRequest = typeof globalThis extends { Request: { prototype: infer Instance } } ? Instance : never;
type NativeResponse = typeof globalThis extends { Response: { prototype: infer Instance } }
  ? Instance
  : never;

/** A middleware of openapi-fetch. */
export interface SignedMiddleware {
  onRequest(options: { readonly request: NativeRequest }): Promise<NativeResponse>;
}

/**
 * A `fetch` for clients that others generate: it signs the bytes that go out and checks the status, the signature and the
 * time of what comes in, before the caller sees it. One call is one attempt. Keys are imported at the first call.
 * @throws SendOtpError CONFIGURATION for an invalid option; each call throws what a client's call throws
 * @example client.setConfig({ fetch: signedFetch({ clientId, privateKey, publicKeys }) });
 */
export function signedFetch(options: SigningOptions): SignedFetch {
  const settingsOf = settingsSource(options);
  return async (...call) => respond(new Request(...call), await settingsOf());
}

/**
 * The same as a middleware of openapi-fetch: register it last, so that what is signed is what is sent.
 * @throws SendOtpError CONFIGURATION for an invalid option
 * @example client.use(signedMiddleware({ clientId, privateKey, publicKeys }));
 */
export function signedMiddleware(options: SigningOptions): SignedMiddleware {
  const settingsOf = settingsSource(options);
  return {
    // A response from here ends openapi-fetch's own sending: the bytes in and out pass through no other hands.
    onRequest: async ({ request }) => respond(request, await settingsOf()),
  };
}

/** Imports the keys at the first use: at the top of a module, Workers allow nothing asynchronous. */
function settingsSource(options: SigningOptions): () => Promise<SigningSettings> {
  const message = checkedSettings(options);
  let keys: SigningKeys | undefined;
  return async () => {
    keys ??= await signingKeys(options);
    return { ...message, ...keys };
  };
}

/** An invalid option is refused where it is given, and not at the first call: the words for that are imported here. */
function checkedSettings(options: SigningOptions): MessageSettings {
  try {
    checkNames(options, signingOptionNames, 'the options');
    return messageSettings(options);
  } catch (error) {
    throw error instanceof Fault ? error.toError(words) : error;
  }
}

async function respond(request: Request, settings: SigningSettings): Promise<Response> {
  try {
    const exchange = new SignedExchange(request, settings);
    await exchange.sign();
    return await exchange.check(await exchange.send());
  } catch (error) {
    throw error instanceof Fault ? error.toError(words) : error;
  }
}

/** One request of a generated client, and the response to it. */
class SignedExchange {
  readonly #request: Request;
  readonly #settings: SigningSettings;
  readonly #signing: RequestSigning;
  readonly #attempt: Attempt;

  constructor(request: Request, settings: SigningSettings) {
    const { url, method, signal } = request;
    checkProtocol(new URL(url), settings.allowInsecure, 'the URL of the call');
    if (method !== 'POST') throw new Fault('REQUEST_OUTSIDE_CONTRACT', (all) => all.wrongMethod(method));
    this.#request = request;
    this.#settings = settings;
    this.#signing = new RequestSigning(settings);
    const { timeoutMs } = settings;
    const start = { number: 1, timeoutMs, signal, mayHaveBeenSentBefore: false };
    this.#attempt = new Attempt({ ...start, signing: this.#signing });
  }

  async sign(): Promise<void> {
    await this.#signing.onRequest({ request: this.#request });
  }

  send(): Promise<Response> {
    return transport(this.#settings.fetch, this.#attempt)();
  }

  /** @returns the response, checked: it can be read as from any fetch */
  async check(response: Response): Promise<Response> {
    await signatureCheck(this.#attempt, this.#signing, this.#settings).check(this.#request.url);
    // SIG-7: unsigned is accepted for F and U only.
    if (this.#attempt.signed !== true && !isFailure(this.#attempt.response?.bodyText ?? ''))
      throw this.#attempt.fault('RESPONSE_UNSIGNED', (all) => all.unsigned());
    return response;
  }
}

function isFailure(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('result' in parsed)) return false;
    const { result } = parsed;
    if (typeof result !== 'object' || result === null || !('resultStatus' in result)) return false;
    return result.resultStatus === 'F' || result.resultStatus === 'U';
  } catch {
    return false;
  }
}
