import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const { workspaces = [] } = readManifest('package.json');

/** The packages that are published, by name: where each one's folder is. */
export const packages: ReadonlyMap<string, string> = new Map(
  workspaces.map((folder) => [readManifest(`${folder}/package.json`).name, folder]),
);

/** Every package as a tarball, in a folder. */
export class Tarballs {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Builds and packs them all. */
  static pack(): Tarballs {
    const folder = mkdtempSync(join(tmpdir(), 'sendotp-tarballs-'));
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
    execFileSync('npm', ['pack', '--pack-destination', folder, '--workspaces'], { stdio: 'ignore' });
    return new Tarballs(folder);
  }

  of(name: string): string {
    const source = packages.get(name);
    if (source === undefined) throw new Error(`${name} is no package of this workspace`);
    const { version } = readManifest(`${source}/package.json`);
    // As npm names it.
    return join(this.folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * An empty project in which some of our packages are installed from their tarballs, with what they depend on at run time
 * and nothing else. Dependencies are copied as `npm ci` has brought them, so that nothing is fetched.
 */
export class Installation {
  readonly folder = mkdtempSync(join(tmpdir(), 'sendotp-consumer-'));
  /** Place below `node_modules` → version. */
  readonly #installed = new Map<string, string>();

  constructor(tarballs: Tarballs, names: readonly string[]) {
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    this.#install(tarballs, names);
  }

  /** Where each package was installed, as a path below `node_modules`. */
  get packages(): readonly string[] {
    return [...this.#installed.keys()].sort();
  }

  /** All that was installed, in bytes. */
  get size(): number {
    return sizeOf(join(this.folder, 'node_modules'));
  }

  write(name: string, text: string): string {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Each level of dependencies before the next, and each as far up as no other version is in the way: as npm does. */
  #install(tarballs: Tarballs, names: readonly string[]): void {
    const queue: Wanted[] = names.map((name) => ({ name, from: '.', below: '' }));
    for (let wanted = queue.shift(); wanted !== undefined; wanted = queue.shift()) {
      const { name, below } = wanted;
      const own = packages.get(name);
      const source = own ?? resolved(name, wanted.from);
      // An optional one for another platform.
      if (source === undefined) continue;
      const { version } = readManifest(join(source, 'package.json'));
      const [nearest] = placesFor(name, below).filter((place) => this.#installed.has(place));
      if (nearest !== undefined && this.#installed.get(nearest) === version) continue;
      const place = nearest === undefined ? name : join(below, 'node_modules', name);
      this.#installed.set(place, version);
      const folder = join(this.folder, 'node_modules', place);
      if (own === undefined) {
        placeFiles(source, folder);
      } else {
        mkdirSync(folder, { recursive: true });
        execFileSync('tar', ['-xzf', tarballs.of(name), '--strip-components=1', '-C', folder]);
      }
      for (const dependency of required(readManifest(join(folder, 'package.json'))))
        queue.push({ name: dependency, from: source, below: place });
    }
  }
}

/** Links where the disk is the same: nobody writes into an installed package. */
function placeFiles(source: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const [from, to] = [join(source, entry.name), join(folder, entry.name)];
    if (entry.isDirectory()) placeFiles(from, to);
    else linkOrCopy(from, to);
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    copyFileSync(from, to);
  }
}

interface Wanted {
  readonly name: string;
  /** The folder of the package that depends on it, here. */
  readonly from: string;
  /** Where that package was installed, there. */
  readonly below: string;
}

/** Where Node looks for a package, seen from one that is installed: the nearest first. */
function placesFor(name: string, below: string): string[] {
  const steps = below === '' ? [] : below.split('/node_modules/');
  return steps
    .map((_, index) =>
      join(...steps.slice(0, steps.length - index).flatMap((step) => [step, 'node_modules']), name),
    )
    .concat(name);
}

/** What npm installs together with a package. */
function required({
  dependencies = {},
  optionalDependencies = {},
  peerDependencies = {},
  peerDependenciesMeta = {},
}: Manifest): string[] {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers])];
}

/** The folder that Node finds a package in, seen from another package's folder. */
function resolved(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (statSync(join(candidate, 'package.json'), { throwIfNoEntry: false }) !== undefined) return candidate;
    if (folder === '.' || folder === '/') return undefined;
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}
