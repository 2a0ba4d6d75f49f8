import { loadProfile, type ProfileInput, sandboxProfile, tokenFixtures } from '@sendotp-contract/conformance';
import { nearestName } from '@sendotp-contract/message/nearest-name';
import { Failure } from './failure.js';
import { exists, missingKeyAdvice, olderKeyFile, readKeyFile, sandboxFolder } from './sandbox-keys.js';

/** The options that say which server is judged, and as whom. */
export interface TargetOptions {
  /** A file, or `sandbox`. Default: the sandbox, unless the other options describe another target. */
  readonly profile?: string;
  readonly url?: string;
  readonly clientId?: string;
  readonly privateKey?: string;
  readonly publicKey?: string;
  readonly keyVersion?: string;
  readonly signedPathPrefix?: string;
  readonly acquirerId?: string;
  readonly pspId?: string;
  readonly accessToken: readonly string[];
}

/**
 * The profile that the options describe: that of the file or of the sandbox, with every other option in its place.
 * @throws ProfileError, Failure for a file that cannot be read or used
 */
export async function profileFrom(options: TargetOptions): Promise<ProfileInput> {
  const key = (file: string | undefined) => (file === undefined ? undefined : readKeyFile(file, 2));
  const privateKey = await key(options.privateKey);
  const publicKey = await key(options.publicKey);
  const advice = missingKeyAdvice(options.url);
  const olderFile = `${sandboxFolder}/${olderKeyFile}`;
  const profile: ProfileInput =
    options.profile === undefined || options.profile === 'sandbox'
      ? sandboxProfile({
          privateKey: privateKey ?? (await readKeyFile(`${sandboxFolder}/caller.private.pem`, 2, advice)),
          publicKey: publicKey ?? (await readKeyFile(`${sandboxFolder}/mpp.public.pem`, 2, advice)),
          // What is known of the sandbox says nothing about another target.
          ...(isSandbox(options)
            ? (await exists(olderFile)) && privateKey === undefined
              ? { olderPrivateKey: await readKeyFile(olderFile, 2) }
              : {}
            : { accessTokens: {} }),
        })
      : await loadProfile(options.profile);
  const { url, clientId, keyVersion, signedPathPrefix, acquirerId, pspId } = options;
  return {
    ...profile,
    ...withoutUndefined({
      baseUrl: url,
      clientId,
      keyVersion,
      signedPathPrefix,
      acquirerId,
      pspId,
      privateKey,
    }),
    ...(publicKey === undefined ? {} : { publicKeys: publicKey }),
    accessTokens: { ...profile.accessTokens, ...Object.fromEntries(options.accessToken.map(tokenFrom)) },
  };
}

/** Another client, other users, or another address with keys of its own: the target is not the sandbox. */
function isSandbox({ profile, clientId, accessToken, url, privateKey, publicKey }: TargetOptions): boolean {
  if (profile !== undefined) return true;
  const hasOwnKeys = privateKey !== undefined || publicKey !== undefined;
  return clientId === undefined && accessToken.length === 0 && !(url !== undefined && hasOwnKeys);
}

/**
 * `expired=…` names its fixture; anything else is the valid user's token.
 * @throws Failure for a name that is nearly one: as a token it would be masked, and the report would blame the valid user
 */
function tokenFrom(text: string): readonly [name: string, token: string] {
  const [, name, token] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  // Base64 may end in `=`.
  if (name === undefined || token === undefined || /^=*$/.test(token)) return ['valid', text];
  if (Object.hasOwn(tokenFixtures, name)) return [name, token];
  const nearest = nearestName(name, Object.keys(tokenFixtures));
  if (nearest === undefined) return ['valid', text];
  throw new Failure(
    `--access-token: there is no fixture ${JSON.stringify(name)}; did you mean ${nearest}? A token that has a = in it is given as valid=<token>`,
    2,
  );
}

/** The options that are set. */
export function withoutUndefined<T extends object>(
  options: T,
): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
