import { sandbox } from '../generated/sandbox.js';
import { sandboxToken, tokenNames } from './fixtures.js';
import type { ProfileInput } from './profile.js';

/** The keys of a sandbox, PEM. */
export interface SandboxProfileKeys {
  /** The caller's (`.sandbox/caller.private.pem`). */
  readonly privateKey: string;
  /** The MPP's (`.sandbox/mpp.public.pem`). */
  readonly publicKey: string;
}

/** Where a sandbox listens, unless it is told otherwise. */
export const sandboxBaseUrl = 'http://127.0.0.1:8080';

/** The profile of this project's own sandbox: reference MPP and mock. */
export function sandboxProfile({ privateKey, publicKey }: SandboxProfileKeys): ProfileInput {
  return {
    baseUrl: sandboxBaseUrl,
    clientId: sandbox.clientId,
    keyVersion: sandbox.keyVersion,
    privateKey,
    publicKeys: { [sandbox.keyVersion]: publicKey },
    acquirerId: sandbox.acquirerId,
    pspId: sandbox.pspId,
    mockToken: `${sandbox.tokenPrefix}KEY_NOT_FOUND`,
    accessTokens: Object.fromEntries(tokenNames.map((name) => [name, sandboxToken(name)])),
  };
}
