import { describe, expect, it, vi } from 'vitest';
import { MemoryChallengeStore, MemoryWrongCodeLimit } from '@sendotp-contract/reference';
import { noPumpingLimit } from '../../../server/reference/pumping/pumping-limit.js';
import { createTestMpp, storeWith, wrongCode } from '../test-mpp.js';

const accessToken = 'token-alice';

describe('checkOtp', () => {
  it('finds the code correct once, and used after that', async () => {
    const mpp = createTestMpp();
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    const check = () => mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code });
    expect(await check()).toEqual({ outcome: 'correct' });
    expect(await check()).toEqual({ outcome: 'used' });
    expect(await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: wrongCode(code) })).toEqual({
      outcome: 'used',
    });
  });

  it('counts wrong codes down, and after the fifth knows not even the right one', async () => {
    const mpp = createTestMpp();
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    const check = (otpCode: string) => mpp.checkOtp({ verifyRequestId, accessToken, otpCode });
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await check(wrongCode(code))).toEqual({ outcome: 'wrong', triesLeft });
    }
    expect(await check(code)).toEqual({ outcome: 'used' });
  });

  it('accepts the right code with the last try', async () => {
    const mpp = createTestMpp({ otp: { tries: 2 } });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: wrongCode(code) });
    expect(await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code })).toEqual({
      outcome: 'correct',
    });
  });

  it('is correct to exactly one of fifty who check the right code at once', async () => {
    const mpp = createTestMpp({ otp: { tries: 100 } });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code })),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'correct')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'used')).toHaveLength(49);
  });

  it('gives fifty wrong guesses at once the five tries there are, each counted once', async () => {
    const mpp = createTestMpp();
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () =>
        mpp.checkOtp({ verifyRequestId, accessToken, otpCode: wrongCode(code) }),
      ),
    );
    const left = outcomes.flatMap((outcome) => (outcome.outcome === 'wrong' ? [outcome.triesLeft] : []));
    expect(left.sort()).toEqual([0, 1, 2, 3, 4]);
    expect(outcomes.filter(({ outcome }) => outcome === 'used')).toHaveLength(45);
  });

  it('takes the try before it compares: guesses that all wait for the store get no extra one', async () => {
    const store = new MemoryChallengeStore();
    const order: string[] = [];
    const mpp = createTestMpp({
      challenges: storeWith(store, {
        takeTry: (...args) => {
          order.push('try');
          return store.takeTry(...args);
        },
        use: (...args) => {
          order.push('use');
          return store.use(...args);
        },
      }),
    });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: wrongCode(code) });
    await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code });
    expect(order).toEqual(['try', 'try', 'use']);
  });

  it('expires after five minutes, to the millisecond', async () => {
    const mpp = createTestMpp();
    const early = await mpp.sendAndReceive();
    const late = await mpp.sendAndReceive({ accessToken: 'token-bob' });
    mpp.pass(299_999);
    expect(
      await mpp.checkOtp({ verifyRequestId: early.verifyRequestId, accessToken, otpCode: early.code }),
    ).toEqual({ outcome: 'correct' });
    mpp.pass(1);
    expect(
      await mpp.checkOtp({
        verifyRequestId: late.verifyRequestId,
        accessToken: 'token-bob',
        otpCode: late.code,
      }),
    ).toEqual({ outcome: 'expired' });
  });

  it('does not accept what expires between the comparison and the use', async () => {
    const store = new MemoryChallengeStore();
    const mpp = createTestMpp({
      challenges: storeWith(store, {
        takeTry: async (...args) => {
          const taken = await store.takeTry(...args);
          mpp.pass(300_000);
          return taken;
        },
      }),
    });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    expect(await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code })).toEqual({
      outcome: 'expired',
    });
  });

  it("belongs to its user: another's token neither opens it nor takes a try", async () => {
    const mpp = createTestMpp();
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    for (const otpCode of [code, code, code, code, code, wrongCode(code)]) {
      expect(await mpp.checkOtp({ verifyRequestId, accessToken: 'token-bob', otpCode })).toEqual({
        outcome: 'unknown',
      });
    }
    expect(await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: wrongCode(code) })).toEqual({
      outcome: 'wrong',
      triesLeft: 4,
    });
    expect(await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code })).toEqual({
      outcome: 'correct',
    });
  });

  it('belongs to its user, not to the token it was sent for', async () => {
    const mpp = createTestMpp();
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    expect(await mpp.checkOtp({ verifyRequestId, accessToken: 'token-alice-2', otpCode: code })).toEqual({
      outcome: 'correct',
    });
  });

  it.each([
    'never-given-out',
    'token-alice-cancelled',
    'token-alice-expired',
    'token-frozen',
    'token-departed',
  ])('is unknown to %s, which takes no try either', async (token) => {
    const mpp = createTestMpp({ otp: { tries: 1 } });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    expect(await mpp.checkOtp({ verifyRequestId, accessToken: token, otpCode: code })).toEqual({
      outcome: 'unknown',
    });
    expect(await mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code })).toEqual({
      outcome: 'correct',
    });
  });

  it.each(['', '__proto__', 'x'.repeat(10_000)])(
    'is unknown for a verifyRequestId that never was (%#)',
    async (id) => {
      const mpp = createTestMpp();
      await mpp.sendAndReceive();
      expect(await mpp.checkOtp({ verifyRequestId: id, accessToken, otpCode: '123456' })).toEqual({
        outcome: 'unknown',
      });
    },
  );

  it('finds an older OTP worthless once a newer one was sent for the same verifyType', async () => {
    const mpp = createTestMpp();
    const older = await mpp.sendAndReceive();
    const mail = await mpp.sendAndReceive({ verifyType: 'EMAIL' });
    const newer = await mpp.sendAndReceive({ accessToken: 'token-alice-2' });
    const check = (message: typeof older) =>
      mpp.checkOtp({ verifyRequestId: message.verifyRequestId, accessToken, otpCode: message.code });
    expect(await check(older)).toEqual({ outcome: 'unknown' });
    expect(await check(mail)).toEqual({ outcome: 'correct' });
    expect(await check(newer)).toEqual({ outcome: 'correct' });
  });

  it("does not accept one OTP's code for another's verifyRequestId", async () => {
    let drawn = 0;
    const mpp = createTestMpp({ otp: { random: () => (drawn += 1) } });
    const phone = await mpp.sendAndReceive();
    const mail = await mpp.sendAndReceive({ verifyType: 'EMAIL' });
    expect(
      await mpp.checkOtp({ verifyRequestId: phone.verifyRequestId, accessToken, otpCode: mail.code }),
    ).toMatchObject({ outcome: 'wrong' });
  });

  it('rejects when the store fails, rather than calling a code wrong', async () => {
    const failure = new Error('store is down');
    const store = new MemoryChallengeStore();
    const mpp = createTestMpp({
      challenges: storeWith(store, {
        takeTry: () => Promise.reject(failure),
      }),
    });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    await expect(mpp.checkOtp({ verifyRequestId, accessToken, otpCode: code })).rejects.toBe(failure);
  });

  it('rejects when the wrong codes before it cannot be forgotten, and the code stays good', async () => {
    const failure = new Error('store is down');
    const wrongCodes = new MemoryWrongCodeLimit();
    const reset = vi.spyOn(wrongCodes, 'reset').mockRejectedValueOnce(failure);
    const mpp = createTestMpp({ wrongCodes });
    const { verifyRequestId, code: otpCode } = await mpp.sendAndReceive();
    const check = { verifyRequestId, accessToken, otpCode };
    await expect(mpp.checkOtp(check)).rejects.toBe(failure);
    expect(await mpp.checkOtp(check)).toEqual({ outcome: 'correct' });
    expect(reset).toHaveBeenCalledTimes(2);
  });

  it('is correct also when the limits against SMS pumping cannot count the answer', async () => {
    const mpp = createTestMpp({
      pumping: { ...noPumpingLimit, answered: () => Promise.reject(new Error('store is down')) },
    });
    const { verifyRequestId, code: otpCode } = await mpp.sendAndReceive();
    expect(await mpp.checkOtp({ verifyRequestId, accessToken, otpCode })).toEqual({ outcome: 'correct' });
  });
});
