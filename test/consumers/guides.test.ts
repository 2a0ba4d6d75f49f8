import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { inserted } from '../../scripts/docs/insertions.js';
import { Installation, Tarballs } from './installation.js';

const run = promisify(execFile);

/** The code blocks of a guide as its page has them. */
function blocks(guide: string, language: string): readonly string[] {
  const text = inserted(readFileSync(guide, 'utf8'), guide);
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );
}

function block(guide: string, language: string, part: string): string {
  const found = blocks(guide, language).find((code) => code.includes(part));
  if (found === undefined) throw new Error(`${guide} has no ${language} block with ${part}`);
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the guides, followed in an empty folder with the packages as they are published', () => {
  let installation: Installation;
  const children: ChildProcess[] = [];
  beforeAll(() => {
    installation = new Installation(new Tarballs(inject('tarballs')), [
      'sendotp-contract',
      '@sendotp-contract/client',
      '@sendotp-contract/server',
    ]);
  });
  afterAll(() => {
    for (const child of children) child.kill();
    installation.remove();
  });

  /** A line of a guide, with the command where npx finds it, and on a port that is free. */
  async function follow(command: string, port: number) {
    const cli = join('node_modules', 'sendotp-contract', 'bin', 'sendotp-contract.js');
    const line = command.replaceAll('npx sendotp-contract', `'${process.execPath}' ${cli}`);
    const options = { cwd: installation.folder, env: { ...process.env, NODE_ENV: '' } };
    return run('sh', ['-c', onPort(line, port)], options).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: unknown) => error as { readonly code: number; readonly stdout: string },
    );
  }

  /** A program that ends by itself. */
  const followed = (args: readonly string[]) =>
    run(process.execPath, [...args], { cwd: installation.folder });

  async function started(args: readonly string[], text: string): Promise<void> {
    const child = spawn(process.execPath, args, {
      cwd: installation.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await new Promise<void>((resolve, reject) => {
      // Read to the end: a program whose output nobody reads ends.
      child.stdout.on('data', (chunk) => {
        if (String(chunk).includes(text)) resolve();
      });
      child.on('exit', () => {
        reject(new Error(`${args.join(' ')} ended`));
      });
    });
  }

  const onPort = (text: string, port: number): string =>
    text.replaceAll(/127\.0\.0\.1:(8080|3000)/g, `127.0.0.1:${port}`);

  it('Start here: a sandbox, a call by the command, a call by a program, other results', async () => {
    const guide = 'docs/start.md';
    const port = await freePort();
    await started(
      ['node_modules/sendotp-contract/bin/sendotp-contract.js', 'serve', '--port', String(port)],
      'Call it from a second terminal',
    );
    const call = `${block(guide, 'sh', 'npx sendotp-contract call').trim()} --url http://127.0.0.1:8080`;
    expect((await follow(call, port)).stdout).toMatch(/^S SUCCESS: Success\n {2}verifyRequestId {2}/);
    for (const line of block(guide, 'sh', '--access-token').trim().split('\n'))
      expect((await follow(`${line} --url http://127.0.0.1:8080`, port)).stdout).toMatch(
        new RegExp(`^F ${/sandbox:(\w+)/.exec(line)?.[1] ?? '?'}: `),
      );
    const wrongKey = `${block(guide, 'sh', '--public-key').trim()} --url http://127.0.0.1:8080`;
    expect((await follow(wrongKey, port)).code).toBe(2);
    installation.write('first-call.mjs', onPort(block(guide, 'ts', 'createSendOtpClient'), port));
    expect(await follow(block(guide, 'sh', 'first-call.mjs'), port)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^[0-9a-f]{32}\n$/) as string,
    });
  });

  it('Be an MPP: keys, the server with Express, a call, the conformance suite', async () => {
    const guide = 'docs/mpp.md';
    const port = await freePort();
    expect((await follow(block(guide, 'sh', 'openssl genpkey'), port)).code).toBe(0);
    const server = block(guide, 'js', 'createSendOtpRouter').replace('port = 3000', `port = ${port}`);
    installation.write('mpp.mjs', onPort(server, port));
    await started(['mpp.mjs'], `http://127.0.0.1:${port}`);
    const call = block(guide, 'sh', 'npx sendotp-contract call').trim();
    expect((await follow(call, port)).stdout).toMatch(/^S SUCCESS/);
    expect((await follow(call.replace('token-of-ada', 'token-of-bob'), port)).stdout).toMatch(
      /^F USER_STATUS_ABNORMAL/,
    );
    const check = await follow(`${block(guide, 'sh', 'check --url').trim()} --report json`, port);
    const report: unknown = JSON.parse(check.stdout);
    expect(report).toMatchObject({ verdict: 'conforms' });
    await expect(followed(['mpp.mjs'])).rejects.toThrow('EADDRINUSE');

    // In any language: this server takes the place of one in another.
    const keys = block(guide, 'sh', 'mkdir -p keys').replace(/^npm .*$/gm, '');
    expect((await follow(keys, port)).code).toBe(0);
    for (const name of ['caller.private.pem', 'mpp.public.pem'])
      copyFileSync(join(installation.folder, name), join(installation.folder, 'keys', name));
    const [init = '', judge = ''] = block(guide, 'sh', 'check --init').trim().split('\n');
    expect((await follow(init, port)).code).toBe(0);
    const profile = join(installation.folder, 'conformance.yaml');
    const filledIn = readFileSync(profile, 'utf8')
      .replace('https://mpp.example.net', `http://127.0.0.1:${port}`)
      .replace('MY_CLIENT_ID', 'MY_CALLER')
      .replace('MY_ACQUIRER_ID', 'MY_ACQUIRER')
      .replace('MY_PSP_ID', 'MY_MPP')
      .replace('REPLACE_ME', 'token-of-ada');
    writeFileSync(profile, filledIn);
    expect((await follow(judge, port)).code).toBe(0);
  });

  it('The mock: its first command starts it', async () => {
    const port = await freePort();
    const [command = ''] = block('docs/mock.md', 'sh', 'npx sendotp-contract').split('\n');
    const [, name = ''] = /^npx sendotp-contract (\w+) /.exec(command) ?? [];
    await started(
      ['node_modules/sendotp-contract/bin/sendotp-contract.js', name, '--port', String(port)],
      'npx sendotp-contract call',
    );
  });
});
