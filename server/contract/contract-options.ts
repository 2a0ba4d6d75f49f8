import { importPrivateKey, type SigningKey } from '../../message/index.js';
import { type ClientLookup, clientLookup, type Clients } from './clients.js';
import { ContractValidator } from './contract-validator.js';
import type { Handlers } from './handler.js';
import { InFlight } from './in-flight.js';
import { MemoryReplayStore } from './memory-replay-store.js';
import { describeFault, type Fault, type Observation } from './observation.js';
import type { ReplayStore } from './replay-store.js';
import { transmit, type Transmit } from './outgoing-response.js';

export type SignatureMode = 'required' | 'optional' | 'off';

/** What the shell needs from an MPP. */
export interface ContractOptions {
  /** Who may call, with their public keys: PEM or bare base64 DER (SIG-5, SIG-6). */
  readonly clients: Clients;
  /** The MPP's own private key, which signs the responses: PEM or bare base64 DER; or a function, for a key that changes. */
  readonly privateKey: string | CryptoKey | (() => SigningKey);
  /** The version that callers know the private key's public half by. Default `1`. */
  readonly keyVersion?: string;
  /** What the MPP does. */
  readonly handlers: Handlers;
  /**
   * The path prefix that callers sign and a proxy strips before the request gets here, such as `/mpp/gateway`.
   * A prefix under which Express mounts the router is known and not to be repeated here.
   */
  readonly signedPathPrefix?: string;
  /** How far `Request-Time` may be from now, in ms (SIG-8). Default 600,000. */
  readonly toleranceMs?: number;
  /** How long a handler may take, in ms; then `UNKNOWN_EXCEPTION` is answered. Default 5,000. */
  readonly handlerTimeoutMs?: number;
  /** Where the outcomes of signed messages are remembered (SIG-9). Default: in this process's memory, bounded. */
  readonly replays?: ReplayStore;
  /** Says whether a caller's request is let in now; false is answered with `REQUEST_TRAFFIC_EXCEED_LIMIT` (RC-16). */
  readonly admit?: (clientId: string) => boolean | Promise<boolean>;
  /** Counts the requests that are being answered and bounds them (RC-16). Default: 1,000 at once. */
  readonly inFlight?: InFlight;
  /**
   * Whether requests must be signed. `optional` lets one without a `Signature` header pass unchecked from `Client-Id` to
   * the tolerance, `off` looks at none of these headers: for mocks only, as anybody can call then. Default `required`.
   */
  readonly signature?: SignatureMode;
  /** Puts a response on the wire. Default: just that. For mocks that must also misbehave. */
  readonly transmit?: Transmit;
  /** ms since the epoch. Default `Date.now`. */
  readonly now?: () => number;
  /** Told of every request once it is answered. */
  readonly observe?: (observation: Observation) => void;
  /** Told of every error behind an `UNKNOWN_EXCEPTION`. Default: one line on standard error, without the error's message. */
  readonly onFault?: (fault: Fault) => void;
}

/** The options with every default in place and every key imported. */
export interface Contract {
  readonly findClient: ClientLookup;
  readonly signingKey: () => SigningKey;
  readonly handlers: Handlers;
  readonly validator: ContractValidator;
  readonly signedPathPrefix: string;
  readonly toleranceMs: number;
  readonly handlerTimeoutMs: number;
  readonly replays: ReplayStore;
  readonly admit: (clientId: string) => boolean | Promise<boolean>;
  readonly inFlight: InFlight;
  readonly signature: SignatureMode;
  readonly transmit: Transmit;
  readonly now: () => number;
  readonly observe: (observation: Observation) => void;
  readonly onFault: (fault: Fault) => void;
}

/**
 * Checks the options and loads what they name.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError for a setting that makes no sense
 */
export async function loadContract(options: ContractOptions): Promise<Contract> {
  const {
    privateKey,
    keyVersion = '1',
    signedPathPrefix = '',
    toleranceMs = 600_000,
    handlerTimeoutMs = 5_000,
  } = options;
  const { now = Date.now, admit = () => true, observe = () => undefined } = options;
  if (signedPathPrefix !== '' && !/^(\/[^/?#\s]+)+$/.test(signedPathPrefix)) {
    throw new RangeError(
      `signedPathPrefix must look like /mpp/gateway, not ${JSON.stringify(signedPathPrefix)}`,
    );
  }
  for (const [name, value] of Object.entries({ toleranceMs, handlerTimeoutMs })) {
    if (!Number.isFinite(value) || value <= 0)
      throw new RangeError(`${name} must be a number of ms above 0, not ${value}`);
  }
  return {
    findClient: await clientLookup(options.clients),
    signingKey: await signingKeySource(privateKey, keyVersion),
    handlers: options.handlers,
    validator: await ContractValidator.load(),
    signedPathPrefix,
    toleranceMs,
    handlerTimeoutMs,
    replays: options.replays ?? new MemoryReplayStore({ now }),
    admit,
    inFlight: options.inFlight ?? new InFlight(),
    signature: options.signature ?? 'required',
    transmit: options.transmit ?? transmit,
    now,
    observe,
    onFault:
      options.onFault ??
      ((fault) => {
        console.error(describeFault(fault));
      }),
  };
}

async function signingKeySource(
  privateKey: ContractOptions['privateKey'],
  keyVersion: string,
): Promise<() => SigningKey> {
  if (typeof privateKey === 'function') return privateKey;
  const key: SigningKey = { keyVersion, privateKey: await importPrivateKey(privateKey) };
  return () => key;
}
