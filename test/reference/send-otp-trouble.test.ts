import { describe, expect, it } from 'vitest';
import { failed, unknown } from '@sendotp-contract/server';
import { type Delivery, type Directory, MemoryChallengeStore } from '@sendotp-contract/reference';
import { createTestMpp, directory, storeWith } from './test-mpp.js';

const never = new Promise<never>(() => undefined);
const mute = { channelTimeoutMs: 15 };

describe('sendOtp in trouble', () => {
  it('RES-10: stores first and hands over then', async () => {
    const mpp = createTestMpp();
    let heldAtHandOver = 0;
    mpp.phone.answer = () => {
      heldAtHandOver = mpp.challenges.size;
      return Promise.resolve({ outcome: 'accepted' });
    };
    await mpp.sendAndReceive();
    expect(heldAtHandOver).toBe(1);
  });

  it('RC-13: refused for good is PROCESS_FAIL: the challenge is gone and the sending does not count', async () => {
    const mpp = createTestMpp();
    mpp.phone.answer = () => Promise.resolve({ outcome: 'refused', reason: 'address-barred' });
    expect(await mpp.send()).toEqual(failed('PROCESS_FAIL'));
    expect(mpp.challenges.size).toBe(0);
    expect(mpp.limit.counted).toBe(0);
    expect(mpp.events).toMatchObject([
      { kind: 'not-sent', requestId: 'request-1', verifyType: 'MOBILE', reason: 'address-barred' },
    ]);
  });

  it('RC-13: stays PROCESS_FAIL when challenge and count cannot be taken back, and says so', async () => {
    const store = new MemoryChallengeStore();
    const down = () => Promise.reject(new Error('down'));
    const mpp = createTestMpp({
      challenges: storeWith(store, { discard: down }),
      sendingLimit: { reserve: () => Promise.resolve({ outcome: 'allowed', release: down }) },
    });
    mpp.phone.answer = () => Promise.resolve({ outcome: 'refused', reason: 'other' });
    expect(await mpp.send()).toEqual(failed('PROCESS_FAIL'));
    expect(mpp.events.map(({ kind }) => kind)).toEqual(['undo-failed', 'undo-failed', 'not-sent']);
    expect(mpp.events[0]).toMatchObject({ requestId: 'request-1', verifyType: 'MOBILE' });
  });

  it.each([
    ['never answers', () => never, 'no-answer'],
    ['rejects', () => Promise.reject(new Error('gateway fell over')), 'channel-failed'],
    [
      'throws',
      () => {
        throw new Error('not even a promise');
      },
      'channel-failed',
    ],
    ['answers nonsense', () => Promise.resolve({ outcome: 'ok' } as never), 'channel-failed'],
    ['answers nothing', () => Promise.resolve(undefined as never), 'channel-failed'],
  ])(
    'RC-17: a channel that %s is UNKNOWN_EXCEPTION; the OTP may arrive, so it counts',
    async (_, answer, reason) => {
      const mpp = createTestMpp(mute);
      mpp.phone.answer = answer;
      expect(await mpp.send()).toEqual(unknown('UNKNOWN_EXCEPTION'));
      expect(mpp.limit.counted).toBe(1);
      expect(mpp.challenges.size).toBe(1);
      expect(mpp.events).toMatchObject([{ kind: 'unknown', reason }]);
      expect(mpp.phone.messages).toHaveLength(1);
    },
  );

  it('RC-17: an OTP of unknown fate makes the older one worthless too', async () => {
    const mpp = createTestMpp(mute);
    const older = await mpp.sendAndReceive();
    mpp.phone.answer = () => never;
    await mpp.send();
    expect(
      await mpp.checkOtp({
        verifyRequestId: older.verifyRequestId,
        accessToken: 'token-alice',
        otpCode: older.code,
      }),
    ).toEqual({ outcome: 'unknown' });
  });

  it.each<[string, () => Promise<Delivery>]>([
    ['accepted', () => Promise.resolve({ outcome: 'accepted' })],
    ['refused', () => Promise.resolve({ outcome: 'refused', reason: 'other' })],
    ['of unknown result', () => Promise.reject(new Error('down'))],
  ])('the event of a sending that is %s has the time of each stage', async (_, answer) => {
    const mpp = createTestMpp();
    mpp.phone.answer = answer;
    await mpp.send();
    const [event] = mpp.events;
    expect(event !== undefined && 'stagesMs' in event && Object.keys(event.stagesMs)).toEqual([
      ...['look-up', 'store', 'deliver'],
    ]);
  });

  it('RC-17: a channel out of time is told so', async () => {
    const mpp = createTestMpp(mute);
    mpp.phone.answer = () => never;
    await mpp.send();
    expect(mpp.phone.signals[0]?.aborted).toBe(true);
  });

  it('RC-17: what a channel does after its time changes nothing', async () => {
    const mpp = createTestMpp(mute);
    let reject: (error: Error) => void = () => undefined;
    mpp.phone.answer = () =>
      new Promise((_, no) => {
        reject = no;
      });
    expect(await mpp.send()).toEqual(unknown('UNKNOWN_EXCEPTION'));
    reject(new Error('too late to be heard'));
    await Promise.resolve();
    expect(mpp.events).toHaveLength(1);
  });

  it('RES-10: a store that fails is UNKNOWN_EXCEPTION, nothing is sent and nothing counts', async () => {
    const store = new MemoryChallengeStore();
    const failure = Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' });
    const mpp = createTestMpp({ challenges: storeWith(store, { put: () => Promise.reject(failure) }) });
    expect(await mpp.send()).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(mpp.phone.messages).toHaveLength(0);
    expect(mpp.limit.counted).toBe(0);
    expect(mpp.events).toMatchObject([
      { kind: 'not-sent', reason: 'not-stored', fault: { name: 'Error', code: 'ECONNREFUSED' } },
    ]);
  });

  it('RES-10: a full store is UNKNOWN_EXCEPTION, and no OTP sent before is lost', async () => {
    const mpp = createTestMpp({ challenges: new MemoryChallengeStore({ maxChallenges: 1 }) });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    expect(await mpp.send({ accessToken: 'token-bob' })).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(mpp.phone.messages).toHaveLength(1);
    expect(await mpp.checkOtp({ verifyRequestId, accessToken: 'token-alice', otpCode: code })).toEqual({
      outcome: 'correct',
    });
  });

  it.each(['mayAct', 'findToken', 'findUser'] as const)(
    'RC-17: a directory whose %s fails rejects, for the shell to answer, and nothing is sent',
    async (method) => {
      const failing: Directory = {
        mayAct: (...args) => directory.mayAct(...args),
        findToken: (...args) => directory.findToken(...args),
        findUser: (id) => directory.findUser(id),
        [method]: () => Promise.reject(new Error('directory is down')),
      };
      const mpp = createTestMpp({ directory: failing });
      await expect(mpp.send()).rejects.toThrow('directory is down');
      expect(mpp.phone.messages).toHaveLength(0);
    },
  );

  it('sends nothing for a request whose deadline has passed, and counts nothing', async () => {
    const mpp = createTestMpp();
    const older = await mpp.sendAndReceive();
    expect(await mpp.send({}, { signal: AbortSignal.abort() })).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(mpp.phone.messages).toHaveLength(1);
    expect(mpp.limit.counted).toBe(1);
    const { verifyRequestId, code } = older;
    expect(await mpp.checkOtp({ verifyRequestId, accessToken: 'token-alice', otpCode: code })).toEqual({
      outcome: 'correct',
    });
  });

  it('sends nothing when the deadline passes while the store is busy', async () => {
    const store = new MemoryChallengeStore();
    const controller = new AbortController();
    const mpp = createTestMpp({
      challenges: storeWith(store, {
        put: async (one, now) => {
          await store.put(one, now);
          controller.abort();
        },
      }),
    });
    expect(await mpp.send({}, { signal: controller.signal })).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(mpp.phone.messages).toHaveLength(0);
    expect(store.size).toBe(0);
    expect(mpp.limit.counted).toBe(0);
  });

  it('gives the channel up when the deadline passes', async () => {
    const controller = new AbortController();
    const mpp = createTestMpp();
    mpp.phone.answer = () => {
      controller.abort();
      return never;
    };
    expect(await mpp.send({}, { signal: controller.signal })).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(mpp.phone.signals[0]?.aborted).toBe(true);
    expect(mpp.events).toMatchObject([{ kind: 'unknown', reason: 'aborted' }]);
  });
});
