import {
  importPrivateKey,
  importPublicKeys,
  KeyError,
  type KeySet,
  type PublicKeys,
  type SigningKey,
} from '../message/index.js';
import { type Clock, systemClock } from './clock.js';
import { SendOtpError } from './error.js';
import { type RetryOptions, type RetryPolicy, retryPolicy } from './retry.js';

export interface SendOtpClientOptions {
  /** The MPP's base URL. A path prefix in it is part of what is signed. */
  readonly baseUrl: string;
  /** Who is calling (HDR-1). */
  readonly clientId: string;
  /** Your private key: PEM or bare base64 DER (SIG-6). */
  readonly privateKey: string | CryptoKey;
  /** The version that the MPP knows your public key by. Default `1`. */
  readonly keyVersion?: string;
  /** The MPP's public keys. A single one is version `1`. */
  readonly publicKeys: PublicKeys;
  /** Sent as `Agent-Token` (HDR-5); printable ASCII. */
  readonly agentToken?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
  /** From 0 to 1, for the jitter of retries. Default `Math.random`. */
  readonly random?: () => number;
  /** How long one try may take, in ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** When to try again; `false` never. By default only after `REQUEST_TRAFFIC_EXCEED_LIMIT`, when nothing was sent. */
  readonly retry?: RetryOptions | false;
}

/** The options with every default in place and every key imported. */
export interface ClientSettings {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly signingKey: SigningKey;
  readonly keys: KeySet;
  readonly agentToken: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
}

/** A longer timer would fire at once: it is kept in 31 bits. */
const longestTimeout = 2 ** 31 - 1;

/**
 * Checks the options and imports the keys.
 * @throws SendOtpError CONFIGURATION; of a key, with the KeyError as its cause
 */
export async function clientSettings(options: SendOtpClientOptions): Promise<ClientSettings> {
  const { clientId, privateKey, keyVersion = '1', publicKeys, agentToken, timeoutMs = 10_000 } = options;
  if (!/^[!-~]+$/.test(clientId))
    throw new SendOtpError(
      'CONFIGURATION',
      'clientId must be the id that the MPP registered, without blanks',
    );
  if (!/^[!-+\--<>-~]+$/.test(keyVersion))
    throw new SendOtpError(
      'CONFIGURATION',
      'keyVersion must be a version such as 1, in ASCII without blanks, commas or =',
    );
  // Found here and not by fetch, whose error would quote it.
  if (agentToken !== undefined && !/^[ -~]+$/.test(agentToken))
    throw new SendOtpError(
      'CONFIGURATION',
      'agentToken must be printable ASCII; leave it out when there is none',
    );
  if (!(timeoutMs > 0 && timeoutMs <= longestTimeout))
    throw new SendOtpError(
      'CONFIGURATION',
      `timeoutMs must be ms above 0 and at most ${longestTimeout}, not ${timeoutMs}`,
    );
  return {
    baseUrl: checkedBaseUrl(options.baseUrl),
    clientId,
    signingKey: { keyVersion, privateKey: await named('privateKey', importPrivateKey(privateKey)) },
    keys: await named('publicKeys', importPublicKeys(publicKeys)),
    agentToken,
    fetch: options.fetch ?? ((...call) => globalThis.fetch(...call)),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeoutMs,
    retry: retryPolicy(options.retry, timeoutMs),
  };
}

function checkedBaseUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new SendOtpError(
      'CONFIGURATION',
      'baseUrl is no URL; expected one such as https://mpp.example.net or https://mpp.example.net/gateway',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new SendOtpError(
      'CONFIGURATION',
      `baseUrl begins with ${url.protocol}; expected https: (or http: on this machine)`,
    );
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw new SendOtpError(
      'CONFIGURATION',
      'baseUrl has a query, a fragment or a password; expected host, port and path prefix only',
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

async function named<T>(option: string, importing: Promise<T>): Promise<T> {
  try {
    return await importing;
  } catch (cause) {
    if (cause instanceof KeyError)
      throw new SendOtpError('CONFIGURATION', `${option}: ${cause.message}`, { cause });
    throw cause;
  }
}
