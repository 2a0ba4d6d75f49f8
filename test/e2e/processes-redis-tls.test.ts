import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { ServiceFiles } from '../reference/service/service-files.js';
import { call, goodBody } from './caller.js';
import { OtpGateway } from './otp-gateway.js';
import { ServiceProcess } from './service-process.js';

const patience = { timeout: 20_000, interval: 50 };
const password = 'p@ss/word_of_the_tests';

/** The rights of docs/running.md, as an operator copies them. */
const [, rights = ''] =
  /ACL SETUSER sendotp ([^`]+?)\s+```/.exec(readFileSync('docs/running.md', 'utf8')) ?? [];

/** A certificate authority, and a certificate of 127.0.0.1 that it has signed. */
function makeCertificates(folder: string): void {
  const openssl = (...args: readonly string[]): unknown =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=test');
  openssl('req', ...key, '-keyout', 'redis.key', '-out', 'redis.csr', '-subj', '/CN=redis');
  writeFileSync(join(folder, 'san'), 'subjectAltName=IP:127.0.0.1');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'san'];
  openssl('x509', '-req', '-in', 'redis.csr', '-out', 'redis.pem', ...signed);
}

describe.runIf(hasRedisServer)('a process of the service whose Redis speaks TLS and has an ACL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendotp-tls-'));
  const files = new ServiceFiles(10);
  let redis: TestRedis;
  let gateway: OtpGateway;
  let port: number;
  const running: ServiceProcess[] = [];
  beforeAll(async () => {
    makeCertificates(folder);
    port = await freePort();
    gateway = await OtpGateway.start();
    redis = await TestRedis.start(
      ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
      ...['--tls-cert-file', join(folder, 'redis.pem'), '--tls-key-file', join(folder, 'redis.key')],
      ...['--tls-ca-cert-file', join(folder, 'ca.pem')],
      ...['--user', 'default', 'off'],
      ...['--user', 'sendotp', ...rights.replace('>…', `>${password}`).split(/[\s\\]+/)],
    );
  });
  afterAll(async () => {
    await Promise.all(running.map((service) => service.end('SIGKILL')));
    await Promise.all([redis.remove(), gateway.close()]);
    files.remove();
    rmSync(folder, { recursive: true });
  });
  const start = async (more: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> => {
    const service = await ServiceProcess.start(files, {
      ...gateway.settings,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      REDIS_URL: `rediss://sendotp:${encodeURIComponent(password)}@127.0.0.1:${port}`,
      UNANSWERED_LIMIT: '50',
      ...more,
    });
    running.push(service);
    return service;
  };
  const readyz = (service: ServiceProcess) => async () => (await service.page('/readyz')).text;

  it('sends, counts, replays and checks with the rights that docs/running.md lists', async () => {
    expect(rights).toContain('+evalsha');
    const [one, two] = [await start(), await start()];
    await expect.poll(readyz(one), patience).toContain('"redis":"ok"');
    const user = files.nextPerson();
    const body = goodBody(one.target, { accessToken: user.token });
    expect((await call(one.target, { body })).code).toBe('SUCCESS');
    expect((await call(two.target, { body })).code).toBe('OTP_SEND_TIMES_EXCEED_LIMIT');
    const [otp] = gateway.to(user.phone);
    const { verifyRequestId = '', code: otpCode = '' } = otp ?? {};
    const check = { verifyRequestId, otpCode, accessToken: user.token };
    expect(await two.checkOtp({ ...check, otpCode: '0' })).toMatchObject({ outcome: 'wrong' });
    expect(await two.checkOtp(check)).toEqual({ outcome: 'correct' });
    // A channel that refuses gives the count back.
    gateway.answer = (_message, response) => {
      response.writeHead(422).end();
    };
    const other = goodBody(one.target, { accessToken: files.nextPerson().token });
    expect((await call(one.target, { body: other })).code).toBe('PROCESS_FAIL');
    gateway.release();
    expect((await call(one.target, { body: other })).code).toBe('SUCCESS');
    for (const { output } of [one, two]) {
      expect(output).not.toMatch(/NOPERM|undo-failed|"fault"/);
      expect(output).not.toContain('word_of_the_tests');
    }
  });

  it('whose certificate nobody known has signed is not used: not ready, and nothing is sent', async () => {
    const service = await start({ NODE_EXTRA_CA_CERTS: '' });
    await expect.poll(readyz(service), patience).toContain('"redis":"STORE_NOT_CONNECTED');
    const before = gateway.arrived.length;
    const body = goodBody(service.target, { accessToken: files.nextPerson().token });
    expect((await call(service.target, { body })).code).toBe('UNKNOWN_EXCEPTION');
    expect(gateway.arrived.length).toBe(before);
  });
});
