import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceFiles } from '../reference/service/service-files.js';
import { call, goodBody } from './caller.js';
import { OtpGateway } from './otp-gateway.js';
import { ServiceProcess } from './service-process.js';

const patience = { timeout: 30_000, interval: 50 };

describe('a process of the service with 10,000 users in its directory file', () => {
  const files = new ServiceFiles(10_000);
  let gateway: OtpGateway;
  let service: ServiceProcess;
  beforeAll(async () => {
    gateway = await OtpGateway.start();
    service = await ServiceProcess.start(files, gateway.settings);
  });
  afterAll(async () => {
    await service.end('SIGKILL');
    await gateway.close();
    files.remove();
  });
  const codeOf = async (token: string): Promise<string> =>
    (await call(service.target, { body: goodBody(service.target, { accessToken: token }) })).code;

  /** The longest wait for /livez, one request after the other, until the file has been read once more. */
  async function longestWait(status: string): Promise<number> {
    const readings = () => service.output.split('directory: the change is in use').length;
    const before = readings();
    const users = files.directory.users.map((user) => ({ ...user, status }));
    // JSON is YAML, and made at once: nothing of this process's own must stall what it measures.
    const changed = JSON.stringify({ ...files.directory, users }, undefined, 1);
    await service.page('/livez');
    writeFileSync(join(files.folder, 'directory.yaml'), changed);
    let [longest, asked] = [0, 0];
    while (readings() === before) {
      const since = performance.now();
      await service.page('/livez');
      longest = Math.max(longest, performance.now() - since);
      asked += 1;
      // A stall is longer than that, and asking without a pause takes a whole core from what is asked.
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(asked).toBeGreaterThan(5);
    return longest;
  }

  it('reads it again without a stall of /livez over 100 ms', async () => {
    expect(await codeOf('token-9999')).toBe('SUCCESS');
    const waits: number[] = [];
    // What else this machine does can stall one reading, but not each: where the file is read on the event loop, each takes seconds.
    for (const status of Array.from({ length: 4 }, () => ['FROZEN', 'CLOSED']).flat()) {
      waits.push(await longestWait(status));
      if (Math.min(...waits) < 100) break;
    }
    expect(Math.min(...waits)).toBeLessThan(100);
    expect(await codeOf('token-9998')).toBe('USER_STATUS_ABNORMAL');
  });

  it('a file over 4 MiB is refused, says why, and changes nothing', async () => {
    files.write('directory.yaml', `# ${'x'.repeat(4 * 1_024 * 1_024)}\nclients: []\nusers: []\ntokens: []\n`);
    await expect.poll(() => service.output, patience).toContain('more than 4194304; for so many users');
    expect(await codeOf('token-9997')).toBe('USER_STATUS_ABNORMAL');
  });

  it('faults are found in the thread as they are here, and name no value', async () => {
    files.write('directory.yaml', 'clients: []\nusers: [{ id: u, status: SECRET }]\ntokens: []\n');
    await expect
      .poll(() => service.output, patience)
      .toContain('users[0].status must be ACTIVE, FROZEN or CLOSED');
    expect(service.output).not.toContain('SECRET');
  });
});
