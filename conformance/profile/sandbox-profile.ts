import { sandbox } from '@sendotp-contract/spec';
import { sandboxToken, tokenNames } from './fixture.js';
import type { ProfileInput } from './profile.js';

/** The keys of a sandbox, PEM or bare base64 DER, and the users if they are not the sandbox's. */
export interface SandboxProfileKeys {
  /** The caller's private key (`.sandbox/caller.private.pem`). */
  readonly privateKey: string;
  /** The MPP's public key (`.sandbox/mpp.public.pem`). */
  readonly publicKey: string;
  /** The caller's older private key (`.sandbox/caller.older.private.pem`), if the sandbox has it. */
  readonly olderPrivateKey?: string;
  /**
   * The access tokens of a target that is not the sandbox. None of the sandbox's tokens is in the profile then: a target
   * that does not know them must not be judged by them.
   */
  readonly accessTokens?: ProfileInput['accessTokens'];
}

/** Where a sandbox listens, unless it is told otherwise. */
export const sandboxBaseUrl = 'http://127.0.0.1:8080';

/** The profile of this project's own sandbox, reference MPP or mock. */
export function sandboxProfile({
  privateKey,
  publicKey,
  olderPrivateKey,
  accessTokens,
}: SandboxProfileKeys): ProfileInput {
  return {
    baseUrl: sandboxBaseUrl,
    clientId: sandbox.clientId,
    keyVersion: sandbox.keyVersion,
    privateKey,
    publicKeys: { [sandbox.keyVersion]: publicKey },
    acquirerId: sandbox.acquirerId,
    pspId: sandbox.pspId,
    ...(accessTokens === undefined
      ? {
          mockToken: `${sandbox.tokenPrefix}KEY_NOT_FOUND`,
          accessTokens: Object.fromEntries(tokenNames.map((name) => [name, sandboxToken(name, sandbox)])),
          throttledClient: { clientId: sandbox.throttledClientId },
          ...(olderPrivateKey === undefined
            ? {}
            : { olderKey: { keyVersion: sandbox.olderKeyVersion, privateKey: olderPrivateKey } }),
        }
      : { accessTokens }),
  };
}
