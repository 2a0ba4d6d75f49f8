import {
  importPrivateKey,
  importPublicKeys,
  KeyError,
  type KeySet,
  type KeySource,
  type PublicKeys,
  type Sign,
  type SigningKey,
} from '@sendotp-contract/message';
import { type Clock, systemClock } from './clock.js';
import { SendOtpError } from './error.js';
import { OptionFault } from './fault.js';
import type { FetchFunction } from './fetch-function.js';
import type { TextOption } from './words/options.js';

/** What it takes to sign requests and to check responses. */
export interface MessageOptions {
  /** The id that the MPP registered for you, sent as `Client-Id` (HDR-1). */
  readonly clientId: string;
  /** The version under which the MPP has your public key. Default `1`. */
  readonly keyVersion?: string;
  /** The MPP's public keys, in any form of a key. A single one is version `1`. */
  readonly publicKeys: PublicKeys;
  /** Sent as `Agent-Token` (HDR-5); printable ASCII. */
  readonly agentToken?: string;
  /** Called with a URL and an init object. Default `globalThis.fetch`. */
  readonly fetch?: FetchFunction;
  /** Default the system's clock. */
  readonly clock?: Clock;
  /** The limit for one attempt, in ms. Default 10,000. */
  readonly timeoutMs?: number;
  /**
   * How far `Response-Time` may be before `Request-Time`, or later than now, in ms (SIG-10). Default 600,000, which is 10
   * minutes.
   */
  readonly toleranceMs?: number;
  /** Permits `http:` to another machine than this one. Default false. */
  readonly allowInsecure?: boolean;
}

/** Your private key, or a function that signs with it: one of them. */
export type SigningKeyOptions =
  | {
      /** Your private key, in any form of a key (SIG-6). */
      readonly privateKey: KeySource;
      readonly sign?: Sign;
    }
  | {
      /** Signs with a key that cannot be exported (KMS, HSM, PKCS#11), in place of `privateKey`. */
      readonly sign: Sign;
      readonly privateKey?: KeySource;
    };

/** The options of `signedFetch` and `signedMiddleware`. */
export type SigningOptions = MessageOptions & SigningKeyOptions;

export const signingOptionNames: readonly string[] = [
  'clientId',
  'privateKey',
  'sign',
  'keyVersion',
  'publicKeys',
  'agentToken',
  'fetch',
  'clock',
  'timeoutMs',
  'toleranceMs',
  'allowInsecure',
] satisfies readonly (keyof MessageOptions | 'privateKey' | 'sign')[];

/** The options with every default in place. */
export interface MessageSettings {
  readonly clientId: string;
  readonly keyVersion: string;
  readonly agentToken: string | undefined;
  readonly fetch: FetchFunction;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly toleranceMs: number;
  readonly allowInsecure: boolean;
}

/** The keys, imported. */
export interface SigningKeys {
  readonly signingKey: SigningKey;
  readonly keys: KeySet;
}

export type SigningSettings = MessageSettings & SigningKeys;

/** Timers hold 31 bits; a longer one would fire at once. */
const longestTimeout = 2 ** 31 - 1;

const forms: Readonly<Record<TextOption, RegExp>> = {
  clientId: /^[!-~]+$/,
  keyVersion: /^[!-+\--<>-~]+$/,
  // Checked here, because the error of fetch would quote it.
  agentToken: /^[ -~]+$/,
};

/**
 * Checks everything but the keys.
 * @throws Fault CONFIGURATION
 */
export function messageSettings(options: SigningOptions): MessageSettings {
  const { clientId, keyVersion = '1', agentToken, clock, allowInsecure } = options;
  const { timeoutMs = 10_000, toleranceMs = 600_000 } = options;
  checkText('clientId', clientId);
  checkText('keyVersion', keyVersion);
  if (agentToken !== undefined) checkText('agentToken', agentToken);
  checkTimeout(timeoutMs);
  if (!(toleranceMs >= 0 && Number.isFinite(toleranceMs)))
    throw new OptionFault((words) => words.negativeDuration('toleranceMs', toleranceMs));
  signerOf(options);
  for (const name of ['sign', 'fetch'] as const)
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw new OptionFault((words) => words.noFunction(name, options[name]));
  return {
    clientId,
    keyVersion,
    agentToken,
    fetch: options.fetch ?? ((...call) => globalThis.fetch(...call)),
    clock: clock ?? systemClock,
    timeoutMs,
    toleranceMs,
    allowInsecure: allowInsecure === true,
  };
}

/**
 * Imports the keys.
 * @throws SendOtpError CONFIGURATION that names the option, with the KeyError as its cause
 */
export async function signingKeys(options: SigningOptions): Promise<SigningKeys> {
  const { keyVersion = '1', publicKeys } = options;
  const { sign, privateKey } = signerOf(options);
  // Awaited together: see importPublicKeys.
  const [signer, keys] = await Promise.all([
    sign === undefined
      ? named('privateKey', importPrivateKey(privateKey)).then((key) => ({ privateKey: key }))
      : { sign },
    named('publicKeys', importPublicKeys(publicKeys)),
  ]);
  return { signingKey: { keyVersion, ...signer }, keys };
}

/** The one of the two that is given. */
function signerOf({
  privateKey,
  sign,
}: SigningKeyOptions):
  | { readonly privateKey: KeySource; readonly sign?: undefined }
  | { readonly sign: Sign; readonly privateKey?: undefined } {
  if (sign === undefined) {
    if (privateKey !== undefined) return { privateKey };
    throw new OptionFault((words) => words.noSigner());
  }
  if (privateKey === undefined) return { sign };
  throw new OptionFault((words) => words.twoSigners());
}

/** @throws Fault CONFIGURATION */
export function checkTimeout(timeoutMs: number): void {
  if (!(timeoutMs > 0 && timeoutMs <= longestTimeout))
    throw new OptionFault((words) => words.wrongTimeout(longestTimeout, timeoutMs));
}

function checkText(name: TextOption, value: unknown): void {
  if (typeof value !== 'string' || !forms[name].test(value))
    throw new OptionFault((words) => words.wrongText(name, value));
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
