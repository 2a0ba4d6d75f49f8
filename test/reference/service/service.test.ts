import { execFileSync } from 'node:child_process';
import { symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSettings, type Service, startService } from '@sendotp-contract/reference';
import { call, goodBody, prepare, send } from '../../e2e/caller.js';
import { keyPair } from '../../key-pairs.js';
import { startMailServer } from '../channel/mail-server.js';
import { people, ServiceFiles } from './service-files.js';
import { type RunningService, runService } from './running-service.js';

let files: ServiceFiles;
let running: RunningService | undefined;
beforeEach(() => {
  files = new ServiceFiles(5);
});
afterEach(async () => {
  await running?.service.close();
  running = undefined;
  files.remove();
});

const start = async (environment: Record<string, string> = {}): Promise<RunningService> => {
  running = await runService(files, environment);
  return running;
};
const codeFor = async (target: RunningService, changes: Record<string, unknown> = {}): Promise<string> =>
  (await call(target, { body: goodBody(target, changes) })).code;
const page = async (target: RunningService, path: string) => {
  const response = await fetch(target.adminUrl + path);
  return { status: response.status, text: await response.text() };
};
/** The lines of the log, read. */
const lines = (target: RunningService): Record<string, unknown>[] =>
  target
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the service', () => {
  it('sends to the users of its directory, and keeps its sending limit', async () => {
    const target = await start();
    expect(await codeFor(target)).toBe('SUCCESS');
    expect(await codeFor(target)).toBe('OTP_SEND_TIMES_EXCEED_LIMIT');
    expect(await codeFor(target, { verifyType: 'EMAIL' })).toBe('SUCCESS');
    expect(await codeFor(target, { accessToken: 'token-1' })).toBe('SUCCESS');
    expect(await codeFor(target, { accessToken: 'nobody' })).toBe('INVALID_TOKEN');
    expect(await codeFor(target, { pspId: 'OTHER' })).toBe('ACCESS_DENIED');
  });

  it('RC-16: a caller over its traffic limit is turned away', async () => {
    const target = await start({ TRAFFIC_LIMIT: '3' });
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => codeFor(target, { accessToken: 'nobody' })),
    );
    expect(codes.filter((code) => code === 'INVALID_TOKEN').length).toBe(3);
    expect(codes.filter((code) => code === 'REQUEST_TRAFFIC_EXCEED_LIMIT').length).toBe(5);
  });

  it.each([
    ['checked', { STRANGERS_LIMIT: 'off' }, 0],
    ['refused unsigned over STRANGERS_LIMIT', { STRANGERS_LIMIT: '3' }, 5],
    ['checked where every address is that of a proxy', { STRANGERS_LIMIT: '3', TRUST_PROXY_TLS: 'yes' }, 0],
  ])('RC-16: strangers are %s', async (_, environment, refused) => {
    const target = await start(environment);
    const ask = () => fetch(target.url, { method: 'POST', body: '{}' }).then((answer) => answer.text());
    // Within one second, or in two.
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    const shed = answers.filter((text) => text.includes('REQUEST_TRAFFIC_EXCEED_LIMIT')).length;
    if (refused === 0) expect(shed).toBe(0);
    else expect([2, 5]).toContain(shed);
  });

  it('the OTP of the console is checked by checkOtp', async () => {
    const target = await start();
    const { body } = await call(target, { body: goodBody(target) });
    const otpCode = /OTP\s+(\d{6})/.exec(target.output())?.[1] ?? '';
    const { verifyRequestId = '' } = body;
    const check = { verifyRequestId, accessToken: people.token, otpCode };
    expect(await target.service.mpp.checkOtp({ ...check, accessToken: 'token-1' })).toEqual({
      outcome: 'unknown',
    });
    expect(await target.service.mpp.checkOtp(check)).toEqual({ outcome: 'correct' });
  });
});

