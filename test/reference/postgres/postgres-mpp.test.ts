import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { call, goodBody } from '../../e2e/caller.js';
import { OtpGateway } from '../../e2e/otp-gateway.js';
import { targetOf } from '../service/running-service.js';
import { keyPair } from '../../key-pairs.js';
import { personalData, ServiceFiles } from '../service/service-files.js';
import { hasPostgres, TestPostgres } from './postgres-server.js';

const run = promisify(execFile);
const patience = { timeout: 20_000, interval: 50 };
/** Compiled as it is loaded: its migrations lie beside it. */
const example = (name: string): string[] => [
  '--import',
  pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href,
  resolve('examples/postgres-mpp', name),
];
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

describe.runIf(hasPostgres)('an MPP with its users in PostgreSQL (examples/postgres-mpp)', () => {
  const files = new ServiceFiles();
  let postgres: TestPostgres;
  let gateway: OtpGateway;
  let child: ChildProcess;
  let output = '';
  let url = '';
  let admin = '';

  const environment = (): Record<string, string | undefined> => {
    const { DIRECTORY_FILE: _, ...settings } = files.environment(gateway.settings);
    return {
      PATH: process.env['PATH'],
      TSX_TSCONFIG_PATH: resolve('tsconfig.json'),
      ...settings,
      NODE_ENV: 'production',
      SENDING_LIMITS: '3/1s',
      SHUTDOWN_DELAY_MS: '0',
      DATABASE_URL: postgres.url,
    };
  };
  const codeOf = async (accessToken: string, more = {}): Promise<string> => {
    const target = targetOf(files, url);
    return (await call(target, { body: goodBody(target, { accessToken, ...more }) })).code;
  };
  const ready = async (): Promise<string> => (await fetch(`${admin}/readyz`)).text();
  const connections = async (): Promise<number> =>
    (await postgres.query("SELECT FROM pg_stat_activity WHERE application_name = 'sendotp'")).length;

  beforeAll(async () => {
    [postgres, gateway] = await Promise.all([TestPostgres.start(), OtpGateway.start()]);
    const migrate = () => run(process.execPath, example('migrate.ts'), { env: environment() });
    // At the same time, as two instances that start do.
    await Promise.all([migrate(), migrate()]);
    await postgres.query("INSERT INTO clients VALUES ('CALLER'), ('OTHER')");
    await postgres.query("INSERT INTO client_keys VALUES ('CALLER', '1', $1)", [files.caller.publicKey]);
    await postgres.query("INSERT INTO agreements VALUES ('CALLER', 'A', 'P')");
    await postgres.query(
      `INSERT INTO users SELECT 'u-' || n, 'ACTIVE', '+1202556' || lpad(n::text, 4, '0') FROM generate_series(0, 99) n
       UNION VALUES ('frozen', 'FROZEN', '+12025569999')`,
    );
    for (const [token, userId, client, status, expiresAt] of [
      ...Array.from({ length: 100 }, (_, n) => [`token-${n}`, `u-${n}`, 'CALLER', 'ACTIVE', null] as const),
      ['token-other', 'u-1', 'OTHER', 'ACTIVE', null],
      ['token-cancelled', 'u-1', 'CALLER', 'CANCELLED', null],
      ['token-expired', 'u-1', 'CALLER', 'ACTIVE', '2020-01-01T00:00:00Z'],
      ['token-gone', 'departed', 'CALLER', 'ACTIVE', null],
      ['token-frozen', 'frozen', 'CALLER', 'ACTIVE', '2999-01-01T00:00:00Z'],
    ] as const)
      await postgres.query('INSERT INTO tokens VALUES ($1, $2, $3, $4, $5)', [
        hashOf(token),
        ...[userId, client, status, expiresAt],
      ]);
    child = spawn(process.execPath, example('index.ts'), {
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    await vi.waitUntil(() => output.includes('"msg":"listening"'), patience);
    url = /"url":"([^"]+)"/.exec(output)?.[1] ?? '';
    admin = /"admin":"([^"]+)"/.exec(output)?.[1] ?? '';
  }, 60_000);
  afterAll(async () => {
    child.kill('SIGKILL');
    await Promise.all([postgres.remove(), gateway.close()]);
    files.remove();
  });

  it.each([
    ['token-0', {}, 'SUCCESS'],
    ['nobody', {}, 'INVALID_TOKEN'],
    ['token-other', {}, 'INVALID_TOKEN'],
    ['token-cancelled', {}, 'INVALID_TOKEN'],
    ['token-expired', {}, 'EXPIRED_ACCESS_TOKEN'],
    ['token-gone', {}, 'USER_NOT_EXIST'],
    ['token-frozen', {}, 'USER_STATUS_ABNORMAL'],
    ['token-0', { pspId: 'Q' }, 'ACCESS_DENIED'],
    ['token-0', { verifyType: 'EMAIL' }, 'PROCESS_FAIL'],
  ])('%s with %j gets %s', async (token, more, code) => {
    expect(await codeOf(token, more)).toBe(code);
  });

  it('RES-7: the OTP goes to the phone number of the database', () => {
    expect(gateway.to('+12025560000')).toHaveLength(1);
    expect(gateway.arrived).toHaveLength(1);
  });

  it('SIG-5: SIGHUP reads a new key of a caller; keys that cannot be used change nothing', async () => {
    const next = keyPair('newer');
    await postgres.query("INSERT INTO client_keys VALUES ('CALLER', '2', 'no key')");
    child.kill('SIGHUP');
    await expect.poll(() => output, patience).toContain('directory: the change cannot be used');
    expect(await codeOf('nobody')).toBe('INVALID_TOKEN');
    await postgres.query("UPDATE client_keys SET public_key = $1 WHERE key_version = '2'", [next.publicKey]);
    child.kill('SIGHUP');
    await expect.poll(() => output, patience).toContain('directory: the change is in use');
    const target = { ...targetOf(files, url), keyVersion: '2', privateKey: next.privateKey };
    expect((await call(target, { body: goodBody(target, { accessToken: 'nobody' }) })).code).toBe(
      'INVALID_TOKEN',
    );
  });

  it('a hundred requests at once share at most 10 connections', async () => {
    const calls = Array.from({ length: 100 }, (_, n) => codeOf(`token-${n}`));
    const counts = [await connections(), await connections()];
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['SUCCESS']));
    for (const count of [...counts, await connections()]) expect(count).toBeLessThanOrEqual(10);
  });

  it('RC-17: without its database it is not ready and answers UNKNOWN_EXCEPTION, and recovers by itself', async () => {
    await postgres.stop();
    expect(await codeOf('token-1')).toBe('UNKNOWN_EXCEPTION');
    await expect.poll(ready, patience).toBe('{"ready":false,"checks":{"directory":"ECONNREFUSED"}}\n');
    await postgres.start();
    await expect.poll(() => codeOf('token-1'), patience).toBe('SUCCESS');
    await expect.poll(ready, patience).toBe('{"ready":true,"checks":{"directory":"ok"}}\n');
  });

  it('nothing of a user is in its log or metrics, and SIGTERM ends it with its connections', async () => {
    const metrics = await (await fetch(`${admin}/metrics`)).text();
    expect(output).toContain('"msg":"request"');
    expect((output + metrics).match(personalData)).toBeNull();
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(await connections()).toBe(0);
  });
});
