import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSendOtpClient } from '@sendotp-contract/client';
import { createSendOtpServer, type SendOtpServer, sent, supportOnly } from '@sendotp-contract/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Pkcs11Key, pkcs11Sign } from '../../examples/pkcs11/pkcs11-sign.js';
import { caller, mpp } from '../key-pairs.js';
import { request } from './played-mpp.js';

const module = '/usr/lib/softhsm/libsofthsm2.so';
const hasToken = (() => {
  try {
    execFileSync('sh', ['-c', `command -v pkcs11-tool softhsm2-util && test -f ${module}`]);
    return true;
  } catch {
    return false;
  }
})();
const isRequired = process.env['SENDOTP_TEST_ALL'] === '1';

/** SoftHSM2 is a token in software: the key is made inside and cannot be exported. */
describe.runIf(hasToken || isRequired)('SIG-4, SIG-5: a key in a PKCS#11 token', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendotp-token-'));
  const key: Pkcs11Key = { module, tokenLabel: 'sendotp', keyId: '01', pinVariable: 'SENDOTP_TEST_PIN' };
  const tool = (...args: string[]) =>
    execFileSync('pkcs11-tool', ['--module', module, '--token-label', key.tokenLabel, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  let publicKey: Buffer;
  let server: SendOtpServer | undefined;

  beforeAll(() => {
    writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${folder}\nlog.level = ERROR\n`);
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
    process.env[key.pinVariable] = '1234';
    const init = ['--init-token', '--free', '--label', key.tokenLabel, '--so-pin', '1234', '--pin', '1234'];
    execFileSync('softhsm2-util', init, { stdio: 'ignore' });
    const login = ['--login', '--pin', `env:${key.pinVariable}`];
    tool(...login, '--keypairgen', '--key-type', 'rsa:2048', '--id', key.keyId);
    const file = join(folder, 'public.der');
    tool('--read-object', '--type', 'pubkey', '--id', key.keyId, '--output-file', file);
    publicKey = readFileSync(file);
  });
  afterEach(async () => {
    await server?.close({ graceMs: 100 });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('signs the requests of a client and the responses of a server', async () => {
    const sign = pkcs11Sign(key);
    const handlers = supportOnly({ sendOTP: () => Promise.resolve(sent('id-1')) });
    server = await createSendOtpServer({ clients: { C: publicKey }, sign, keyVersion: '7', handlers });
    const { url } = await server.listen({ port: 0 });
    const keys = { baseUrl: url, clientId: 'C', publicKeys: { '7': publicKey } };
    const client = await createSendOtpClient({ ...keys, sign });
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S', signed: true });
    const stranger = await createSendOtpClient({ ...keys, privateKey: caller.privateKey });
    expect(await stranger.sendOtp(request)).toMatchObject({ resultCode: 'INVALID_SIGNATURE' });
    const deceived = await createSendOtpClient({ ...keys, sign, publicKeys: { '7': mpp.publicKey } });
    await expect(deceived.sendOtp(request)).rejects.toMatchObject({ code: 'RESPONSE_SIGNATURE_INVALID' });
  });

  it('tells when the token does not sign', async () => {
    const sign = pkcs11Sign({ ...key, keyId: '02' });
    const client = await createSendOtpClient({
      baseUrl: 'http://127.0.0.1:1',
      clientId: 'C',
      publicKeys: mpp.publicKey,
      sign,
    });
    await expect(client.sendOtp(request)).rejects.toMatchObject({
      code: 'SIGNING_FAILED',
      mayHaveBeenSent: false,
    });
  });
});