describe('the log of the service', () => {
  it('has one line for each request, with its ids, its code and ms by stage', async () => {
    const target = await start();
    await codeFor(target);
    await codeFor(target, { accessToken: 'nobody' });
    await call(target, { signedBody: 'another' });
    const requests = lines(target).filter(({ msg }) => msg === 'request');
    expect(requests).toHaveLength(3);
    const [sent, invalid, unsigned] = requests;
    expect(sent).toMatchObject({
      level: 'info',
      operation: 'sendOTP',
      client: 'CALLER',
      parameters: { acquirerId: 'A', pspId: 'P' },
      status: 'S',
      code: 'SUCCESS',
      replayed: false,
      sending: { kind: 'sent', verifyType: 'MOBILE' },
    });
    expect(Object.keys(sent?.['ms'] as object)).toEqual([
      'total',
      'receive',
      'authenticate',
      'validate',
      'handle',
      'respond',
    ]);
    expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(3);
    expect(invalid).toMatchObject({ code: 'INVALID_TOKEN' });
    expect(invalid?.['sending']).toBeUndefined();
    expect(unsigned).toMatchObject({ code: 'INVALID_SIGNATURE', client: 'CALLER' });
    expect(String(unsigned?.['reason'])).toContain('does not fit the content');
  });

  it('nothing in it steers a terminal, and each line stays JSON', async () => {
    const target = await start();
    await codeFor(target, { acquirerId: 'A\u009b31m\u202e\u2028\u0007\n', accessToken: 'nobody' });
    const log = target.output();
    expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
    expect(lines(target).at(-1)).toMatchObject({
      parameters: { acquirerId: 'A\u009b31m\u202e\u2028\u0007\n' },
      code: 'ACCESS_DENIED',
    });
  });

  it('no token, OTP, phone number or address is in the log or the metrics, whatever happens', async () => {
    const target = await start({ SENDING_LIMITS: '20/1m' });
    const notes = people.token + people.phone + people.email;
    await codeFor(target);
    await codeFor(target, { verifyType: 'EMAIL' });
    await codeFor(target, { verifyType: people.email });
    await codeFor(target, { [people.phone]: people.phone, acquirerId: people.email.repeat(9) });
    await call(target, { body: notes });
    await call(target, { path: `/elsewhere/${people.token}` });
    await call(target, { clientId: people.token });
    await call(target, { time: people.phone });
    await call(target, { headers: { 'Content-Type': people.email, 'Agent-Token': people.token } });
    const prepared = prepare(target);
    await send(target, prepared);
    await send(target, prepared);
    await target.service.mpp.checkOtp({ verifyRequestId: 'x', accessToken: people.token, otpCode: '123456' });

    const shown = target.output();
    const otps = [...shown.matchAll(/OTP\s+(\d{6})/g)].map(([, otp = '']) => otp);
    expect(otps).toHaveLength(3);
    // The console channel shows OTPs, with masked addresses; the log and the metrics must not.
    const log = lines(target).map((line) => JSON.stringify(line));
    expect(log).toHaveLength(11);
    const text = log.join('\n') + (await page(target, '/metrics')).text;
    for (const secret of [
      ...otps.map((otp) => `"${otp}"`),
      people.token,
      people.phone,
      people.email,
      'lovelace',
    ])
      expect(text).not.toContain(secret);
  });
});

describe('the admin port', () => {
  it('says that the process lives, whether it is ready, and what it has counted', async () => {
    const target = await start();
    await codeFor(target);
    await codeFor(target, { accessToken: 'nobody' });
    expect(await page(target, '/livez')).toEqual({ status: 200, text: 'ok\n' });
    expect(await page(target, '/readyz')).toEqual({ status: 200, text: '{"ready":true,"checks":{}}\n' });
    for (const path of ['/livez', '/readyz', '/metrics']) {
      const response = await fetch(target.adminUrl + path);
      expect(response.headers.get('content-type')).toContain('charset=utf-8');
      await response.text();
    }
    const { text } = await page(target, '/metrics');
    expect(text).toContain('sendotp_requests_total{code="SUCCESS",status="S",client="CALLER"} 1');
    expect(text).toContain('sendotp_requests_total{code="INVALID_TOKEN",status="F",client="CALLER"} 1');
    expect(text).toContain('sendotp_sendings_total{result="sent",verify_type="MOBILE",reason=""} 1');
    expect(text).toContain('sendotp_in_flight 0');
    expect(text).toMatch(/sendotp_stage_duration_seconds_count\{stage="sending_deliver"\} 1/);
    expect(text).toContain('process_resident_memory_bytes');
  });

  it.each(['/', '/metrics/', '//', '/%', '/__proto__', '/aps/api/v1/users/sendOTP'])(
    '%s is not there',
    async (path) => {
      expect((await page(await start(), path)).status).toBe(404);
    },
  );

  it('in use by another, is named by its own setting', async () => {
    const { port } = new URL((await start()).adminUrl);
    await expect(runService(files, { ADMIN_PORT: port })).rejects.toThrow(
      `ADMIN_PORT: cannot listen on 127.0.0.1:${port} (EADDRINUSE); choose another port, or off`,
    );
  });

  it('is apart from the public port', async () => {
    const target = await start();
    expect((await call(target, { path: '/metrics' })).code).toBe('NO_INTERFACE_DEF');
  });

  it('strangers make no series: a Client-Id that is not registered is counted as none', async () => {
    const target = await start();
    for (let index = 0; index < 5; index += 1) await call(target, { clientId: `stranger-${index}` });
    const { text } = await page(target, '/metrics');
    expect(text).toContain('sendotp_requests_total{code="INVALID_CLIENT",status="F",client=""} 5');
    expect(text).not.toContain('stranger');
  });
});

