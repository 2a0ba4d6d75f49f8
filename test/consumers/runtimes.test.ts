import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import express from 'express';
import { Miniflare } from 'miniflare';
import { contract } from '@sendotp-contract/spec';
import { createSendOtpRouter, sent, supportOnly } from '@sendotp-contract/server';
import { build as viteBuild } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { caller, mpp } from '../key-pairs.js';
import { Installation, Tarballs } from './installation.js';

const run = promisify(execFile);
const isRequired = process.env['SENDOTP_TEST_ALL'] === '1';
const toolchain = resolve('test/consumers/toolchain/node_modules');
const { sandbox } = contract;
const { path, plainRequest } = contract.operations.sendOTP;

const tarballs = new Tarballs(inject('tarballs'));
let installed: Installation;
let http: Server;
let url: string;
beforeAll(async () => {
  installed = new Installation(tarballs, ['@sendotp-contract/client']);
  let serial = 0;
  const router = await createSendOtpRouter({
    clients: { [sandbox.clientId]: caller.publicKey },
    privateKey: mpp.privateKey,
    handlers: supportOnly({
      sendOTP: () => {
        serial += 1;
        return Promise.resolve(sent(`id-${serial}`));
      },
    }),
  });
  // The page has the origin of the server: no CORS is involved.
  const page = express().get('/page', (_request, response) => void response.type('html').send('<p>page</p>'));
  http = createServer(page.use(router));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  installed.write('consumer.js', consumer());
}, 180_000);
afterAll(() => {
  http.closeAllConnections();
  http.close();
  installed.remove();
});

/** Everything that a consumer does: a signed call, a forged response, and a call by the drop-in fetch made at module scope. */
const consumer = () => `
import { createSendOtpClient, signedFetch } from '@sendotp-contract/client';
const keys = {
  clientId: ${JSON.stringify(sandbox.clientId)},
  privateKey: ${JSON.stringify(caller.privateKey)},
  publicKeys: ${JSON.stringify(mpp.publicKey)},
};
const baseUrl = ${JSON.stringify(url)};
const request = ${JSON.stringify(plainRequest)};
const dropIn = signedFetch(keys);
const forging = async (url, init) => {
  const response = await fetch(url, init);
  const text = await response.text();
  return new Response(text.replace('id-', 'xx-'), { status: response.status, headers: response.headers });
};
export async function consume() {
  const client = await createSendOtpClient({ ...keys, baseUrl });
  const { resultCode, signed } = await client.sendOtp(request);
  const forged = await createSendOtpClient({ ...keys, baseUrl, fetch: forging });
  const refusal = await forged.sendOtp(request).catch(({ code }) => code);
  const response = await dropIn(baseUrl + ${JSON.stringify(path)}, { method: 'POST', body: JSON.stringify(request) });
  const { result } = await response.json();
  return [resultCode, signed, refusal, result.resultCode].join(' ');
}
`;
const expected = 'SUCCESS true RESPONSE_SIGNATURE_INVALID SUCCESS';

/** What a command of another runtime prints. */
async function printed(command: string, args: readonly string[], program: string): Promise<string> {
  const file = installed.write(program.includes('require(') ? 'main.cjs' : 'main.js', program);
  const { stdout } = await run(command, [...args, file], { cwd: installed.folder });
  return stdout.trim();
}
const main = `import { consume } from './consumer.js'; console.log(await consume());`;

/** The consumer as one script that leaves `consume` as a global. */
async function bundled(format: 'iife' | 'esm', program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: installed.folder, loader: 'js' },
    ...{ bundle: true, platform: 'browser', format, write: false, logLevel: 'silent' },
  });
  return outputFiles[0]?.text ?? '';
}
const asGlobal = `import { consume } from './consumer.js'; globalThis.consume = consume;`;

describe.runIf(existsSync(toolchain) || isRequired).each(['20.19', '22', '24'])('Node %s', (version) => {
  const node = join(toolchain, `node-${version}`, 'bin', 'node');

  it('calls and refuses a forged response, as an ES module', async () => {
    expect(await printed(node, [], main)).toBe(expected);
  });

  it('calls and refuses a forged response, by require', async () => {
    const program = `require('./consumer.js').consume().then((text) => console.log(text));`;
    expect(await printed(node, ['--no-warnings'], program)).toBe(expected);
    const direct = `console.log(typeof require('@sendotp-contract/client').createSendOtpClient);`;
    expect(await printed(node, ['--no-warnings'], direct)).toBe('function');
  });
});

describe('other runtimes', () => {
  it('Deno calls and refuses a forged response', async () => {
    const deno = resolve('node_modules/@deno/linux-x64-glibc/deno');
    const flags = ['run', '--quiet', '--no-remote', '--cached-only', '--node-modules-dir=manual'];
    expect(await printed(deno, [...flags, '--allow-net', '--allow-read', '--allow-env'], main)).toBe(
      expected,
    );
  });

  it('Bun calls and refuses a forged response', async () => {
    // Its install script, where npm runs it, moves the program from the one to the other.
    const places = ['node_modules/@oven/bun-linux-x64/bin/bun', 'node_modules/bun/bin/bun.exe'];
    const bun = places.find((place) => existsSync(place)) ?? '';
    expect(await printed(resolve(bun), [], main)).toBe(expected);
  });

  it.each([[], ['nodejs_compat']])(
    'workerd calls and refuses a forged response (flags: %s)',
    async (...flags) => {
      const worker = `import { consume } from './consumer.js';
      export default { fetch: async () => new Response(await consume().catch((error) => String(error.stack))) };`;
      const miniflare = new Miniflare({
        modules: true,
        script: await bundled('esm', worker),
        compatibilityDate: '2025-07-01',
        compatibilityFlags: flags.flat(),
      });
      try {
        expect(await (await miniflare.dispatchFetch('http://worker/')).text()).toBe(expected);
        // A second request is another context, in which nothing of the first may be used.
        expect(await (await miniflare.dispatchFetch('http://worker/')).text()).toBe(expected);
      } finally {
        await miniflare.dispose();
      }
    },
  );

  it('the edge runtime calls and refuses a forged response', async () => {
    const vm = new EdgeVM();
    vm.evaluate(await bundled('iife', asGlobal));
    expect(await vm.evaluate<Promise<string>>('consume()')).toBe(expected);
  });
});

describe.runIf(hasChromium || isRequired)('Chromium', () => {
  const bundlers: Readonly<Record<string, () => Promise<string>>> = {
    esbuild: () => bundled('iife', asGlobal),
    vite: async () => {
      installed.write('global.js', asGlobal);
      await viteBuild({
        root: installed.folder,
        logLevel: 'silent',
        build: {
          lib: { entry: 'global.js', formats: ['iife'], name: 'page', fileName: 'page' },
          outDir: 'page',
        },
      });
      return readFileSync(join(installed.folder, 'page/page.iife.js'), 'utf8');
    },
  };

  it.each(Object.keys(bundlers))('calls and refuses a forged response, bundled by %s', async (name) => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${url}/page`);
      await page.addScriptTag({ content: (await bundlers[name]?.()) ?? '' });
      expect(await page.evaluate('consume()')).toBe(expected);
    } finally {
      await browser.close();
    }
  });
});
