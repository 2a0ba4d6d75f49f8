import { afterEach, describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { Pace, type PaceOptions, type Waiting } from '../../../conformance/exchange/pace.js';
import { Session } from '../../../conformance/exchange/session.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { closeServers, listening } from '../run/judging.js';
import { profileOf } from '../world.js';

afterEach(closeServers);

/** A clock that is moved by waiting alone. */
function handMoved() {
  let at = 1_000_000;
  const waits: number[] = [];
  return {
    waits,
    now: () => at,
    wait: (ms: number): Promise<void> => {
      waits.push(ms);
      at += ms;
      return Promise.resolve();
    },
  };
}

/** A session with a target that is busy until this time. */
async function sessionWith(options: PaceOptions, isBusy: () => boolean) {
  let requests = 0;
  const url = await listening((request, response) => {
    requests += 1;
    request.resume();
    const [resultStatus, resultCode] = isBusy()
      ? ['U', 'REQUEST_TRAFFIC_EXCEED_LIMIT']
      : ['F', 'INVALID_TOKEN'];
    response.end(JSON.stringify({ result: { resultStatus, resultCode } }));
  });
  const opened = await openProfile(parseProfile(profileOf(url)));
  const session = new Session(opened, {
    timeoutMs: 5_000,
    run: 'test',
    pace: new Pace(options),
    inspect: () => Promise.resolve(new Map()),
  });
  return { session, requests: () => requests };
}

describe('the pace of a run', () => {
  it('--rate: requests are sent at least a gap apart, copies at once count for each', async () => {
    const clock = handMoved();
    const { session } = await sessionWith({ rate: 4, clock }, () => false);
    await session.call(operations.sendOTP, {}, 'test');
    await session.call(operations.sendOTP, {}, 'test');
    await session.sendAtOnce(await session.make(operations.sendOTP, {}), 3, 'test');
    await session.call(operations.sendOTP, {}, 'test');
    session.close();
    expect(clock.waits).toEqual([250, 250, 750]);
  });

  it('RC-16: a limit for each minute is waited out within --max-minutes, and said', async () => {
    const clock = handMoved();
    const waiting: Waiting[] = [];
    const startedAt = clock.now();
    const { session } = await sessionWith(
      { maxMinutes: 2, clock, onWait: (event) => waiting.push(event) },
      () => clock.now() < startedAt + 60_000,
    );
    const { answer } = await session.call(operations.sendOTP, {}, 'test');
    session.close();
    expect(answer?.code).toBe('INVALID_TOKEN');
    expect(waiting.length).toBeGreaterThan(2);
    // Longer each time, since a limit may be one a minute.
    expect(waiting.map(({ ms }) => ms)).toEqual([5_000, 10_000, 15_000, 15_000, 15_000]);
    expect(waiting[0]?.why).toContain('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(session.stopped).toBeUndefined();
  });

  it('--max-minutes: nothing is sent once the time is up', async () => {
    const clock = handMoved();
    const { session } = await sessionWith({ maxMinutes: 1, clock }, () => true);
    const { answer } = await session.call(operations.sendOTP, {}, 'test');
    expect(answer?.code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
    await clock.wait(60_000);
    session.close();
    expect(session.stopped).toContain('the time that the run may take is up (--max-minutes)');
  });

  it('--max-minutes: a busy target is not waited for beyond the end', async () => {
    const clock = handMoved();
    const waiting: Waiting[] = [];
    const startedAt = clock.now();
    const { session } = await sessionWith(
      { maxMinutes: 0.1, clock, onWait: (event) => waiting.push(event) },
      () => true,
    );
    const { answer } = await session.call(operations.sendOTP, {}, 'test');
    session.close();
    expect(answer?.code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(waiting).toEqual([]);
    expect(clock.now() - startedAt).toBeLessThan(6_000);
  });

  it('RC-16: what is to be refused for traffic is sent once, and waited for by nobody', async () => {
    const clock = handMoved();
    const { session, requests } = await sessionWith({ maxMinutes: 2, clock }, () => true);
    await session.call(operations.sendOTP, {}, 'test', { patient: false });
    session.close();
    expect([requests(), clock.waits]).toEqual([1, []]);
  });

  it('without --max-minutes a busy target is waited for a few seconds and no longer', async () => {
    const clock = handMoved();
    const { session, requests } = await sessionWith({ clock }, () => true);
    await session.call(operations.sendOTP, {}, 'test');
    session.close();
    expect(clock.waits).toEqual([500, 1000, 2000]);
    expect(requests()).toBe(7);
  });
});
