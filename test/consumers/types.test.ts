import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Installation, Tarballs } from './installation.js';

const run = promisify(execFile);
const toolchain = resolve('test/consumers/toolchain/node_modules');
const isRequired = process.env['SENDOTP_TEST_ALL'] === '1';

/** A correct program, in which each line that is marked is wrong: a mark on a line without an error is an error. */
const program = `
import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  createSendOtpClient, signedFetch, SendOtpError, type ClientOptions, type FetchFunction, type SendOtpOutcome,
} from '@sendotp-contract/client';

declare const key: KeyObject;
const common = { baseUrl: 'https://mpp.example.net', clientId: 'C', publicKeys: { '1': createPublicKey('') } };
const options: ClientOptions = { ...common, privateKey: key };
createSendOtpClient({ ...common, privateKey: 'PEM' });
createSendOtpClient({ ...common, privateKey: Buffer.from('') });
createSendOtpClient({ ...common, privateKey: key.export({ format: 'jwk' }) });
createSendOtpClient({ ...common, privateKey: Promise.resolve(key) });
createSendOtpClient({ ...common, sign: async (content) => content.slice() });
createSendOtpClient({ ...options, fetch: globalThis.fetch });
const own: FetchFunction = (url, init) => fetch(url.toUpperCase(), { ...init, headers: { ...init.headers } });
createSendOtpClient({ ...options, fetch: own });
const drop: typeof fetch = signedFetch({ clientId: 'C', privateKey: key, publicKeys: 'PEM' });

// @ts-expect-error -- a number is no key
createSendOtpClient({ ...common, privateKey: 5 });
// @ts-expect-error -- no key and no sign
createSendOtpClient(common);
// @ts-expect-error -- a number is no public key
createSendOtpClient({ ...common, privateKey: 'PEM', publicKeys: 5 });
// @ts-expect-error -- no such option
createSendOtpClient({ ...common, privateKey: 'PEM', retries: 5 });
// @ts-expect-error -- sign gives bytes
createSendOtpClient({ ...common, sign: async () => 'signature' });
// @ts-expect-error -- fetch is a function
createSendOtpClient({ ...options, fetch: 5 });
// @ts-expect-error -- a fetch gives a response
createSendOtpClient({ ...options, fetch: async () => 5 });

export async function call(): Promise<string> {
  const client = await createSendOtpClient(options);
  const request = { acquirerId: 'A', pspId: 'P', accessToken: 'T' };
  const outcome: SendOtpOutcome = await client.sendOtp(request, { signal: AbortSignal.timeout(5), retry: false });
  // @ts-expect-error -- a signal is no number
  await client.sendOtp(request, { signal: 5 });
  // @ts-expect-error -- accessToken is missing
  await client.sendOtp({ acquirerId: 'A', pspId: 'P' });
  // @ts-expect-error -- not before it is known to be S
  outcome.verifyRequestId;
  if (outcome.resultStatus === 'S') return outcome.verifyRequestId;
  const error = new SendOtpError('TIMEOUT', '');
  // @ts-expect-error -- no such code
  if (error.code === 'NOT_A_CODE') return '';
  return drop.name;
}
`;

const tarballs = new Tarballs(inject('tarballs'));
let installed: Installation;
beforeAll(() => {
  installed = new Installation(tarballs, ['@sendotp-contract/client']);
}, 180_000);
afterAll(() => {
  installed.remove();
});

const es = ['es2023'];
/** Whoever has the DOM library bundles. */
const configurations = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext', lib: es },
  node16: { module: 'node16', moduleResolution: 'node16', lib: es },
  bundler: { module: 'esnext', moduleResolution: 'bundler', lib: es },
  browser: { module: 'esnext', moduleResolution: 'bundler', lib: [...es, 'dom'] },
};

describe.runIf(existsSync(toolchain) || isRequired)('a project of somebody else, in TypeScript', () => {
  it.each(['5.4', '5.9', '6', '7'])('%s, under every resolution', { timeout: 180_000 }, async (version) => {
    for (const [name, configuration] of Object.entries(configurations)) {
      const compilerOptions = {
        ...configuration,
        ...{ target: 'es2022', strict: true, noEmit: true, skipLibCheck: false },
        ...{ types: ['node'], typeRoots: [`${toolchain}/@types`] },
      };
      installed.write(`${version}/${name}/program.ts`, program);
      installed.write(
        `${version}/${name}/tsconfig.json`,
        JSON.stringify({ compilerOptions, files: ['program.ts'] }),
      );
    }
    // In one process: a compiler that has just started takes as long to be compiled itself.
    const compiler = [`${toolchain}/typescript-${version}/bin/tsc`, '-b', ...Object.keys(configurations)];
    const { stdout } = await run(process.execPath, compiler, { cwd: join(installed.folder, version) }).catch(
      (error: unknown) => ({
        stdout: error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error),
      }),
    );
    expect(stdout).toBe('');
  });
});
