import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '@sendotp-contract/mock';
import { contract } from '@sendotp-contract/spec';
import { samples } from '../../scripts/docs/samples.js';
import { caller, mpp } from '../key-pairs.js';
import file from '../message/signing.json' with { type: 'json' };
import { run, runtimes } from './runtimes.js';

const { sandbox } = contract;
const { path, plainRequest } = contract.operations.sendOTP;
const work = mkdtempSync(join(tmpdir(), 'sendotp-samples-'));
const keys = {
  private: join(work, 'private.pem'),
  public: join(work, 'public.pem'),
  caller: join(work, 'caller.pem'),
  mpp: join(work, 'mpp.pem'),
};
let mock: Awaited<ReturnType<typeof createMockServer>>;
let url: string;

beforeAll(async () => {
  writeFileSync(keys.private, pem('PRIVATE KEY', file.privateKey));
  writeFileSync(keys.public, pem('PUBLIC KEY', file.publicKey));
  writeFileSync(keys.caller, caller.privateKey);
  writeFileSync(keys.mpp, mpp.publicKey);
  mock = await createMockServer({
    clients: { [sandbox.clientId]: { [sandbox.keyVersion]: caller.publicKey } },
    privateKey: mpp.privateKey,
  });
  url = `${(await mock.listen({ port: 0 })).url}${path}`;
});
afterAll(async () => {
  await mock.close({ graceMs: 100 });
  rmSync(work, { recursive: true, force: true });
});

function pem(kind: string, der: string): string {
  return `-----BEGIN ${kind}-----\n${der.replaceAll(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;
}

/** Signature headers that a verifier refuses. */
const refused: readonly { readonly what: string; readonly header: (signature: string) => string }[] = [
  { what: 'another algorithm', header: (own) => `algorithm=RSA512, keyVersion=1, signature=${own}` },
  { what: 'no header', header: () => '' },
  { what: 'text without a pair', header: () => 'garbage' },
  { what: 'nothing but commas', header: () => ',,,' },
  { what: 'no signature', header: () => 'algorithm=RSA256, keyVersion=1' },
  { what: 'an empty signature', header: () => 'algorithm=RSA256, keyVersion=1, signature=' },
  { what: 'a value that is not base64', header: () => 'algorithm=RSA256, keyVersion=1, signature=%%%!' },
  { what: 'a value that is no UTF-8', header: () => 'algorithm=RSA256, keyVersion=1, signature=%FF%FE' },
  { what: 'the signature twice', header: (own) => `signature=${own}, keyVersion=1,signature=${own}` },
  { what: 'another key twice', header: (own) => `keyVersion=1 ,\tkeyVersion=2, signature=${own}` },
  { what: 'half a signature', header: (own) => `algorithm=RSA256, signature=${own.slice(0, 172)}` },
];

describe('the samples', () => {
  it('are those that the guide shows, each at most 64 lines; all are run', () => {
    const shown = samples.map((sample) => sample.file as string);
    expect(readdirSync('examples/samples').toSorted()).toEqual(shown.toSorted());
    for (const name of shown)
      expect(
        readFileSync(`examples/samples/${name}`, 'utf8').trimEnd().split('\n').length,
        name,
      ).toBeLessThanOrEqual(64);
    expect(runtimes.map((runtime) => runtime.file).toSorted()).toEqual(shown.toSorted());
  });
});

describe.each(runtimes)('$file', ({ isPresent, prepare, debian, file: name }) => {
  const present = isPresent();
  if (!present && process.env['SENDOTP_TEST_ALL'] === '1')
    throw new Error(`${name} cannot be run: install ${debian}`);
  let command: readonly string[] = [];
  beforeAll(() => {
    if (present) command = prepare(work);
  });

  it.runIf(present).each(file.vectors)('SIG-1: signs and verifies: $name', async (vector) => {
    const parts = [vector.path, vector.clientId, vector.time];
    const header = `algorithm=RSA256, keyVersion=1, signature=${vector.signature}`;
    const [signed, verified] = await Promise.all([
      run(command, ['sign', keys.private, ...parts], vector.body),
      run(command, ['verify', keys.public, ...parts, header], vector.body),
    ]);
    expect(signed.stdout.toString(), signed.stderr).toBe(`${header}\n`);
    expect(verified.code, verified.stderr).toBe(0);
  });

  it.runIf(present)('SIG-2: refuses another body, SIG-4: takes base64 that is not URL-encoded', async () => {
    const [vector] = file.vectors;
    if (vector === undefined) throw new Error('there are no vectors');
    const parts = [vector.path, vector.clientId, vector.time];
    const plain = `signature=${decodeURIComponent(vector.signature)} , keyVersion=1,algorithm=rsa256`;
    const [right, other] = await Promise.all([
      run(command, ['verify', keys.public, ...parts, plain], vector.body),
      run(command, ['verify', keys.public, ...parts, plain], `${vector.body}\n`),
    ]);
    expect(right.code, right.stderr).toBe(0);
    expect(other.code).not.toBe(0);
  });

  it.runIf(present)('SIG-4: takes base64url, with and without its padding', async () => {
    const [vector] = file.vectors;
    if (vector === undefined) throw new Error('there are no vectors');
    const parts = [vector.path, vector.clientId, vector.time];
    const url = decodeURIComponent(vector.signature).replaceAll('+', '-').replaceAll('/', '_');
    for (const value of [url, url.replace(/=+$/, '')]) {
      const header = `keyVersion=1, signature=${value}`;
      const { code, stderr } = await run(command, ['verify', keys.public, ...parts, header], vector.body);
      expect(code, stderr).toBe(0);
    }
  });

  it.runIf(present).each(refused)('HDR-3: ends with 1, and does not crash: $what', async ({ header }) => {
    const [vector] = file.vectors;
    if (vector === undefined) throw new Error('there are no vectors');
    const args = ['verify', keys.public, vector.path, vector.clientId, vector.time, header(vector.signature)];
    const { code, stdout, stderr } = await run(command, args, vector.body);
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: '' });
    expect(stderr).not.toMatch(/exception|error: |traceback|warning|panic|goroutine|\n\s+at /i);
  });

  it.runIf(present)('calls the mock and verifies its response', async () => {
    const call = (accessToken: string) =>
      run(
        command,
        ['call', keys.caller, keys.mpp, `${url}?a=b%20c`, sandbox.clientId],
        JSON.stringify({ ...plainRequest, accessToken }),
      );
    const [success, forged] = await Promise.all([
      call(`${sandbox.tokenPrefix}SUCCESS`),
      call(`${sandbox.tokenPrefix}fault:bad-signature`),
    ]);
    expect(success.code, success.stderr).toBe(0);
    expect(JSON.parse(success.stdout.toString())).toMatchObject({ result: { resultCode: 'SUCCESS' } });
    expect({ code: forged.code === 0, stdout: forged.stdout.toString() }).toEqual({
      code: false,
      stdout: '',
    });
  });
});
