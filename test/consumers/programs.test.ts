import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { contract } from '@sendotp-contract/spec';
import { createSendOtpServer, type SendOtpServer, sent, supportOnly } from '@sendotp-contract/server';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { caller, mpp } from '../key-pairs.js';
import { Installation, Tarballs } from './installation.js';

const run = promisify(execFile);
const { sandbox } = contract;

const tarballs = new Tarballs(inject('tarballs'));
let server: SendOtpServer;
let url: string;
beforeAll(async () => {
  let serial = 0;
  server = await createSendOtpServer({
    clients: { [sandbox.clientId]: caller.publicKey },
    privateKey: mpp.privateKey,
    handlers: supportOnly({
      sendOTP: () => {
        serial += 1;
        return Promise.resolve(sent(`id-${serial}`));
      },
    }),
  });
  ({ url } = await server.listen({ port: 0 }));
});
afterAll(async () => {
  await server.close({ graceMs: 100 });
});

let installed: Installation | undefined;
afterEach(() => {
  installed?.remove();
});

/** Runs a program in a project where these packages are installed and nothing else; gives what it prints. */
async function output(names: readonly string[], program: string): Promise<string> {
  installed = new Installation(tarballs, names);
  const file = installed.write('program.js', program);
  const { stdout } = await run(process.execPath, [file], { cwd: installed.folder });
  return stdout.trim();
}

const keys = (): string => `
const privateKey = ${JSON.stringify(caller.privateKey)};
const callerKey = ${JSON.stringify(caller.publicKey)};
const mppPrivateKey = ${JSON.stringify(mpp.privateKey)};
const publicKeys = ${JSON.stringify(mpp.publicKey)};
const baseUrl = ${JSON.stringify(url)};
const clientId = ${JSON.stringify(sandbox.clientId)};
const request = ${JSON.stringify(contract.operations.sendOTP.plainRequest)};
`;

