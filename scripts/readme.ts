// Runs what the README says: its commands against a sandbox, and its examples as programs.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Installation, Tarballs } from '../test/consumers/installation.js';

const run = promisify(execFile);
const readme = readFileSync('README.md', 'utf8');
const port = 8080;

/** The code block behind `<!-- example: name -->`. */
function example(name: string): string {
  const block = new RegExp(`<!-- example: ${name} -->\\s*\`\`\`ts\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`README.md has no example "${name}"`);
  return block;
}

/** Every access token of the README's table leads to the code in its name, or to the one that its row gives for EMAIL. */
const tokens = [...readme.matchAll(/^\| `(sandbox:([A-Z_]+))` +\|(?:.*`([A-Z_]+)` to an `(EMAIL)`)?/gm)].map(
  ([, token = '', name = '', code = name, verifyType = 'MOBILE']) => ({
    token,
    verifyType,
    code,
  }),
);

const tarballs = Tarballs.pack();
/** The examples' project: the client and the server as they are published, and nothing else but what the examples use. */
const installation = new Installation(tarballs, ['@sendotp-contract/client', '@sendotp-contract/server']);
const { folder } = installation;
const children: ChildProcess[] = [];

/** Starts a program and waits until it has printed this. */
async function started(
  command: string,
  args: readonly string[],
  cwd: string,
  text: string,
): Promise<ChildProcess> {
  // A group of its own: npm leaves its child running when it is killed alone.
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  children.push(child);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  while (!printed.includes(text)) {
    if (child.exitCode !== null)
      throw new Error(`${command} ${args.join(' ')} ended with ${child.exitCode}:\n${printed}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return child;
}

/** Ends a program and what it started, and waits until all of it is gone. */
async function stopped({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return;
  while (signalled(pid)) await new Promise((done) => setTimeout(done, 50));
}

function signalled(group: number): boolean {
  try {
    return process.kill(-group, 'SIGTERM');
  } catch {
    return false;
  }
}

interface Called {
  readonly code: number;
  readonly stdout: string;
}

async function call(...args: string[]): Promise<Called> {
  try {
    const { stdout } = await run(
      process.execPath,
      [resolve('cli/bin/sendotp-contract.js'), 'call', ...args],
      {
        cwd: process.cwd(),
      },
    );
    return { code: 0, stdout };
  } catch (error) {
    const { code, stdout } = error as Called;
    return { code, stdout };
  }
}

function expect(what: string, seen: unknown, expected: unknown): void {
  if (seen !== expected)
    throw new Error(`${what}: saw ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`);
  console.log(`ok  ${what}`);
}

/** An example as a program of its own, in a folder where the package is installed. */
function program(name: string, before: string, after = ''): string {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, `${before}\n${example(name)}\n${after}\n`);
  return file;
}

const tsx = resolve('node_modules/.bin/tsx');

try {
  const sandbox = await started('npm', ['start'], process.cwd(), 'npx sendotp-contract call');
  const { stdout } = await run('npx', ['sendotp-contract', 'call']);
  expect('npx sendotp-contract call', stdout.startsWith('S SUCCESS'), true);
  for (const { token, verifyType, code } of tokens) {
    const called = await call('--access-token', token, '--verify-type', verifyType, '--json');
    expect(`--access-token ${token}`, (JSON.parse(called.stdout) as { resultCode: string }).resultCode, code);
    expect(`  its exit code`, called.code, code === 'SUCCESS' ? 0 : 1);
  }
  expect('tokens in the table', tokens.length > 0, true);

  expect(
    'npx sendotp-contract check',
    (await run('npx', ['sendotp-contract', 'check'])).stdout.includes('The contract is kept'),
    true,
  );
  symlinkSync(resolve('.sandbox'), join(folder, '.sandbox'));
  const called = await run(tsx, [program('call', '')], { cwd: folder });
  expect('the call of the README', /^[0-9a-f]{32}\n$/.test(called.stdout), true);
  await stopped(sandbox);
  const mock = await started('npm', ['run', 'mock'], process.cwd(), 'npx sendotp-contract call');
  expect('npm run mock', (await call('--access-token', 'sandbox:fault:bad-signature')).code, 2);
  expect('  and a code of its own', (await call('--access-token', 'sandbox:KEY_NOT_FOUND')).code, 1);
  await stopped(mock);

  const handler = program(
    'handler',
    `const findUser = async (token: string) => (token === 'sandbox:SUCCESS' ? { id: 'u' } : undefined);
     const mayCallFor = (_client: string, acquirerId: string, pspId: string) =>
       acquirerId === 'SANDBOX_ACQP' && pspId === 'SANDBOX_MPP';
     const sendCode = async (_user: object, _type: string, _signal: AbortSignal) => 'an-id';`,
    "console.log('listening');",
  );
  const server = await started(tsx, [handler], folder, 'listening');
  expect('the handler of the README', (await call()).code, 0);
  expect('  and a user it does not know', (await call('--access-token', 'nobody')).code, 1);
  await stopped(server);

  const router = program(
    'router',
    `import { readFile } from 'node:fs/promises';
     import express from 'express';
     import { sent, supportOnly } from '@sendotp-contract/server';
     const app = express();
     const clients = { SANDBOX_ALIPAY_PLUS: { '1': await readFile('.sandbox/caller.public.pem', 'utf8') } };
     const privateKey = await readFile('.sandbox/mpp.private.pem', 'utf8');
     const handlers = supportOnly({ sendOTP: async () => sent('an-id') });`,
    `app.listen(${port}, '127.0.0.1', () => console.log('listening'));`,
  );
  const app = await started(tsx, [router], folder, 'listening');
  expect('the router of the README', (await call()).code, 0);
  await stopped(app);
} finally {
  await Promise.all(children.map(stopped));
  installation.remove();
  tarballs.remove();
}
