import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CheckOtpOutcome } from '@sendotp-contract/reference';
import { hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { type Person, ServiceFiles } from '../reference/service/service-files.js';
import { wrongCode } from '../reference/test-mpp.js';
import { type Answer, call, goodBody, prepare, send } from './caller.js';
import { Load } from './load.js';
import { type ArrivedOtp, OtpGateway } from './otp-gateway.js';
import { expectNoPersonalData, ServiceProcess } from './service-process.js';

const patience = { timeout: 20_000, interval: 20 };

describe.runIf(hasRedisServer)('processes of the service that share a Redis', () => {
  let redis: TestRedis;
  let gateway: OtpGateway;
  let files: ServiceFiles;
  let one: ServiceProcess;
  let two: ServiceProcess;
  const processes: ServiceProcess[] = [];
  const start = async (settings: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> => {
    const shared = { ...gateway.settings, REDIS_URL: redis.url, SENDING_LIMITS: '5/1h' };
    const started = await ServiceProcess.start(files, { ...shared, ...settings });
    processes.push(started);
    return started;
  };
  beforeAll(async () => {
    files = new ServiceFiles(2_000);
    redis = await TestRedis.start();
    gateway = await OtpGateway.start();
    [one, two] = await Promise.all([start(), start()]);
  });
  afterEach(() => {
    gateway.release();
  });
  afterAll(async () => {
    await Promise.all(processes.map((started) => started.end('SIGTERM')));
    await gateway.close();
    await redis.remove();
    files.remove();
  });

  const alternate = (n: number): ServiceProcess => (n % 2 === 0 ? one : two);
  const callFor = ({ target }: ServiceProcess, { token }: Person): Promise<Answer> =>
    call(target, { body: goodBody(target, { accessToken: token }) });
  /** The one message that this user was sent. */
  const messageTo = ({ phone }: Person): ArrivedOtp => {
    const [message, ...more] = gateway.to(phone);
    if (message === undefined || more.length > 0) throw new Error(`${more.length} messages more than one`);
    return message;
  };
  /** Whether the code that came to the gateway is right, asked of a process. */
  const check = (at: ServiceProcess, { token }: Person, { verifyRequestId, code }: ArrivedOtp) =>
    at.checkOtp({ verifyRequestId, accessToken: token, otpCode: code });

  it('RES-5: an OTP that one has sent is checked at the other, and is right once', async () => {
    const person = files.nextPerson();
    const { body } = await callFor(one, person);
    const message = messageTo(person);
    expect(body.verifyRequestId).toBe(message.verifyRequestId);
    expect(await check(two, files.nextPerson(), message)).toEqual({ outcome: 'unknown' });
    expect(await check(two, person, message)).toEqual({ outcome: 'correct' });
    expect(await check(one, person, message)).toEqual({ outcome: 'used' });
    expect(await check(two, person, message)).toEqual({ outcome: 'used' });
  });

  it('wrong tries count wherever they are made: after the fifth the right code is worth nothing', async () => {
    const person = files.nextPerson();
    await callFor(two, person);
    const message = messageTo(person);
    const wrong = { ...message, code: wrongCode(message.code) };
    const tries: (CheckOtpOutcome | 'failed')[] = [];
    for (let n = 0; n < 5; n += 1) tries.push(await check(alternate(n), person, wrong));
    expect(tries).toEqual([4, 3, 2, 1, 0].map((triesLeft) => ({ outcome: 'wrong', triesLeft })));
    expect(await check(one, person, message)).toEqual({ outcome: 'used' });
  });

  it('of fifty right codes at once, over both, one is right', async () => {
    const person = files.nextPerson();
    await callFor(one, person);
    const message = messageTo(person);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => check(alternate(n), person, message)),
    );
    const names = outcomes.map((outcome) => (outcome === 'failed' ? outcome : outcome.outcome)).sort();
    expect(names).toEqual(['correct', ...Array<string>(49).fill('used')]);
  });

  it('RC-11: of fifty requests at once, over both, for a user who may be sent five OTPs, five succeed', async () => {
    const person = files.nextPerson();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => callFor(alternate(n), person)));
    const codes = answers.map(({ code }) => code).sort();
    const limited = Array<string>(45).fill('OTP_SEND_TIMES_EXCEED_LIMIT');
    expect(codes).toEqual([...limited, ...Array<string>(5).fill('SUCCESS')]);
    const told = answers.flatMap(({ body }) => body.verifyRequestId ?? []).sort();
    const sent = gateway.to(person.phone).map(({ verifyRequestId }) => verifyRequestId);
    expect(told).toEqual([...sent].sort());
    expect(new Set(told).size).toBe(5);
  });

  it('SIG-9: the same signed message fifty times at once, over both, is one OTP and one verifyRequestId', async () => {
    const person = files.nextPerson();
    const message = prepare(one.target, { body: goodBody(one.target, { accessToken: person.token }) });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => send(alternate(n).target, message)),
    );
    const { verifyRequestId } = messageTo(person);
    expect(answers.map(({ body }) => body.verifyRequestId)).toEqual(Array<string>(50).fill(verifyRequestId));
  });

  it('SIG-9, RES-10: a process killed under load takes no OTP with it, and no other sends a second one', async () => {
    // It waits for the gateway as long as the test does, and would be waiting still.
    const victim = await start({ HANDLER_TIMEOUT_MS: '60000', CHANNEL_TIMEOUT_MS: '59000' });
    const load = new Load(files, [victim, one]);
    const isVictims = ({ to }: ArrivedOtp): boolean =>
      load.calls.some(({ service, person }) => service === victim && person.phone === to);
    let serial = 0;
    gateway.hold((message) => isVictims(message) && (serial += 1) % 3 === 0);
    await expect.poll(() => load.answered('SUCCESS', victim), patience).toBeGreaterThanOrEqual(20);
    await expect.poll(() => gateway.held.length, patience).toBeGreaterThanOrEqual(5);
    expect(await victim.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    const held = new Set(gateway.held.map(({ to }) => to));
    gateway.release();
    await expect.poll(() => load.refused, patience).toBeGreaterThanOrEqual(5);
    const calls = await load.stop();

    // The very same bytes again, at the survivor: those that broke, and those that were answered.
    const again = await Promise.all(calls.map(({ prepared }) => send(one.target, prepared)));
    for (const [index, { service, person, end }] of calls.entries()) {
      const { code, body } = again[index] ?? {};
      const [message, ...more] = gateway.to(person.phone);
      expect(more).toEqual([]);
      if (end.kind === 'answered') {
        expect(end.answer.code).toBe('SUCCESS');
        expect(body).toEqual(end.answer.body);
      } else {
        expect(service).toBe(victim);
        // It worked on it and died: nobody knows what became of it, and nobody tries again.
        if (held.has(person.phone)) expect(code).toBe('UNKNOWN_EXCEPTION');
        // It never had it.
        if (end.code === 'ECONNREFUSED') expect(code).toBe('SUCCESS');
      }
      if (code === 'SUCCESS') expect(body?.verifyRequestId).toBe(message?.verifyRequestId);
      else expect(code).toBe('UNKNOWN_EXCEPTION');
      if (message !== undefined) expect(await check(one, person, message)).toEqual({ outcome: 'correct' });
    }
    const broken = calls.filter(({ person, end }) => held.has(person.phone) && end.kind === 'broken');
    expect(broken).toHaveLength(held.size);
  });

  it('no token, OTP, phone number or address is in what they put out or tell Prometheus', async () => {
    const otps = gateway.arrived.map(({ code }) => code);
    await expectNoPersonalData(processes, otps);
    expect([one.isRunning, two.isRunning]).toEqual([true, true]);
  });
});