describe('a project of somebody else', () => {
  it('with the client alone: makes a signed call, and refuses a forged response', async () => {
    const printed = await output(
      ['@sendotp-contract/client'],
      `import { createSendOtpClient } from '@sendotp-contract/client';
       ${keys()}
       const options = { baseUrl, clientId, privateKey, publicKeys };
       const client = await createSendOtpClient(options);
       const { resultCode, signed } = await client.sendOtp(request);
       const forging = async (...call) => {
         const response = await fetch(...call);
         const text = await response.text();
         return new Response(text.replace('id-', 'xx-'), { status: response.status, headers: response.headers });
       };
       const forged = await createSendOtpClient({ ...options, fetch: forging });
       const refusal = await forged.sendOtp(request).catch(({ code }) => code);
       console.log(resultCode, signed, refusal);`,
    );
    expect(printed).toBe('SUCCESS true RESPONSE_SIGNATURE_INVALID');
  });

  it('with the server and the client: serves a handler of its own', async () => {
    const printed = await output(
      ['@sendotp-contract/server', '@sendotp-contract/client'],
      `import { createSendOtpServer, failed, supportOnly } from '@sendotp-contract/server';
       import { createSendOtpClient } from '@sendotp-contract/client';
       ${keys()}
       const server = await createSendOtpServer({
         clients: { [clientId]: callerKey },
         privateKey: mppPrivateKey,
         handlers: supportOnly({ sendOTP: async () => failed('USER_NOT_EXIST') }),
       });
       const { url } = await server.listen({ port: 0 });
       const client = await createSendOtpClient({ baseUrl: url, clientId, privateKey, publicKeys });
       console.log((await client.sendOtp(request)).resultCode);
       await server.close({ graceMs: 100 });`,
    );
    expect(printed).toBe('USER_NOT_EXIST');
  });

  it('with the message package: signs and verifies', async () => {
    const printed = await output(
      ['@sendotp-contract/message'],
      `import { importPrivateKey, importPublicKeys, signContent, verifyContent } from '@sendotp-contract/message';
       ${keys()}
       const content = { path: '/p', clientId, time: '2026-11-25T00:00:00Z', body: '{}' };
       const header = await signContent(content, { keyVersion: '1', privateKey: await importPrivateKey(privateKey) });
       console.log((await verifyContent(content, header, await importPublicKeys(callerKey))).ok);`,
    );
    expect(printed).toBe('true');
  });

  it('with the contract: finds operations, codes, the document and its files', async () => {
    const printed = await output(
      ['@sendotp-contract/spec'],
      `import { readFileSync } from 'node:fs';
       import { createRequire } from 'node:module';
       import { operations, resultCodes } from '@sendotp-contract/spec';
       import { document } from '@sendotp-contract/spec/document';
       import { examples } from '@sendotp-contract/spec/examples';
       const require = createRequire(import.meta.url);
       const yaml = readFileSync(require.resolve('@sendotp-contract/spec/openapi.yaml'), 'utf8');
       const files = ['openapi.json', 'openapi-3.0.json'].map((name) => require('@sendotp-contract/spec/' + name).openapi);
       const same = Object.keys(examples).every((id) => id in operations);
       console.log(resultCodes.SUCCESS.status, document.openapi, same, ...files, yaml.startsWith('openapi:'));`,
    );
    expect(printed).toBe('S 3.1.0 true 3.1.0 3.0.3 true');
  });

  it('with the judge: judges a target in another process', async () => {
    const printed = await output(
      ['@sendotp-contract/conformance'],
      `import { runConformance, sandboxProfile } from '@sendotp-contract/conformance';
       ${keys()}
       const profile = { ...sandboxProfile({ privateKey, publicKey: publicKeys }), baseUrl };
       const report = await runConformance(profile, { only: ['CALL-2.trailing-slash'] });
       console.log(report.verdict, report.exitCode);`,
    );
    expect(printed).toMatch(/^(conforms 0|not-judged 2)$/);
  });

  it('with the mock: answers any code', async () => {
    const printed = await output(
      ['@sendotp-contract/mock', '@sendotp-contract/client'],
      `import { createMockServer } from '@sendotp-contract/mock';
       import { createSendOtpClient } from '@sendotp-contract/client';
       ${keys()}
       const server = await createMockServer({ clients: { [clientId]: callerKey }, privateKey: mppPrivateKey });
       const { url } = await server.listen({ port: 0 });
       const client = await createSendOtpClient({ baseUrl: url, clientId, privateKey, publicKeys });
       const accessToken = ${JSON.stringify(`${sandbox.tokenPrefix}USER_NOT_EXIST`)};
       console.log((await client.sendOtp({ ...request, accessToken })).resultCode);
       await server.close({ graceMs: 100 });`,
    );
    expect(printed).toBe('USER_NOT_EXIST');
  });

  it('with the reference MPP: sends an OTP at the terminal', async () => {
    const printed = await output(
      ['@sendotp-contract/reference', '@sendotp-contract/client'],
      `import { createSendOtpServer } from '@sendotp-contract/server';
       import { createSandboxMpp } from '@sendotp-contract/reference';
       import { createSendOtpClient } from '@sendotp-contract/client';
       ${keys()}
       let shown = '';
       const { handlers } = createSandboxMpp({ write: (text) => (shown += text) });
       const server = await createSendOtpServer({ clients: { [clientId]: callerKey }, privateKey: mppPrivateKey, handlers });
       const { url } = await server.listen({ port: 0 });
       const client = await createSendOtpClient({ baseUrl: url, clientId, privateKey, publicKeys });
       const own = ${JSON.stringify({ acquirerId: sandbox.acquirerId, pspId: sandbox.pspId, accessToken: `${sandbox.tokenPrefix}SUCCESS` })};
       console.log((await client.sendOtp({ ...request, ...own })).resultCode, /\\d{6}/.test(shown));
       await server.close({ graceMs: 100 });`,
    );
    expect(printed).toBe('SUCCESS true');
  });

  it('with the command: both bins, help and version', async () => {
    installed = new Installation(tarballs, ['sendotp-contract']);
    const bin = `${installed.folder}/node_modules/sendotp-contract/bin/sendotp-contract.js`;
    const { stdout: version } = await run(process.execPath, [bin, '--version'], { cwd: installed.folder });
    expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { stdout: help } = await run(process.execPath, [bin, '--help'], { cwd: installed.folder });
    expect(help).toMatch(/serve[\s\S]*mock[\s\S]*call[\s\S]*check/);
  });
});
