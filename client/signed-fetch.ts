import { Attempt } from './attempt.js';
import { checkProtocol } from './base-url.js';
import { Fault, spoken } from './fault.js';
import { fieldOf } from './field.js';
import { toldAtOnce } from './option-error.js';
import { checkNames } from './option-names.js';
import { RequestSigning } from './request-signing.js';
import { signedExchange } from './signed-exchange.js';
import {
  type MessageSettings,
  messageSettings,
  type SigningKeys,
  signingKeys,
  type SigningOptions,
  signingOptionNames,
  type SigningSettings,
} from './signing-options.js';

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

/** An invalid option is refused where it is given, and not at the first call. */
function checkedSettings(options: SigningOptions): MessageSettings {
  return toldAtOnce(() => {
    checkNames(options, signingOptionNames, 'the options');
    return messageSettings(options);
  });
}

async function respond(request: Request, settings: SigningSettings): Promise<Response> {
  try {
    return await checkedResponse(request, settings);
  } catch (error) {
    throw await spoken(error);
  }
}

/** @returns the response, checked: it can be read as from any fetch */
async function checkedResponse(request: Request, settings: SigningSettings): Promise<Response> {
  const { url, method, headers, signal } = request;
  const { timeoutMs, allowInsecure } = settings;
  checkProtocol(new URL(url), allowInsecure, 'the URL of the call');
  if (method !== 'POST') throw new Fault('REQUEST_OUTSIDE_CONTRACT', (words) => words.wrongMethod(method));
  const body = await request.text();
  const signing = new RequestSigning(settings, {
    url,
    body,
    withOthers: (own) => ({ ...withoutOwn(headers, own), ...own }),
  });
  const attempt = new Attempt({ number: 1, timeoutMs, signal, signing, mayHaveBeenSentBefore: false });
  const { response } = await signedExchange(signing, attempt, settings);
  // SIG-7: unsigned is accepted for F and U only.
  if (attempt.signed !== true && !isFailure(response.bodyText))
    throw attempt.fault('RESPONSE_UNSIGNED', (words) => words.unsigned());
  return new Response(new Uint8Array(response.body), {
    status: response.status,
    headers: { ...response.headers },
  });
}

/** Names in `Headers` are in lower case. */
function withoutOwn(others: Iterable<readonly [string, string]>, own: object): Record<string, string> {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  return Object.fromEntries([...others].filter(([name]) => !names.has(name)));
}

function isFailure(body: string): boolean {
  try {
    const status = fieldOf(fieldOf(JSON.parse(body), 'result'), 'resultStatus');
    return status === 'F' || status === 'U';
  } catch {
    return false;
  }
}
