import { readdir, readFile } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { importPrivateKey, KeyError, type SigningKey } from '../../../message/index.js';

const endings = ['.pem', '.key', '.der64'];
const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * The MPP's own private keys: a folder with one file for each version, `<keyVersion>.pem`. The highest version signs, so
 * that a new key is taken into use by putting its file there, once the callers have its public half (SIG-5).
 */
export class OwnKeys {
  readonly folder: string;
  #newest: SigningKey;

  private constructor(folder: string, newest: SigningKey) {
    this.folder = folder;
    this.#newest = newest;
  }

  /** @throws KeyError naming the file */
  static async open(folder: string): Promise<OwnKeys> {
    return new OwnKeys(folder, await readNewest(folder));
  }

  /** The key that signs now. */
  get newest(): SigningKey {
    return this.#newest;
  }

  /** @throws KeyError naming the file, and keeps the key it had */
  async reload(): Promise<void> {
    this.#newest = await readNewest(this.folder);
  }
}

async function readNewest(folder: string): Promise<SigningKey> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new KeyError('KEY_NOT_READABLE', `the folder ${folder} cannot be read`, { cause });
  });
  const [newest] = names
    .filter((name) => endings.includes(extname(name)))
    .sort((a, b) => byVersion.compare(parse(b).name, parse(a).name));
  if (newest === undefined) {
    throw new KeyError(
      'KEY_NOT_READABLE',
      `there is no key in ${folder}; expected a file named by its keyVersion, such as 1.pem`,
    );
  }
  const keyVersion = parse(newest).name;
  // HDR-3: what would break the header's form.
  if (/[\s,=]/.test(keyVersion)) {
    throw new KeyError('KEY_FORMAT', `${join(folder, newest)}: a keyVersion has no blanks, commas or =`);
  }
  try {
    return { keyVersion, privateKey: await importPrivateKey(await readFile(join(folder, newest), 'utf8')) };
  } catch (cause) {
    if (!(cause instanceof KeyError))
      throw new KeyError('KEY_NOT_READABLE', `${join(folder, newest)} cannot be read`, { cause });
    throw new KeyError(cause.code, `${join(folder, newest)}: ${cause.message}`, { cause });
  }
}
