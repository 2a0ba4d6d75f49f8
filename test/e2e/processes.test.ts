import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSmsGateway, type TestSmsGateway } from '../reference/channel/sms-gateway.js';
import { hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { people, ServiceFiles } from '../reference/service/service-files.js';
import { type Answer, call, goodBody, prepare, send } from './caller.js';
import { ServiceProcess } from './service-process.js';

/** An OTP as the gateway got it. */
interface Sms {
  readonly to: string;
  readonly code: string;
  readonly id: string;
}

describe.runIf(hasRedisServer)('services as processes of their own on one Redis', () => {
  const users = 900;
  let files: ServiceFiles;
  let redis: TestRedis;
  let gateway: TestSmsGateway;
  /** How long the gateway takes, in ms. */
  let slowness = 0;
  let one: ServiceProcess;
  let two: ServiceProcess;
  const extra: ServiceProcess[] = [];

  const startProcess = (more: Record<string, string> = {}): Promise<ServiceProcess> =>
    ServiceProcess.start(files, {
      REDIS_URL: redis.url,
      SMS_GATEWAY_URL: gateway.url,
      SMS_GATEWAY_BODY: '{"to":"{to}","code":"{code}","id":"{verifyRequestId}"}',
      SENDING_LIMITS: '5/1h',
      TRAFFIC_LIMIT: '10000',
      HANDLER_TIMEOUT_MS: '2000',
      CHANNEL_TIMEOUT_MS: '1500',
      ...more,
    });
  beforeAll(async () => {
    files = new ServiceFiles(users);
    redis = await TestRedis.start();
    gateway = await startSmsGateway((response) => {
      setTimeout(() => response.end('{}'), slowness);
    });
    [one, two] = await Promise.all([startProcess(), startProcess()]);
  });
  afterEach(async () => {
    slowness = 0;
    for (const service of extra.splice(0)) await service.stop('SIGKILL');
  });
  afterAll(async () => {
    redis.resume();
    await Promise.all([one.stop('SIGKILL'), two.stop('SIGKILL')]);
    await gateway.close();
    await redis.remove();
    files.remove();
  });

  let serial = 0;
  /** A token of a user who has not been sent anything yet. */
  const newToken = (): string => {
    expect(serial).toBeLessThan(users);
    serial += 1;
    return `token-${serial - 1}`;
  };
  const messageFor = ({ target }: ServiceProcess, accessToken: string) =>
    prepare(target, { body: goodBody(target, { accessToken }) });
  const callFor = (service: ServiceProcess, accessToken: string): Promise<Answer> =>
    send(service.target, messageFor(service, accessToken));
  const messages = (): Sms[] => gateway.requests.map(({ body }) => JSON.parse(body) as Sms);
  const codeOf = (verifyRequestId: string | undefined): string =>
    messages().find(({ id }) => id === verifyRequestId)?.code ?? 'none';
  const either = (index: number): ServiceProcess => (index % 2 === 0 ? one : two);

  it('RES-5: an OTP that one has sent is checked at the other, and tries are counted at both', async () => {
    const accessToken = newToken();
    const { body } = await callFor(one, accessToken);
    const { verifyRequestId = '' } = body;
    const otpCode = codeOf(verifyRequestId);
    const wrong = otpCode === '000000' ? '000001' : '000000';
    const check = { verifyRequestId, accessToken, otpCode };
    for (let index = 0; index < 4; index += 1)
      expect(await either(index).checkOtp({ ...check, otpCode: wrong })).toBe('wrong');
    expect(await one.checkOtp({ ...check, accessToken: newToken() })).toBe('unknown');
    expect(await two.checkOtp(check)).toBe('correct');
    expect(await one.checkOtp(check)).toBe('used');

    const other = await callFor(two, accessToken);
    const again = { ...check, verifyRequestId: other.body.verifyRequestId ?? '' };
    for (let index = 0; index < 5; index += 1)
      expect(await either(index).checkOtp({ ...again, otpCode: wrong })).toBe('wrong');
    expect(await one.checkOtp({ ...again, otpCode: codeOf(again.verifyRequestId) })).toBe('used');
  });

  it('RC-11: of fifty requests for one user at once, over both, just as many are sent as the limit says', async () => {
    const accessToken = newToken();
    const before = messages().length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => callFor(either(index), accessToken)),
    );
    const codes = answers.map(({ code }) => code);
    expect(codes.filter((code) => code === 'SUCCESS')).toHaveLength(5);
    expect(codes.filter((code) => code === 'OTP_SEND_TIMES_EXCEED_LIMIT')).toHaveLength(45);
    expect(messages().length - before).toBe(5);
  });

  it('SIG-9: fifty identical messages at once, over both, are one OTP and one verifyRequestId', async () => {
    slowness = 100;
    const message = messageFor(one, newToken());
    const before = messages().length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => send(either(index).target, message)),
    );
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['SUCCESS']));
    expect(new Set(answers.map(({ body }) => body.verifyRequestId)).size).toBe(1);
    expect(messages().length - before).toBe(1);
  });

  it('RES-10: a process killed under load loses no challenge that was acknowledged, and no message is sent twice', async () => {
    slowness = 30;
    const victim = await startProcess();
    extra.push(victim);
    const load = Array.from({ length: 120 }, () => {
      const accessToken = newToken();
      return { accessToken, message: messageFor(victim, accessToken) };
    });
    const acknowledged: { accessToken: string; verifyRequestId: string }[] = [];
    const broken: typeof load = [];
    let killed: Promise<unknown> | undefined;
    /** A caller that has eight requests under way at a time, until none is left. */
    const work = load.values();
    const worker = async (): Promise<void> => {
      for (const { accessToken, message } of work) {
        try {
          const { code, body } = await send(victim.target, message);
          expect(code).toBe('SUCCESS');
          acknowledged.push({ accessToken, verifyRequestId: body.verifyRequestId ?? '' });
        } catch (error) {
          if (killed === undefined) throw error;
          broken.push({ accessToken, message });
        }
        if (acknowledged.length >= 40) killed ??= victim.stop('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    await killed;
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);
    expect(broken.length).toBeGreaterThan(0);

    for (const { accessToken, verifyRequestId } of acknowledged) {
      const otpCode = codeOf(verifyRequestId);
      expect(await one.checkOtp({ verifyRequestId, accessToken, otpCode })).toBe('correct');
    }
    // The very same bytes again, at the survivor: whoever had begun them is gone, so nobody knows.
    const resent = await Promise.all(broken.map(({ message }) => send(one.target, message)));
    for (const { code } of resent) expect(['SUCCESS', 'UNKNOWN_EXCEPTION']).toContain(code);
    expect(resent.map(({ code }) => code)).toContain('UNKNOWN_EXCEPTION');
    const sentTo = messages().map(({ to }) => to);
    const phones = load.map(({ accessToken }) => phoneOf(accessToken));
    for (const phone of phones) expect(sentTo.filter((to) => to === phone).length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['is stopped', () => redis.stop()],
    [
      'hangs',
      () => {
        redis.pause();
        return Promise.resolve();
      },
    ],
  ] as const)(
    'RC-17: when Redis %s in the middle of the load, every request is answered in time, no OTP is told of that cannot be checked, and it recovers by itself',
    async (_, outage) => {
      slowness = 20;
      const since = performance.now();
      const load = Array.from({ length: 60 }, (__, index) => {
        return callFor(either(index), newToken());
      });
      await Promise.race(load);
      await outage();
      const answered = await Promise.all(load);
      for (const { code } of answered) expect(['SUCCESS', 'UNKNOWN_EXCEPTION']).toContain(code);

      const calm = messages().length;
      const during = await Promise.all(
        Array.from({ length: 20 }, (__, index) => callFor(either(index), newToken())),
      );
      expect(new Set(during.map(({ code }) => code))).toEqual(new Set(['UNKNOWN_EXCEPTION']));
      expect(messages()).toHaveLength(calm);
      // Each was given two seconds by HANDLER_TIMEOUT_MS; the rest is for a machine that has other things to do.
      expect(performance.now() - since).toBeLessThan(15_000);
      expect([one.hasEnded, two.hasEnded]).toEqual([false, false]);
      await expect.poll(async () => (await one.page('/readyz')).status, { timeout: 20_000 }).toBe(503);

      redis.resume();
      await redis.stop();
      await redis.start();
      for (const service of [one, two]) {
        await expect.poll(async () => (await service.page('/readyz')).status, { timeout: 20_000 }).toBe(200);
        const accessToken = newToken();
        const { body } = await callFor(service, accessToken);
        const { verifyRequestId = '' } = body;
        const check = { verifyRequestId, accessToken, otpCode: codeOf(verifyRequestId) };
        expect(await service.checkOtp(check)).toBe('correct');
      }
    },
  );

  it('SIGTERM under load: what is in flight is answered, nothing new is taken, and it ends with 0', async () => {
    slowness = 300;
    const service = await startProcess();
    extra.push(service);
    const load = Array.from({ length: 20 }, () => callFor(service, newToken()));
    const before = messages().length;
    await expect.poll(() => messages().length - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(20);
    const ended = service.stop();
    expect((await Promise.all(load)).map(({ code }) => code)).toEqual(Array<string>(20).fill('SUCCESS'));
    expect(await ended).toBe(0);
    await expect(call(service.target)).rejects.toThrow('ECONNREFUSED');
  });

  it('no token, OTP, phone number or address is in what the processes print, nor in their metrics', async () => {
    const pages = await Promise.all([one, two].map((service) => service.page('/metrics')));
    // Ours: among the bytes that Node's own metrics count there may be any six digits.
    const metrics = pages.flatMap(({ text }) => text.match(/^sendotp_.*$/gm) ?? []);
    const shown = [one.output, two.output, ...metrics].join('\n');
    expect(shown).toContain('"code":"SUCCESS"');
    expect(messages().length).toBeGreaterThan(100);
    for (const { to, code } of messages()) {
      expect(shown).not.toContain(to);
      expect(shown).not.toMatch(new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`));
    }
    expect(shown).not.toMatch(/token-\d/);
    expect(shown).not.toContain(people.email);
  });
});

/** As in the directory of `ServiceFiles`. */
function phoneOf(accessToken: string): string {
  return `+1202556${accessToken.replace('token-', '').padStart(4, '0')}`;
}
