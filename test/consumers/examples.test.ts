import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { contract } from '@sendotp-contract/spec';
import { createSendOtpServer, type SendOtpServer, sent, supportOnly } from '@sendotp-contract/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FetchFunction, SigningOptions } from '@sendotp-contract/client';
import { caller, mpp } from '../key-pairs.js';

const run = promisify(execFile);
const { sandbox } = contract;
const { plainRequest } = contract.operations.sendOTP;
/** Clients that other tools generate: the folder of each in examples/, and the package whose command makes it. */
const examples = ['openapi-fetch', 'hey-api', 'orval', 'kubb'];

interface Example {
  readonly call: (baseUrl: string, options: SigningOptions, request: unknown) => Promise<unknown>;
}

let server: SendOtpServer;
let url: string;
const folder = mkdtempSync(join(tmpdir(), 'sendotp-examples-'));
beforeAll(async () => {
  server = await createSendOtpServer({
    clients: { [sandbox.clientId]: caller.publicKey },
    privateKey: mpp.privateKey,
    handlers: supportOnly({ sendOTP: () => Promise.resolve(sent('id-1')) }),
  });
  ({ url } = await server.listen({ port: 0 }));
  for (const name of examples) await generate(name);
});
afterAll(async () => {
  await server.close({ graceMs: 100 });
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command that the example's folder says, there. */
async function generate(name: string): Promise<void> {
  const cwd = resolve('examples', name);
  const [command = '', ...args] = readFileSync(join(cwd, 'generate.txt'), 'utf8').trim().split(' ');
  const program = command === 'node' ? process.execPath : resolve('node_modules/.bin', command);
  await run(program, args, { cwd, env: { ...process.env, DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1' } });
}

/** The example as it would run in the project that has it. */
async function load(name: string): Promise<Example> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [`examples/${name}/call.ts`],
    ...{
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile,
      logLevel: 'silent',
      tsconfig: 'tsconfig.json',
    },
  });
  return (await import(pathToFileURL(outfile).href)) as Example;
}

/** Somebody on the way who changes one character. */
const forging: FetchFunction = async (...call) => {
  const response = await fetch(...call);
  const text = await response.text();
  const { status, headers } = response;
  return new Response(text.replace('id-', 'xx-'), { status, headers });
};

describe.each(examples)('the example %s', (name) => {
  const options = { clientId: sandbox.clientId, privateKey: caller.privateKey, publicKeys: mpp.publicKey };

  it('makes a signed call, and refuses a forged response', async () => {
    const { call } = await load(name);
    expect(await call(url, options, plainRequest)).toBe('SUCCESS');
    const refusal = call(url, { ...options, fetch: forging }, plainRequest);
    await expect(refusal).rejects.toMatchObject({ code: 'RESPONSE_SIGNATURE_INVALID' });
  });
});

describe('the examples', () => {
  it('compile', async () => {
    const { stdout } = await run(process.execPath, [
      'node_modules/typescript/bin/tsc',
      '-p',
      'examples',
    ]).catch((error: unknown) => ({
      stdout: error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error),
    }));
    expect(stdout).toBe('');
  });
});
