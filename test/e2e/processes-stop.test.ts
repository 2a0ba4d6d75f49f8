import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { ServiceFiles } from '../reference/service/service-files.js';
import { Load } from './load.js';
import { OtpGateway } from './otp-gateway.js';
import { expectNoPersonalData, ServiceProcess } from './service-process.js';

const patience = { timeout: 20_000, interval: 20 };

describe.runIf(hasRedisServer)('a process of the service that is told to stop under load', () => {
  let redis: TestRedis;
  let gateway: OtpGateway;
  let files: ServiceFiles;
  const processes: ServiceProcess[] = [];
  beforeAll(async () => {
    files = new ServiceFiles(5_000);
    redis = await TestRedis.start();
    gateway = await OtpGateway.start();
  });
  afterEach(() => {
    gateway.release();
  });
  afterAll(async () => {
    await Promise.all(processes.map((started) => started.end('SIGKILL')));
    await gateway.close();
    await redis.remove();
    files.remove();
  });

  /** A process under load, some of whose messages wait at the gateway, which may take as long as the test. */
  const underLoad = async (
    settings: Readonly<Record<string, string>>,
  ): Promise<{ readonly service: ServiceProcess; readonly load: Load }> => {
    const service = await ServiceProcess.start(files, {
      ...gateway.settings,
      REDIS_URL: redis.url,
      HANDLER_TIMEOUT_MS: '60000',
      CHANNEL_TIMEOUT_MS: '59000',
      ...settings,
    });
    processes.push(service);
    let serial = 0;
    gateway.hold(() => (serial += 1) % 10 === 0);
    const load = new Load(files, [service]);
    await expect.poll(() => load.answered('SUCCESS', service), patience).toBeGreaterThanOrEqual(20);
    await expect.poll(() => gateway.held.length, patience).toBeGreaterThanOrEqual(3);
    return { service, load };
  };

  it('says that it is not ready, answers what it has, takes no more, and ends with 0', async () => {
    const { service, load } = await underLoad({ SHUTDOWN_DELAY_MS: '2000', SHUTDOWN_GRACE_MS: '60000' });
    const atSignal = load.calls.length;
    const end = service.end('SIGTERM');
    await expect.poll(async () => (await service.page('/readyz')).status, patience).toBe(503);
    // Whoever has not yet seen that it is not ready is still answered.
    const atNotReady = load.calls.length;
    await expect.poll(() => load.answered('SUCCESS', service, atNotReady), patience).toBeGreaterThan(0);
    await expect.poll(() => load.refused, patience).toBeGreaterThanOrEqual(5);
    expect(service.isRunning).toBe(true);
    gateway.release();
    expect(await end).toEqual({ code: 0, signal: null });

    for (const [index, { person, end: callEnd }] of (await load.stop()).entries()) {
      if (callEnd.kind === 'answered') {
        expect(callEnd.answer.code).toBe('SUCCESS');
        continue;
      }
      // Too late for it: then nothing was sent either.
      expect(index).toBeGreaterThanOrEqual(atSignal);
      expect(gateway.to(person.phone)).toEqual([]);
    }
  });

  it('ends with 0 after its grace, although the gateway never answers', async () => {
    const { service, load } = await underLoad({ SHUTDOWN_GRACE_MS: '1000' });
    const since = performance.now();
    expect(await service.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - since).toBeLessThan(15_000);
    const waiting = gateway.held.map(({ to }) => to);
    for (const { person, end } of await load.stop())
      if (waiting.includes(person.phone)) expect(end).toMatchObject({ kind: 'broken' });
  });

  it('a second SIGTERM skips the delay and answers what is in flight; nothing that was sent is lost', async () => {
    const { service, load } = await underLoad({ SHUTDOWN_DELAY_MS: '60000', SHUTDOWN_GRACE_MS: '60000' });
    const since = performance.now();
    const end = service.end('SIGTERM');
    await expect.poll(async () => (await service.page('/readyz')).status, patience).toBe(503);
    service.signal('SIGTERM');
    await expect.poll(() => load.refused, patience).toBeGreaterThanOrEqual(5);
    expect(service.isRunning).toBe(true);
    gateway.release();
    expect(await end).toEqual({ code: 0, signal: null });
    expect(performance.now() - since).toBeLessThan(45_000);
    for (const { person, end: callEnd } of await load.stop()) {
      if (callEnd.kind === 'answered') expect(callEnd.answer.code).toBe('SUCCESS');
      else expect(gateway.to(person.phone)).toEqual([]);
    }
  });

  it('a third SIGTERM ends it at once', async () => {
    const { service, load } = await underLoad({ SHUTDOWN_DELAY_MS: '60000', SHUTDOWN_GRACE_MS: '60000' });
    const end = service.end('SIGTERM');
    await expect.poll(async () => (await service.page('/readyz')).status, patience).toBe(503);
    service.signal('SIGTERM');
    await expect.poll(() => load.refused, patience).toBeGreaterThanOrEqual(5);
    service.signal('SIGTERM');
    expect(await end).toEqual({ code: 1, signal: null });
    await load.stop();
  });

  it('SIGHUP ends nothing: the files are read again, and every call is answered', async () => {
    const { service, load } = await underLoad({});
    service.signal('SIGHUP');
    await expect.poll(() => service.output, patience).toContain('directory: the change is in use');
    expect(service.output).toContain('own keys: the change is in use');
    const from = load.calls.length;
    await expect.poll(() => load.answered('SUCCESS', service, from), patience).toBeGreaterThanOrEqual(5);
    gateway.release();
    for (const { end } of await load.stop()) expect(end).toMatchObject({ answer: { code: 'SUCCESS' } });
    await service.end('SIGTERM');
  });

  it('no token, OTP, phone number or address is in what they put out', async () => {
    const otps = gateway.arrived.map(({ code }) => code);
    await expectNoPersonalData(processes, otps);
  });
});
