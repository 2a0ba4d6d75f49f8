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
  readonly #folder: string;
  #file: string;
  #newest: SigningKey;

  private constructor(folder: string, file: string, newest: SigningKey) {
    this.#folder = folder;
    this.#file = file;
    this.#newest = newest;
  }

  /** @throws KeyError naming the file */
  static async open(folder: string): Promise<OwnKeys> {
    const file = await newestFile(folder);
    return new OwnKeys(folder, file, await readKey(file));
  }

  /** The key that signs now. */
  get newest(): SigningKey {
    return this.#newest;
  }

  /** The folder, and the file that was read last, also when it could not be used. */
  get files(): readonly string[] {
    return [this.#folder, this.#file];
  }

  /** @throws KeyError naming the file, and keeps the key it had */
  async reload(): Promise<void> {
    this.#file = await newestFile(this.#folder);
    this.#newest = await readKey(this.#file);
  }
}

async function newestFile(folder: string): Promise<string> {
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
  return join(folder, newest);
}

async function readKey(file: string): Promise<SigningKey> {
  const keyVersion = parse(file).name;
  // HDR-3: what would break the header's form.
  if (/[\s,=]/.test(keyVersion)) {
    throw new KeyError('KEY_FORMAT', `${file}: a keyVersion has no blanks, commas or =`);
  }
  try {
    return { keyVersion, privateKey: await importPrivateKey(await readFile(file, 'utf8')) };
  } catch (cause) {
    if (!(cause instanceof KeyError))
      throw new KeyError('KEY_NOT_READABLE', `${file} cannot be read`, { cause });
    throw new KeyError(cause.code, `${file}: ${cause.message}`, { cause });
  }
}
