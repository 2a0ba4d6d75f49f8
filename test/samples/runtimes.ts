import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

const folder = 'examples/samples';

/** How a sample is run; the program is made in a folder that the test removes. */
export interface Runtime {
  readonly file: string;
  /** The Debian packages that bring it. */
  readonly debian: string;
  readonly isPresent: () => boolean;
  /** Makes what is to be run, and returns command and first arguments. */
  readonly prepare: (work: string) => readonly string[];
}

const answers = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** The Python that has the package which the sample needs. */
const python = (): string | undefined =>
  ['/usr/bin/python3', 'python3'].find((command) => answers(command, '-c', 'import cryptography'));

/** Every sample. */
export const runtimes: readonly Runtime[] = [
  {
    file: 'sign.sh',
    debian: 'openssl curl',
    isPresent: () => answers('openssl', 'version') && answers('curl', '--version'),
    prepare: () => ['sh', `${folder}/sign.sh`],
  },
  {
    file: 'sign.py',
    debian: 'python3-cryptography',
    isPresent: () => python() !== undefined,
    prepare: () => [python() ?? '', `${folder}/sign.py`],
  },
  {
    file: 'Sign.java',
    debian: 'default-jdk-headless',
    isPresent: () => answers('javac', '-version'),
    prepare: (work) => {
      execFileSync('javac', ['-d', work, `${folder}/Sign.java`]);
      return ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', work, 'Sign'];
    },
  },
  {
    file: 'sign.go',
    debian: 'golang-go',
    isPresent: () => answers('go', 'version'),
    prepare: (work) => {
      const program = join(work, 'sign-go');
      execFileSync('go', ['build', '-o', program, `${folder}/sign.go`]);
      return [program];
    },
  },
  {
    file: 'sign.php',
    debian: 'php-cli',
    isPresent: () => answers('php', '-v'),
    prepare: () => ['php', `${folder}/sign.php`],
  },
  {
    // Debian has no .NET: Mono compiles and runs the same file.
    file: 'Sign.cs',
    debian: 'mono-mcs libmono-system-net-http4.0-cil',
    isPresent: () => answers('mcs', '--version'),
    prepare: (work) => {
      const program = join(work, 'Sign.exe');
      const sources = [`${folder}/Sign.cs`, 'test/samples/ImportFromPem.cs'];
      execFileSync('mcs', ['-r:System.Net.Http.dll', `-out:${program}`, ...sources]);
      return ['mono', program];
    },
  },
  {
    file: 'sign.ts',
    debian: 'nodejs',
    isPresent: () => true,
    prepare: (work) => {
      const program = join(work, 'sign.mjs');
      const { code } = transformSync(readFileSync(`${folder}/sign.ts`, 'utf8'), { loader: 'ts' });
      writeFileSync(program, code);
      return [process.execPath, program];
    },
  },
];

export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a sample with this body on its standard input. */
export function run(command: readonly string[], args: readonly string[], body: string): Promise<Ended> {
  const [program = '', ...first] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], { stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
    // A sample that ends early has no reader.
    child.stdin.on('error', () => undefined);
    child.stdin.end(body);
  });
}
