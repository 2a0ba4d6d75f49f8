import { readdir, readFile } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { importPrivateKey, KeyError, type SigningKey } from '../../../message/index.js';

const endings = ['.pem', '.key', '.der64'];
const byVersion = new Intl.Collator('en', { numeric: true });

interface Reading {
  readonly key: SigningKey;
  readonly file: string;
}

/**
 * The MPP's own private keys: a folder with one file for each version, `<keyVersion>.pem`. The highest version signs, so
 * that a new key is taken into use by putting its file there, once the callers have its public half (SIG-5).
 */
export class OwnKeys {
  readonly #folder: string;
  #reading: Reading;

  private constructor(folder: string, reading: Reading) {
    this.#folder = folder;
    this.#reading = reading;
  }

  /** @throws KeyError naming the file */
  static async open(folder: string): Promise<OwnKeys> {
    return new OwnKeys(folder, await readNewest(folder));
  }

  /** The key that signs now. */
  get newest(): SigningKey {
    return this.#reading.key;
  }

  /** The folder, and the file of the key that signs now. */
  get files(): readonly string[] {
    return [this.#folder, this.#reading.file];
  }

  /** @throws KeyError naming the file, and keeps the key it had */
  async reload(): Promise<void> {
    this.#reading = await readNewest(this.#folder);
  }
}

async function readNewest(folder: string): Promise<Reading> {
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
  const file = join(folder, newest);
  const keyVersion = parse(newest).name;
  // HDR-3: what would break the header's form.
  if (/[\s,=]/.test(keyVersion)) {
    throw new KeyError('KEY_FORMAT', `${file}: a keyVersion has no blanks, commas or =`);
  }
  try {
    const privateKey = await importPrivateKey(await readFile(file, 'utf8'));
    return { file, key: { keyVersion, privateKey } };
  } catch (cause) {
    if (!(cause instanceof KeyError))
      throw new KeyError('KEY_NOT_READABLE', `${file} cannot be read`, { cause });
    throw new KeyError(cause.code, `${file}: ${cause.message}`, { cause });
  }
}
