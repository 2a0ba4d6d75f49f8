import { KeyError } from './key-error.js';
import { isKeyForm, type KeyForm, type KeySource, type RsaKey } from './key-form.js';
import { importPublicKey } from './key.js';

/** A public key and the version that it is known by. */
export interface VersionedKey {
  /** What `keyVersion` in the `Signature` header calls it. */
  readonly version: string;
  readonly key: RsaKey;
}

/** One party's public keys. During a rotation several versions stand side by side (SIG-5). */
export class KeySet {
  readonly #keys: ReadonlyMap<string, VersionedKey>;
  /** What a header without `keyVersion` means (HDR-3). */
  readonly newest: VersionedKey;

  private constructor(keys: ReadonlyMap<string, VersionedKey>, newest: VersionedKey) {
    this.#keys = keys;
    this.newest = newest;
  }

  /**
   * @param keys oldest first: the last is the newest
   * @throws KeyError when there is none
   */
  static of(keys: readonly VersionedKey[]): KeySet {
    const newest = keys.at(-1);
    if (newest === undefined)
      throw new KeyError('KEY_NOT_READABLE', 'there is no key; expected at least one version');
    return new KeySet(new Map(keys.map((key) => [key.version, key])), newest);
  }

  get versions(): readonly string[] {
    return [...this.#keys.keys()];
  }

  /** The key of this version, or the newest for undefined. */
  find(version: string | undefined): VersionedKey | undefined {
    return version === undefined ? this.newest : this.#keys.get(version);
  }
}

/** One public key, which is version `1`, or several by version. */
export type PublicKeys = KeySource | Readonly<Record<string, KeySource>>;

/**
 * Imports a party's public keys. The newest is the last: JavaScript keeps versions that are whole numbers in rising order,
 * others in the order they were written.
 * @throws KeyError naming the version
 * @example await importPublicKeys({ '1': oldPem, '2': newPem }) // newest: 2
 */
export async function importPublicKeys(keys: PublicKeys): Promise<KeySet> {
  const given = await keys;
  if (!isSeveral(given)) return KeySet.of([{ version: '1', key: await importPublicKey(given) }]);
  // Awaited together: a promise that rejects while nobody waits for it ends a process of Node.
  return KeySet.of(await Promise.all(Object.entries(given).map(versionedKey)));
}

async function versionedKey([version, key]: readonly [string, KeySource]): Promise<VersionedKey> {
  try {
    return { version, key: await importPublicKey(key) };
  } catch (error) {
    if (error instanceof KeyError)
      throw new KeyError(error.code, `public key version ${version}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Whether these are keys by version. What they are is checked when they are imported. */
function isSeveral(
  value: KeyForm | Readonly<Record<string, KeySource>> | null,
): value is Readonly<Record<string, KeySource>> {
  return typeof value === 'object' && value !== null && !isKeyForm(value);
}