describe('files that change while the service runs', () => {
  const said = (target: RunningService, text: string): Promise<void> =>
    expect.poll(() => target.output()).toContain(text);

  it('a user who is frozen in the directory is refused from then on; a broken edit keeps the old one and says so', async () => {
    const target = await start();
    expect(await codeFor(target, { accessToken: 'token-2' })).toBe('SUCCESS');
    const frozen = files.directory.users.map((user) => ({ ...user, status: 'FROZEN' }));
    files.writeDirectory({ ...files.directory, users: frozen });
    await said(target, 'directory: the change is in use');
    expect(await codeFor(target, { accessToken: 'token-3' })).toBe('USER_STATUS_ABNORMAL');

    files.write('directory.yaml', 'users: [}');
    await said(target, 'directory: the change cannot be used, the earlier content stays in use');
    expect(target.output()).toContain('line 1: neither YAML nor JSON');
    expect(await codeFor(target, { accessToken: 'token-3' })).toBe('USER_STATUS_ABNORMAL');

    files.writeDirectory();
    await expect.poll(() => codeFor(target, { accessToken: 'token-4' })).toBe('SUCCESS');
    expect((await page(target, '/metrics')).text).toContain(
      'sendotp_reloads_total{what="directory",result="refused"} 1',
    );
  });

  it('are looked at every second, where nothing else is said', async () => {
    let output = '';
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let service: Service | undefined;
    try {
      service = await startService({
        settings: readSettings(files.environment()),
        output: { write: (text: string) => (output += text) },
      });
      vi.advanceTimersByTime(999);
      // A look before its time is over by now, and the next one far.
      await (await fetch(`${service.adminUrl ?? ''}/readyz`)).text();
      files.writeDirectory({ ...files.directory, tokens: [] });
      vi.advanceTimersByTime(1);
      // To poll would move the clock further.
      vi.useRealTimers();
      await expect.poll(() => output).toContain('directory: the change is in use');
    } finally {
      vi.useRealTimers();
      await service?.close();
    }
  });

  it("SIG-5: a caller's new key version verifies without a restart, and so does the old one", async () => {
    const target = await start();
    const next = keyPair('newer');
    const withNext = { ...target, privateKey: next.privateKey, keyVersion: '2' };
    const body = { accessToken: 'nobody' };
    expect((await call(withNext, { body: goodBody(target, body) })).code).toBe('KEY_NOT_FOUND');
    files.write('caller-2.pem', next.publicKey);
    const [client] = files.directory.clients;
    const keys = { '1': 'caller-1.pem', '2': 'caller-2.pem' };
    files.writeDirectory({ ...files.directory, clients: [{ ...client, keys }] });
    await said(target, 'directory: the change is in use');
    expect((await call(withNext, { body: goodBody(target, body) })).code).toBe('INVALID_TOKEN');
    expect((await call(target, { body: goodBody(target, body) })).code).toBe('INVALID_TOKEN');
  });

  it('a key file that is replaced in its place is read again', async () => {
    const target = await start();
    const next = keyPair('newer');
    files.write('caller-1.pem', next.publicKey);
    await said(target, 'directory: the change is in use');
    expect((await call({ ...target, privateKey: next.privateKey })).code).toBe('SUCCESS');
    expect((await call(target)).code).toBe('INVALID_SIGNATURE');
  });

  it("SIG-5: the MPP's new key signs without a restart, under its own version; a broken one does not", async () => {
    const target = await start();
    const next = keyPair('newer');
    files.write('keys/3.pem', 'no key');
    await said(target, 'own keys: the change cannot be used');
    expect((await call(target)).code).toBe('SUCCESS');
    files.write('keys/3.pem', next.privateKey);
    await said(target, 'own keys: the change is in use');
    const answer = await call({ ...target, publicKey: next.publicKey });
    expect(answer.headers['signature']).toContain('keyVersion=3,');
  });
});

