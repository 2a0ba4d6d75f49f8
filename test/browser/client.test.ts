import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import express, { type RequestHandler } from 'express';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSendOtpRouter, sent, supportOnly } from '@sendotp-contract/server';
import { caller, mpp } from '../key-pairs.js';
import { shellOptions } from '../server/shell.js';
import { hasChromium, launchChromium } from './chromium.js';

/** A program for the page, from this text that stands in the project's folder. Everything in it has to be bundled. */
async function bundled(text: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: text, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const [{ text: program } = { text: '' }] = outputFiles;
  return { program, inputs: Object.keys(metafile.inputs) };
}

/** One call, and what of its end can leave the page. */
const pageProgram = `
  import { createSendOtpClient, SendOtpError } from './client/index.ts';
  globalThis.call = async (options, request) => {
    const client = await createSendOtpClient(options);
    try {
      const outcome = await client.sendOtp(request);
      return { ...outcome, attempts: outcome.exchange.attempts };
    } catch (error) {
      if (!(error instanceof SendOtpError)) throw error;
      const { code, fault, message } = error;
      return { code, fault, message, received: error.exchange?.response?.bodyText };
    }
  };`;

describe('the client as a bundle for browsers', () => {
  it('needs nothing of Node and no package of others', async () => {
    const { inputs } = await bundled(pageProgram);
    const rooms = inputs.map((input) => /^(node_modules\/[^/]+|[^/]+)/.exec(input)?.[1]);
    expect(new Set(rooms)).toEqual(new Set(['<stdin>', 'client', 'message', 'generated']));
  });

  it('could not be made if there were anything of Node in it', async () => {
    await expect(bundled(`import 'node:crypto'; ${pageProgram}`)).rejects.toThrow('node:crypto');
    await expect(bundled(`export * from './server/contract/index.ts';`)).rejects.toThrow('Could not resolve');
  });
});

/** Changes one character of the answer after it was signed, as somebody on the way would. */
const tampering: RequestHandler = (_request, response, next) => {
  const end = response.end.bind(response) as (body: string) => typeof response;
  response.end = (body: unknown) => end(String(body).replace('"id-', '"ID-'));
  next();
};

describe.runIf(hasChromium)('the client in a browser', () => {
  let http: Server;
  let url: string;
  let browser: Browser;
  let page: Page;
  const tokens: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const { program } = await bundled(pageProgram);
    const shell = await createSendOtpRouter({
      ...shellOptions(),
      handlers: supportOnly({
        sendOTP: ({ accessToken }) => {
          tokens.push(accessToken);
          return Promise.resolve(sent(`id-${tokens.length}`));
        },
      }),
    });
    // The page comes from the origin of the shell: a page of another would need CORS, which the contract does not have.
    const app = express();
    app.use(shell);
    app.use('/tampered', tampering, shell);
    app.get(
      '/',
      (_request, response) => void response.type('html').send('<script src="/client.js"></script>'),
    );
    app.get('/client.js', (_request, response) => void response.type('js').send(program));
    app.get('/favicon.ico', (_request, response) => void response.status(204).end());
    http = createServer(app);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(url);
  });
  afterAll(async () => {
    await browser.close();
    http.closeAllConnections();
    http.close();
  });

  const callFromPage = (baseUrl: string, accessToken: string): Promise<unknown> => {
    const options = {
      baseUrl,
      clientId: 'CALLER',
      privateKey: caller.privateKey,
      publicKeys: mpp.publicKey,
    };
    const request = { acquirerId: 'A', pspId: 'P', accessToken };
    return page.evaluate(`call(${JSON.stringify(options)}, ${JSON.stringify(request)})`);
  };

  it('signs a call that the shell accepts, and verifies its response', async () => {
    expect(await callFromPage(url, 'from the page: é \u{1F511}')).toEqual({
      resultStatus: 'S',
      resultCode: 'SUCCESS',
      resultMessage: 'Success',
      signed: true,
      verifyRequestId: `id-${tokens.length}`,
      attempts: 1,
    });
    expect(tokens.at(-1)).toBe('from the page: é \u{1F511}');
  });

  it('SIG-2: refuses a response that was tampered with on its way', async () => {
    const before = tokens.length;
    expect(await callFromPage(`${url}/tampered`, 'T')).toMatchObject({
      code: 'RESPONSE_SIGNATURE_INVALID',
      fault: 'mismatch',
      received: expect.stringContaining(`"ID-${before + 1}"`) as unknown,
    });
    expect(tokens.length).toBe(before + 1);
  });

  it('says what happened when nobody answers', async () => {
    const nowhere = createServer();
    await new Promise<void>((resolve) => nowhere.listen(0, '127.0.0.1', resolve));
    const { port } = nowhere.address() as AddressInfo;
    await new Promise((resolve) => nowhere.close(resolve));
    expect(await callFromPage(`http://127.0.0.1:${port}`, 'T')).toMatchObject({ code: 'TRANSPORT_FAILED' });
    complaints.splice(
      0,
      complaints.length,
      ...complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED')),
    );
  });

  it('does all that without a complaint of the browser', () => {
    expect(complaints).toEqual([]);
  });
});
