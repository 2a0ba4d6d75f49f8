import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { ServiceFiles } from '../reference/service/service-files.js';
import { call, goodBody, prepare, send } from './caller.js';
import { Load } from './load.js';
import { OtpGateway } from './otp-gateway.js';
import { expectNoPersonalData, handlerTimeoutMs, ServiceProcess } from './service-process.js';

const patience = { timeout: 30_000, interval: 20 };
/** A handler's deadline, and what is asked of Redis before and after it, each with its own time limit; in ms. */
const deadlineMs = handlerTimeoutMs + 3 * 500;
/** For a machine that is busy with other things, in ms. */
const marginMs = 5_000;

describe.runIf(hasRedisServer)('processes of the service whose Redis goes away', () => {
  let redis: TestRedis;
  let gateway: OtpGateway;
  let files: ServiceFiles;
  let processes: readonly [ServiceProcess, ServiceProcess];
  beforeAll(async () => {
    files = new ServiceFiles(5_000);
    // RES-10: what Redis has taken it still has when it comes back: RedisReplayStore asks for one that writes to disk.
    redis = await TestRedis.start('--appendonly', 'yes');
    gateway = await OtpGateway.start();
    const environment = { ...gateway.settings, REDIS_URL: redis.url };
    processes = await Promise.all([
      ServiceProcess.start(files, environment),
      ServiceProcess.start(files, environment),
    ]);
  });
  afterAll(async () => {
    gateway.release();
    redis.resume();
    await Promise.all(processes.map((started) => started.end('SIGTERM')));
    await gateway.close();
    await redis.remove();
    files.remove();
  });

  /** Waits until each process has given so many answers with this code, counted from one call on. */
  const answeredByBoth = async (load: Load, code: string, from: number): Promise<void> => {
    for (const service of processes)
      await expect.poll(() => load.answered(code, service, from), patience).toBeGreaterThanOrEqual(20);
  };
  const readiness = async (status: number): Promise<void> => {
    for (const service of processes)
      await expect.poll(async () => (await service.page('/readyz')).status, patience).toBe(status);
  };

  it.each([
    ['is killed', () => redis.stop(), () => redis.start()],
    [
      'hangs',
      () => {
        redis.pause();
      },
      () => {
        redis.resume();
      },
    ],
  ] as const)(
    'RC-17, RES-10: when it %s in mid-load, all are answered in time, every OTP that left can be checked, and they recover',
    async (_, goAway, comeBack) => {
      const load = new Load(files, processes, { everyMs: 20 });
      await answeredByBoth(load, 'SUCCESS', 0);

      await goAway();
      await answeredByBoth(load, 'UNKNOWN_EXCEPTION', load.calls.length);
      await readiness(503);

      await comeBack();
      await readiness(200);
      await answeredByBoth(load, 'SUCCESS', load.calls.length);
      const calls = await load.stop();
      expect(processes.map(({ isRunning }) => isRunning)).toEqual([true, true]);

      for (const { service, person, end } of calls) {
        if (end.kind === 'broken') throw new Error(`a connection broke: ${end.code}`);
        const { code, body } = end.answer;
        expect(['SUCCESS', 'UNKNOWN_EXCEPTION']).toContain(code);
        expect(end.ms).toBeLessThan(deadlineMs + marginMs);
        const [message, ...more] = gateway.to(person.phone);
        expect(more).toEqual([]);
        if (code === 'SUCCESS') expect(body.verifyRequestId).toBe(message?.verifyRequestId);
        if (message === undefined) continue;
        const { verifyRequestId, code: otpCode } = message;
        const [other] = processes.filter((each) => each !== service);
        const check = other?.checkOtp({ verifyRequestId, accessToken: person.token, otpCode });
        expect(await check).toEqual({ outcome: 'correct' });
      }
    },
    90_000,
  );

  it('RES-10, SIG-9: when it goes after the gateway has the message, that is U, the OTP is right, and no second one is sent', async () => {
    const [one, two] = processes;
    const person = files.nextPerson();
    const prepared = prepare(one.target, { body: goodBody(one.target, { accessToken: person.token }) });
    gateway.hold(() => true);
    const answer = send(one.target, prepared);
    await expect.poll(() => gateway.held.length, patience).toBe(1);
    await redis.stop();
    gateway.release();
    expect((await answer).code).toBe('UNKNOWN_EXCEPTION');

    await redis.start();
    for (const { target } of processes) {
      const works = async (): Promise<string> => {
        const { token: accessToken } = files.nextPerson();
        return (await call(target, { body: goodBody(target, { accessToken }) })).code;
      };
      await expect.poll(works, { ...patience, interval: 100 }).toBe('SUCCESS');
    }
    const again = await Promise.all(processes.map(({ target }) => send(target, prepared)));
    expect(again.map(({ code }) => code)).toEqual(['UNKNOWN_EXCEPTION', 'UNKNOWN_EXCEPTION']);
    const [message, ...more] = gateway.to(person.phone);
    expect(more).toEqual([]);
    const { verifyRequestId = '', code: otpCode = '' } = message ?? {};
    const check = { verifyRequestId, accessToken: person.token, otpCode };
    expect(await two.checkOtp(check)).toEqual({ outcome: 'correct' });
  });

  it('no token, OTP, phone number or address is in what they put out or tell Prometheus', async () => {
    const otps = gateway.arrived.map(({ code }) => code);
    await expectNoPersonalData(processes, otps);
  });
});