describe('shutdown of the service', () => {
  it('readiness goes down first, then what is in flight is answered', async () => {
    const target = await start({ SHUTDOWN_DELAY_MS: '300' });
    expect((await page(target, '/readyz')).status).toBe(200);
    const closed = target.service.close();
    expect(await page(target, '/readyz')).toEqual({
      status: 503,
      text: '{"ready":false,"checks":{"process":"is stopping"}}\n',
    });
    expect(await codeFor(target)).toBe('SUCCESS');
    await closed;
    await expect(call(target)).rejects.toThrow('ECONNREFUSED');
    await expect(fetch(`${target.adminUrl}/livez`)).rejects.toThrow();
    running = undefined;
  });

  it('leaves no connection to the mail server', async () => {
    const mail = await startMailServer();
    try {
      const target = await start({
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        MAIL_FROM: 'otp@example.com',
      });
      expect(await codeFor(target, { verifyType: 'EMAIL' })).toBe('SUCCESS');
      expect(mail.open).toBe(1);
      await target.service.close();
      await expect.poll(() => mail.open).toBe(0);
    } finally {
      await mail.close();
    }
  });
});

describe('production', () => {
  const production = { NODE_ENV: 'production', SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'otp@example.com' };
  const refusal = (environment: Record<string, string> = {}): Promise<unknown> =>
    startService({
      settings: readSettings(files.environment({ ...production, ...environment })),
      output: { write: () => undefined },
    }).then(
      async (service) => {
        await service.close();
        return 'started';
      },
      (error: unknown) => (error instanceof Error ? error.message : error),
    );

  it('starts with files of its own', async () => {
    expect(await refusal({ SHUTDOWN_DELAY_MS: '0' })).toBe('started');
  });

  it("refuses the sandbox's tokens and its client", async () => {
    files.directory.tokens.push({ token: 'sandbox:SUCCESS', userId: 'ada' });
    const [client] = files.directory.clients;
    files.directory.clients.push({ ...client, clientId: 'SANDBOX_ALIPAY_PLUS' });
    files.writeDirectory();
    expect(await refusal()).toBe(
      '1 of the tokens are sandbox tokens, which are not allowed in production; the client SANDBOX_ALIPAY_PLUS is a sandbox client, which is not allowed in production',
    );
  });

  it('refuses generated keys, also behind a link', async () => {
    const sandbox = join(files.folder, '.sandbox');
    mkdirSync(sandbox);
    writeFileSync(join(sandbox, '1.pem'), files.mpp.privateKey);
    writeFileSync(join(sandbox, 'caller.public.pem'), files.caller.publicKey);
    symlinkSync(sandbox, join(files.folder, 'linked'));
    mkdirSync(join(files.folder, 'by-file'));
    symlinkSync(join(sandbox, '1.pem'), join(files.folder, 'by-file', '1.pem'));
    expect(await refusal({ MPP_KEYS: join(files.folder, 'by-file') })).toContain('leads to a key');
    expect(await refusal({ MPP_KEYS: join(files.folder, 'linked') })).toContain(
      'leads to a key that the sandbox generated',
    );
    const [client] = files.directory.clients;
    const keys = { '1': 'linked/caller.public.pem' };
    files.writeDirectory({ ...files.directory, clients: [{ ...client, keys }] });
    expect(await refusal()).toContain('is a key that the sandbox generated');
  });

  it('an OTP is shown on no console: a channel that is not set up refuses for good', async () => {
    running = await runService(files, { ...production, SHUTDOWN_DELAY_MS: '0' });
    expect(await codeFor(running)).toBe('PROCESS_FAIL');
    expect(running.output()).not.toMatch(/OTP\s+\d/);
  });

  it.each([
    [
      'a private key where a public one belongs',
      (f: ServiceFiles) => f.caller.privateKey,
      'this is a private key',
    ],
    ['an EC key', () => ecKey(), 'the key is for EC'],
    ['no key at all', () => 'no key!', 'neither PEM nor base64 DER'],
  ])('SIG-6: %s is refused, naming the client', async (_, key, expected) => {
    files.write('caller-1.pem', key(files));
    const message = await refusal();
    expect(message).toContain('client CALLER: public key version 1:');
    expect(message).toContain(expected);
  });
});

function ecKey(): string {
  const script =
    "process.stdout.write(require('crypto').generateKeyPairSync('ec',{namedCurve:'P-256',publicKeyEncoding:{type:'spki',format:'pem'},privateKeyEncoding:{type:'pkcs8',format:'pem'}}).publicKey)";
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
}
