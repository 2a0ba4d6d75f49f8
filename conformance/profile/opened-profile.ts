import { KeyObject } from 'node:crypto';
import { importPrivateKey, importPublicKeys, KeyError, type KeySet } from '@sendotp-contract/message';
import { contract as shipped, type Contract, type Operation } from '@sendotp-contract/spec';
import { type Fixture, isTrait, type TokenName, type Trait, traits } from './fixture.js';
import type { Profile } from './profile.js';
import { ProfileError, type ProfileFault } from './profile-error.js';

/** Who signs a request, and under which names. */
export interface Caller {
  readonly clientId: string;
  readonly keyVersion: string;
  readonly privateKey: KeyObject;
}

/** A profile that is ready for a run: keys imported, address taken apart, operations looked up. */
export interface OpenedProfile {
  readonly profile: Profile;
  readonly contract: Contract;
  /** The operations that the target has, in the contract's order. */
  readonly operations: readonly Operation[];
  readonly url: URL;
  /** What stands before an operation's path on the wire. */
  readonly pathPrefix: string;
  /** What stands before it in the content to be signed. */
  readonly signedPathPrefix: string;
  readonly caller: Caller;
  readonly olderKey: Caller | undefined;
  readonly throttledClient: Caller | undefined;
  /** The MPP's keys. */
  readonly publicKeys: KeySet;
  has(fixture: Fixture): boolean;
  /** The target turned out to be a mock: it lacks every trait. */
  treatAsMock(): void;
  /** The target's time at a time of this machine's clock, in ms since the epoch. Default: now. */
  targetTime(at?: number): number;
  /** The target's clock turned out to be this many ms ahead. */
  shiftClock(ms: number): void;
  /** The next access token of this fixture; several valid ones are used in turn. */
  token(name: TokenName): string;
}

/**
 * Makes a profile ready for a run.
 * @throws ProfileError naming every key that cannot be used and why (SIG-6)
 */
export async function openProfile(profile: Profile, contract: Contract = shipped): Promise<OpenedProfile> {
  const faults: ProfileFault[] = [];
  const importing = async <T>(path: readonly string[], work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
      faults.push({ path, message: error.message });
      return undefined;
    }
  };
  const privateKey = (text: string, ...path: string[]) =>
    importing(path, async () => KeyObject.from(await importPrivateKey(text)));

  const { olderKey, throttledClient } = profile;
  const key = await privateKey(profile.privateKey, 'privateKey');
  const publicKeys = await importing(['publicKeys'], () => importPublicKeys(profile.publicKeys));
  const older = olderKey && (await privateKey(olderKey.privateKey, 'olderKey', 'privateKey'));
  const throttled =
    throttledClient?.privateKey === undefined
      ? key
      : await privateKey(throttledClient.privateKey, 'throttledClient', 'privateKey');
  if (key === undefined || publicKeys === undefined || faults.length > 0)
    throw new ProfileError('the profile', faults);

  const { clientId, keyVersion } = profile;
  const url = new URL(profile.baseUrl);
  const pathPrefix = url.pathname === '/' ? '' : url.pathname;
  const lacking = new Set<Trait>(profile.lacks);
  let aheadMs = 0;
  const turns = new Map<TokenName, number>();
  return {
    profile,
    contract,
    operations: Object.values(contract.operations).filter(({ operationId }) =>
      profile.operations.includes(operationId),
    ),
    url,
    pathPrefix,
    signedPathPrefix: profile.signedPathPrefix ?? pathPrefix,
    caller: { clientId, keyVersion, privateKey: key },
    olderKey: olderKey && older && { clientId, keyVersion: olderKey.keyVersion, privateKey: older },
    throttledClient: throttledClient &&
      throttled && {
        clientId: throttledClient.clientId,
        keyVersion: throttledClient.keyVersion ?? keyVersion,
        privateKey: throttled,
      },
    publicKeys,
    has: (fixture) => {
      if (isTrait(fixture)) return !lacking.has(fixture);
      if (fixture === 'olderKey' || fixture === 'throttledClient') return profile[fixture] !== undefined;
      return profile.accessTokens[fixture] !== undefined;
    },
    treatAsMock: () => {
      for (const trait of traits) lacking.add(trait);
    },
    targetTime: (at = Date.now()) => at + aheadMs,
    shiftClock: (ms) => {
      aheadMs = ms;
    },
    token: (name) => {
      const token = profile.accessTokens[name];
      const all = token === undefined ? [] : typeof token === 'string' ? [token] : token;
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      const chosen = all[turn % all.length];
      if (chosen === undefined) throw new Error(`the profile has no access token "${name}"`);
      return chosen;
    },
  };
}
