import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations } from '@sendotp-contract/spec';
import { vi } from 'vitest';
import { main } from '../../cli/main.js';
import { program } from '../from-source.js';

/** Where and how a program is started. */
export interface Start {
  readonly cwd: string;
  /** Added to an environment that otherwise contains no settings. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a program ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that goes on until it is stopped. */
export interface Running {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves as soon as it has printed this on standard output; rejects when it ends before. */
  printed(text: string | RegExp): Promise<void>;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

const children = new Set<ChildProcess>();
const folders: string[] = [];

/** An empty folder to start programs in. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sendotp-cli-'));
  folders.push(folder);
  return folder;
}

/** Ends what still runs, and takes the folders away. */
export function cleanUp(): void {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Starts the command from source, as a process of its own. */
function start(
  args: readonly string[],
  { cwd, env = {} }: Start,
): Running & { readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [program('command'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    child[name].on('data', (text: string) => (out[name] += text));
  }
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code, ...out });
    }),
  );
  return {
    ended,
    stdout: () => out.stdout,
    stderr: () => out.stderr,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (typeof text === 'string' ? out.stdout.includes(text) : text.test(out.stdout)) resolve();
        };
        look();
        child.stdout.on('data', look);
        void ended.then(({ code, stderr }) => {
          reject(new Error(`the program ended with ${code} before it printed ${String(text)}: ${stderr}`));
        });
      }),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/** The command with these arguments as a process of its own, to its end. */
export function sendotpProcess(args: readonly string[], where: Start): Promise<Ended> {
  return start(args, where).ended;
}

/** The command with these arguments as a process of its own, which goes on. */
export function startCommand(args: readonly string[], where: Start): Running {
  return start(args, where);
}

/** The command before, which has the process for itself. */
let before: Promise<unknown> = Promise.resolve();

/** The command with these arguments, to its end, in this process: one that has to start first takes ten times as long. */
export function sendotp(args: readonly string[], where: Start): Promise<Ended> {
  const ended = before.then(() => runHere(args, where));
  before = ended.catch(() => undefined);
  return ended;
}

async function runHere(args: readonly string[], { cwd, env = {} }: Start): Promise<Ended> {
  const own = { cwd: process.cwd(), env: process.env };
  const out = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      out[name] += String(text);
      return true;
    }),
  );
  process.chdir(cwd);
  process.env = { PATH: own.env['PATH'], ...env };
  try {
    await main(args);
    return { code: Number(process.exitCode ?? 0), ...out };
  } finally {
    process.exitCode = undefined;
    process.env = own.env;
    process.chdir(own.cwd);
    for (const spy of spies) spy.mockRestore();
  }
}

/** A sandbox that listens. */
export interface Sandbox extends Running {
  /** As the program printed it, without the path. */
  readonly url: string;
}

/** `sendotp-contract serve`, by default on a free port, once it listens. */
export async function startSandbox(
  where: Start,
  args: readonly string[] = ['--port', '0'],
): Promise<Sandbox> {
  const running = start(['serve', ...args], where);
  await running.printed('Stop with Ctrl-C.');
  const url = new RegExp(`listens on +(http://\\S+)${operations.sendOTP.path}\\n`).exec(
    running.stdout(),
  )?.[1];
  if (url === undefined) throw new Error(`no address in ${running.stdout()}`);
  return { ...running, url };
}

/** Fails unless the program ended with this code and one line on standard error, which is handed back. */
export function oneLine({ code, stderr }: Ended, expectedCode: number): string {
  const lines = stderr.trimEnd().split('\n');
  const [line = ''] = lines;
  if (code !== expectedCode || lines.length !== 1 || !line.startsWith('sendotp-contract: '))
    throw new Error(`expected exit code ${expectedCode} and one line, saw ${String(code)} and: ${stderr}`);
  return line;
}
