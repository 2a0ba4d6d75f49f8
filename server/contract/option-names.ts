import { nearestName } from '@sendotp-contract/message/nearest-name';
import type { Contract } from '@sendotp-contract/spec';
import type { MppRouterOptions } from './http/router.js';
import type { MppServerOptions } from './http/server.js';
import type { MppOptions } from './options.js';

/** A name for each option: one that is missing here does not compile. */
type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

const shared: NamesOf<MppOptions<Contract>> = {
  ...{ contract: true, document: true, clients: true, privateKey: true, sign: true, keyVersion: true },
  ...{ handlers: true, signedPathPrefix: true, toleranceMs: true, acceptVendorSdkRequests: true },
  ...{ handlerTimeoutMs: true, replays: true, admit: true, strangers: true, signatures: true },
  ...{ inFlight: true, signature: true, respond: true, now: true },
  ...{ observe: true, onSignatureMismatch: true, onFault: true },
};

const ofServer: NamesOf<MppServerOptions<Contract>> = {
  ...shared,
  ...{ tls: true, corsOrigins: true, maxConnections: true },
  ...{ headersTimeoutMs: true, requestTimeoutMs: true, keepAliveTimeoutMs: true },
};

const ofRouter: NamesOf<MppRouterOptions<Contract>> = { ...shared, otherPaths: true };

/** @throws TypeError for what is no option of a server */
export function checkServerOptions(options: object): void {
  checkNames(options, Object.keys(ofServer));
}

/** @throws TypeError for what is no option of a router */
export function checkRouterOptions(options: object): void {
  checkNames(options, Object.keys(ofRouter));
}

function checkNames(options: object, known: readonly string[]): void {
  const stranger = Object.keys(options).find((name) => !known.includes(name));
  if (stranger === undefined) return;
  const nearest = nearestName(stranger, known);
  const hint = nearest === undefined ? `expected ${known.join(', ')}` : `did you mean ${nearest}?`;
  throw new TypeError(`the options: there is no option ${JSON.stringify(stranger)}; ${hint}`);
}
