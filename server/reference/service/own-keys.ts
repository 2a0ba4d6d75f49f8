import { readdir, readFile } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { importPrivateKey, KeyError, type SigningKey } from '@sendotp-contract/message';

const endings = ['.pem', '.key', '.der64'];

export interface OwnKeysOptions {
  /** The version that signs. Default: the highest. */
  readonly keyVersion?: string | undefined;
  /** Called with the names of key files that are no version: they are never used. */
  readonly onIgnored?: (names: readonly string[]) => void;
}

/**
 * The MPP's own private keys: a folder with one file for each version, `<keyVersion>.pem`, where a version is a whole number.
 * The pinned version signs, else the highest. To take a new key into use, put its file there after the callers have
 * registered its public key (SIG-5). Any other file is ignored, such as the backup of a key.
 */
export class OwnKeys {
  readonly #folder: string;
  readonly #options: OwnKeysOptions;
  #file: string;
  #newest: SigningKey;

  private constructor(folder: string, options: OwnKeysOptions, file: string, newest: SigningKey) {
    this.#folder = folder;
    this.#options = options;
    this.#file = file;
    this.#newest = newest;
  }

  /** @throws KeyError naming the file */
  static async open(folder: string, options: OwnKeysOptions = {}): Promise<OwnKeys> {
    const file = await signingFile(folder, options);
    return new OwnKeys(folder, options, file, await readKey(file));
  }

  /** The key that is used for signing. */
  get newest(): SigningKey {
    return this.#newest;
  }

  /** The folder, and the file that was read last, even if it could not be used. */
  get files(): readonly string[] {
    return [this.#folder, this.#file];
  }

  /** @throws KeyError naming the file; the earlier key stays in use */
  async reload(): Promise<void> {
    this.#file = await signingFile(this.#folder, this.#options);
    this.#newest = await readKey(this.#file);
  }
}

async function signingFile(folder: string, { keyVersion, onIgnored }: OwnKeysOptions): Promise<string> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new KeyError('KEY_NOT_READABLE', `the folder ${folder} cannot be read`, { cause });
  });
  const keyFiles = names.filter((name) => endings.includes(extname(name)));
  const ignored = keyFiles.filter((name) => !isVersion(parse(name).name));
  if (ignored.length > 0) onIgnored?.(ignored);
  const versions = keyFiles.filter((name) => isVersion(parse(name).name));
  const [newest] = versions.sort((a, b) => Number(parse(b).name) - Number(parse(a).name));
  const signing =
    keyVersion === undefined ? newest : versions.find((name) => parse(name).name === keyVersion);
  if (signing === undefined) {
    const expected =
      keyVersion === undefined
        ? 'a file named after its keyVersion, a whole number, such as 1.pem'
        : `${keyVersion}.pem, the version of MPP_KEY_VERSION`;
    throw new KeyError('KEY_NOT_READABLE', `the folder ${folder} contains no such key; expected ${expected}`);
  }
  return join(folder, signing);
}

function isVersion(name: string): boolean {
  return /^[1-9]\d{0,8}$/.test(name);
}

async function readKey(file: string): Promise<SigningKey> {
  const keyVersion = parse(file).name;
  try {
    return { keyVersion, privateKey: await importPrivateKey(await readFile(file, 'utf8')) };
  } catch (cause) {
    if (!(cause instanceof KeyError))
      throw new KeyError('KEY_NOT_READABLE', `${file} cannot be read`, { cause });
    throw new KeyError(cause.code, `${file}: ${cause.message}`, { cause });
  }
}
