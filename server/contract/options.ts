import { importPrivateKey, type KeySource, type Sign, type SigningKey } from '@sendotp-contract/message';
import type { Contract } from '@sendotp-contract/spec';
import { named } from './named-key.js';
import { type Handlers, handlersByOperation } from './operation/handler.js';
import type { Performing } from './operation/perform.js';
import type { NamesOf } from './option-names.js';
import { type Callbacks, type Listeners, listenersOf } from './observe/listeners.js';
import { MemoryReplayStore } from './replay/memory-replay-store.js';
import type { ReplayStore } from './replay/replay-store.js';
import type { SignatureMode } from './request/caller.js';
import type { Checks } from './request/checks.js';
import { clientLookup, type Clients } from './request/clients.js';
import { InFlight } from './request/in-flight.js';
import { SignatureQueue } from './request/signature-queue.js';
import type { StrangerLimit } from './request/stranger-limit.js';
import { signingInTime } from './response/signing-in-time.js';
import { respond, type Respond } from './response/outgoing-response.js';

/** What the shell needs from an MPP. */
export interface MppOptions<C extends Contract> extends Callbacks {
  /** Which operations there are. */
  readonly contract: C;
  /** The OpenAPI document of the contract. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Who may call, with their public keys: PEM or bare base64 DER (SIG-5, SIG-6). */
  readonly clients: Clients;
  /** The MPP's own private key, which signs the responses; or a function, for a key that changes. This or `sign`. */
  readonly privateKey?: KeySource | (() => SigningKey);
  /** Signs the responses with a key that cannot be exported (KMS, HSM, PKCS#11), in place of `privateKey`. */
  readonly sign?: Sign;
  /** The version that callers know the private key's public half by. Default `1`. */
  readonly keyVersion?: string;
  /** What the MPP does. */
  readonly handlers: Handlers<C>;
  /**
   * The path prefix that callers sign and a proxy strips before the request gets here, such as `/mpp/gateway`.
   * A prefix under which Express mounts the router is known and not to be repeated here.
   */
  readonly signedPathPrefix?: string;
  /** How far `Request-Time` may be from now, in ms (SIG-8). Default 600,000. */
  readonly toleranceMs?: number;
  /**
   * Also takes what the vendor's merchant-side SDKs send outside the contract: `Request-Time` in epoch milliseconds (Java, Go)
   * and an `Accept` without JSON (Java, Python). Default false; the reason of a refusal says what was seen.
   */
  readonly acceptVendorSdkRequests?: boolean;
  /** How long a handler may take, and `sign` after it, in ms; then `UNKNOWN_EXCEPTION` is answered. Default 5,000. */
  readonly handlerTimeoutMs?: number;
  /** Where the outcomes of signed messages are remembered (SIG-9). Default: in this process's memory, bounded. */
  readonly replays?: ReplayStore;
  /** Says whether a caller's request is let in now; false is answered with `REQUEST_TRAFFIC_EXCEED_LIMIT` (RC-16). */
  readonly admit?: (clientId: string) => boolean | Promise<boolean>;
  /**
   * Bounds the requests of strangers by their address, before any check; what is over it is answered
   * `REQUEST_TRAFFIC_EXCEED_LIMIT` without a signature (SIG-7). Not behind a proxy. Default: no bound.
   */
  readonly strangers?: StrangerLimit;
  /** Counts the requests that are being answered and bounds them (RC-16). Default: 1,000 at once. */
  readonly inFlight?: InFlight;
  /**
   * Bounds the signatures that are being checked or made; beyond it a request is answered `REQUEST_TRAFFIC_EXCEED_LIMIT` without a
   * check and without a signature (RC-16, SIG-7). Default: a `SignatureQueue` with its defaults.
   */
  readonly signatures?: SignatureQueue;
  /**
   * Whether requests must be signed. `optional` lets one without a `Signature` header pass unchecked from `Client-Id` to
   * the tolerance, `off` looks at none of these headers: for mocks only, as anybody can call then. Default `required`.
   */
  readonly signature?: SignatureMode;
  /** Signs a response and puts it on the wire. Default: just that. For mocks that must also misbehave. */
  readonly respond?: Respond;
  /** ms since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** The options that a server and a router have in common. */
export const mppOptionNames: NamesOf<MppOptions<Contract>> = {
  ...{ contract: true, document: true, clients: true, privateKey: true, sign: true, keyVersion: true },
  ...{ handlers: true, signedPathPrefix: true, toleranceMs: true, acceptVendorSdkRequests: true },
  ...{ handlerTimeoutMs: true, replays: true, admit: true, strangers: true, signatures: true },
  ...{ inFlight: true, signature: true, respond: true, now: true },
  ...{ observe: true, onSignatureMismatch: true, onFault: true },
};

/** The options with every default in place and every key imported. */
export interface Mpp extends Checks, Performing, Listeners {
  readonly contract: Contract;
  readonly signingKey: () => SigningKey;
  readonly signedPathPrefix: string;
  readonly strangers: StrangerLimit | undefined;
  readonly respond: Respond;
}

/**
 * Checks the options and imports the keys.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError, TypeError for an option that makes no sense
 */
export async function readOptions<C extends Contract>(options: MppOptions<C>): Promise<Mpp> {
  const {
    keyVersion = '1',
    signedPathPrefix = '',
    toleranceMs = 600_000,
    handlerTimeoutMs = 5_000,
  } = options;
  const { now = Date.now, admit = () => true } = options;
  if (signedPathPrefix !== '' && !/^(\/[^/?#\s]+)+$/.test(signedPathPrefix)) {
    throw new RangeError(
      `signedPathPrefix must look like /mpp/gateway, not ${JSON.stringify(signedPathPrefix)}`,
    );
  }
  for (const [name, value] of Object.entries({ toleranceMs, handlerTimeoutMs })) {
    if (!Number.isFinite(value) || value <= 0)
      throw new RangeError(`${name} must be a number of ms above 0, not ${value}`);
  }
  const handlers = handlersByOperation(options.contract, options.handlers);
  // Awaited together: see importPublicKeys.
  const [findClient, signingKey] = await Promise.all([
    clientLookup(options.clients),
    signingKeySource(options, keyVersion, handlerTimeoutMs),
  ]);
  return {
    contract: options.contract,
    handlers,
    findClient,
    signingKey,
    signedPathPrefix,
    toleranceMs,
    acceptVendorSdkRequests: options.acceptVendorSdkRequests ?? false,
    handlerTimeoutMs,
    replays: options.replays ?? new MemoryReplayStore({ now }),
    admit,
    strangers: options.strangers,
    inFlight: options.inFlight ?? new InFlight(),
    signatures: options.signatures ?? new SignatureQueue(),
    signature: options.signature ?? 'required',
    respond: options.respond ?? respond,
    now,
    ...listenersOf(options),
  };
}

async function signingKeySource(
  { privateKey, sign }: Pick<MppOptions<Contract>, 'privateKey' | 'sign'>,
  keyVersion: string,
  handlerTimeoutMs: number,
): Promise<() => SigningKey> {
  if (sign !== undefined) {
    if (privateKey !== undefined)
      throw new TypeError('both privateKey and sign are given; expected one of them');
    const signing = signingInTime({ keyVersion, sign }, handlerTimeoutMs);
    return () => signing;
  }
  if (privateKey === undefined)
    throw new TypeError(
      'privateKey is undefined, and so is sign; expected one of them. Is the variable that holds the key set?',
    );
  if (typeof privateKey === 'function') return () => signingInTime(privateKey(), handlerTimeoutMs);
  const key: SigningKey = { keyVersion, privateKey: await named('privateKey', importPrivateKey(privateKey)) };
  return () => key;
}
