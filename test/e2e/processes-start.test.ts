import { execFile } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../from-source.js';
import { keyPair } from '../key-pairs.js';
import { ServiceFiles } from '../reference/service/service-files.js';
import { call, goodBody } from './caller.js';
import { OtpGateway } from './otp-gateway.js';
import { ServiceProcess } from './service-process.js';

const run = promisify(execFile);

/** The command `serve` in a process of its own that is expected not to start. */
async function serve(
  files: ServiceFiles,
  { limit = 'unlimited', ...environment }: Readonly<Record<string, string>>,
): Promise<{ readonly code: unknown; readonly output: string }> {
  const script = `ulimit -n ${limit} 2>/dev/null; exec "$0" "$@"`;
  const args = ['-c', script, process.execPath, program('command'), 'serve'];
  const env = { PATH: process.env['PATH'], ...environment };
  try {
    const { stdout, stderr } = await run('/bin/sh', args, { env, cwd: files.folder, timeout: 60_000 });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe('a process of the service at its start', () => {
  let files: ServiceFiles;
  let gateway: OtpGateway;
  beforeAll(async () => {
    files = new ServiceFiles(5);
    gateway = await OtpGateway.start();
  });
  afterAll(async () => {
    await gateway.close();
    files.remove();
  });

  it('with too few files that may be open says so in one line', async () => {
    const { code, output } = await serve(files, { limit: '80' });
    expect(code).toBe(1);
    expect(output).toBe(
      'sendotp-contract: this process may open 80 files at the same time; raise the limit, such as with ulimit -n 65536\n',
    );
  });

  it('lists all faults of settings, files and keys at once', async () => {
    const broken = new ServiceFiles();
    broken.write('keys/1.pem', 'no key');
    broken.write('messages.yaml', 'en: { text: no code }');
    broken.writeDirectory({ clients: [], users: 'none', tokens: [] });
    try {
      const { code, output } = await serve(broken, {
        ...broken.environment(gateway.settings),
        NODE_ENV: 'production',
        OTP_LENGTH: '5',
        MESSAGES_FILE: join(broken.folder, 'messages.yaml'),
        TLS_CERT: join(broken.folder, 'none.pem'),
        TLS_KEY: join(broken.folder, 'none.pem'),
        REDIS_ULR: 'redis://r',
      });
      expect(code).toBe(1);
      for (const fault of [
        'REDIS_ULR is not a setting; did you mean REDIS_URL?',
        'OTP_LENGTH must be 6 or more in production, not 5',
        'MPP_KEYS: ',
        'DIRECTORY_FILE: users must be a list of users',
        'MESSAGES_FILE: ',
        `TLS_CERT ${broken.folder}/none.pem cannot be read: ENOENT`,
      ])
        expect(output).toContain(`\n  ${fault}`);
      expect(output.trimEnd().split('\n')).toHaveLength(7);
    } finally {
      broken.remove();
    }
  });

  it('whose log cannot be written, because its disk is full, answers on; it counts the lines that it drops', async () => {
    const full = openSync('/dev/full', 'w');
    const service = await ServiceProcess.start(files, gateway.settings, full);
    closeSync(full);
    try {
      const codes: string[] = [];
      for (const { token } of files.others)
        codes.push(
          (await call(service.target, { body: goodBody(service.target, { accessToken: token }) })).code,
        );
      expect(new Set(codes)).toEqual(new Set(['SUCCESS']));
      // 256 KiB wait for the disk to have room again: then lines are dropped.
      const tooMany = { headers: { 'User-Agent': 'x' }, path: '/nothing' };
      for (let sent = 0; sent < 1_600; sent += 100)
        await Promise.all(Array.from({ length: 100 }, () => call(service.target, tooMany)));
      const { text } = await service.page('/metrics');
      expect(Number(/^sendotp_log_lines_dropped_total (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
      expect(await service.end('SIGTERM')).toEqual({ code: 0, signal: null });
    } finally {
      await service.end('SIGKILL');
    }
  });

  it('SIG-5: ignores a file among its keys that is no version, and signs with the highest one', async () => {
    const old = keyPair('older');
    files.write('keys/backup-of-1.pem', old.privateKey);
    files.write('keys/1-old.pem', old.privateKey);
    files.write('keys/2026-11-24.pem', old.privateKey);
    const service = await ServiceProcess.start(files, gateway.settings);
    try {
      const { headers } = await call(service.target);
      expect(headers['signature']).toContain('keyVersion=1,');
      expect(service.output).toContain('their names are not whole numbers');
      expect(service.output).toContain('"files":["1-old.pem","2026-11-24.pem","backup-of-1.pem"]');
    } finally {
      await service.end('SIGTERM');
    }
  });

  it('SIG-5: MPP_KEY_VERSION pins the version that signs; a new key does not take over', async () => {
    files.write('keys/2.pem', keyPair('newer').privateKey);
    const service = await ServiceProcess.start(files, { ...gateway.settings, MPP_KEY_VERSION: '1' });
    try {
      const { headers } = await call(service.target);
      expect(headers['signature']).toContain('keyVersion=1,');
    } finally {
      await service.end('SIGTERM');
    }
    const { code, output } = await serve(files, {
      ...files.environment(gateway.settings),
      NODE_ENV: 'production',
      MPP_KEY_VERSION: '3',
    });
    expect(code).toBe(1);
    expect(output).toContain(`${join(files.folder, 'keys')} contains no such key; expected 3.pem`);
  });
});
