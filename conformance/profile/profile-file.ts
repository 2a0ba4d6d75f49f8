import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isCollection, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { contract as shipped, type Contract } from '@sendotp-contract/spec';
import { checkProfile, type Profile } from './profile.js';
import { placeOf, ProfileError, type ProfileFault } from './profile-error.js';

/** Reads a key file named in a profile. */
export type ReadKeyFile = (path: string) => Promise<string>;

/**
 * Reads a profile from YAML, in which a key is PEM, bare base64 DER, or the path of a file that holds one.
 * @param where what the text is called in messages, and what paths of key files are relative to
 * @param contract the contract that the target is judged by
 * @throws ProfileError with every fault, each with its line
 */
export async function readProfile(
  text: string,
  where: string,
  readKeyFile: ReadKeyFile = (path) => readFile(path, 'utf8'),
  contract: Contract = shipped,
): Promise<Profile> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message }) => ({
      path: [],
      message: message.split('\n', 1)[0] ?? message,
    }));
    throw new ProfileError(where, faults, ({ message }) => `not YAML: ${message}`);
  }
  const value: unknown = document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProfileError(where, [
      {
        path: [],
        message:
          'expected keys such as baseUrl and clientId; npx sendotp-contract check --init writes a file to start from',
      },
    ]);
  }
  const missing = await inlineKeys(value, (path) => readKeyFile(resolve(dirname(where), path)));
  const checked = checkProfile(value, contract);
  const faults = [...('faults' in checked ? checked.faults : []), ...missing];
  if (faults.length > 0 || 'faults' in checked) {
    throw new ProfileError(where, faults, (fault) => {
      const line = lineOf(document, lines, fault.path);
      return `${line === undefined ? '' : `line ${line}: `}${placeOf(fault.path)}: ${fault.message}`;
    });
  }
  return checked.profile;
}

/**
 * Reads a profile file.
 * @throws ProfileError with every fault, or saying why the file cannot be read
 */
export async function loadProfile(file: string, contract: Contract = shipped): Promise<Profile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ProfileError(
      file,
      [{ path: [], message: `cannot be read: ${reason(error)}` }],
      ({ message }) => message,
    );
  }
  return readProfile(text, file, undefined, contract);
}

/** The places of a profile that hold a key. */
const keyPlaces = [
  ['privateKey'],
  ['publicKeys'],
  ['olderKey', 'privateKey'],
  ['throttledClient', 'privateKey'],
] as const;

/** Puts the text of each key file in the place of its path. Returns a fault for each that cannot be read. */
async function inlineKeys(profile: object, read: ReadKeyFile): Promise<ProfileFault[]> {
  const faults: ProfileFault[] = [];
  const inline = async (holder: object, key: string, path: readonly string[]): Promise<void> => {
    const value: unknown = Reflect.get(holder, key);
    if (typeof value === 'object' && value !== null) {
      for (const inner of Object.keys(value)) await inline(value, inner, [...path, inner]);
    } else if (typeof value === 'string' && isPath(value)) {
      try {
        Reflect.set(holder, key, await read(value));
      } catch (error) {
        faults.push({ path, message: `cannot read the key file ${value}: ${reason(error)}` });
      }
    }
  };
  for (const place of keyPlaces) {
    const [first, second] = place;
    const holder: unknown = second === undefined ? profile : Reflect.get(profile, first);
    if (typeof holder === 'object' && holder !== null) await inline(holder, second ?? first, place);
  }
  return faults;
}

/** The smallest allowed key has hundreds of characters and a path rarely has; a path has no line feed. */
function isPath(value: string): boolean {
  return value !== '' && !value.includes('\n') && !value.includes('-----') && value.length < 300;
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  return error instanceof Error ? error.message : String(error);
}

/** The line of a fault's key, or of the nearest that is there around it. */
function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly (string | number)[],
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const holder: unknown = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (!isCollection(holder)) continue;
    const pair = holder.items.find(
      (item) =>
        typeof item === 'object' && item !== null && 'key' in item && String(item.key) === String(key),
    );
    const node: unknown =
      typeof pair === 'object' && pair !== null && 'key' in pair ? pair.key : holder.get(key, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
