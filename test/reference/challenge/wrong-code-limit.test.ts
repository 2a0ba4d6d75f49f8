import { describe, expect, it } from 'vitest';
import { failed } from '@sendotp-contract/server';
import { MemoryWrongCodeLimit, RedisWrongCodeLimit, type WrongCodeLimit } from '@sendotp-contract/reference';
import { newUser } from '../limit/sending-limit-rules.js';
import { hashSecret } from '../redis/connected.js';
import { hasRedisServer } from '../redis/redis-server.js';
import { sharedRedis } from '../redis/shared-redis.js';
import { alice, createTestMpp, wrongCode } from '../test-mpp.js';
import { wrongCodeModel } from './wrong-code-model.js';

function wrongCodeRules(name: string, create: (limit?: number) => WrongCodeLimit): void {
  describe(`${name} keeps the rules of a limit of wrong codes`, () => {
    wrongCodeModel(create, 60);

    it('NIST SP 800-63B-4: allows 100 in a row at most, and blocks until the user is released', async () => {
      const limit = create();
      const user = newUser();
      for (let code = 1; code < 100; code += 1) expect(await limit.count(user)).toBe('allowed');
      expect(await limit.isBlocked(user)).toBe(false);
      expect(await limit.count(user)).toBe('last');
      expect(await limit.isBlocked(user)).toBe(true);
      for (let code = 0; code < 5; code += 1) expect(await limit.count(user)).toBe('blocked');
      expect(await limit.isBlocked(newUser())).toBe(false);
      await limit.reset(user);
      expect(await limit.isBlocked(user)).toBe(false);
      expect(await limit.count(user)).toBe('allowed');
    });

    it('lets through exactly the limit, however many come at once', async () => {
      const limit = create(7);
      const user = newUser();
      const standings = await Promise.all(Array.from({ length: 50 }, () => limit.count(user)));
      expect(standings.filter((standing) => standing !== 'blocked')).toHaveLength(7);
    });

    it('a limit above 100 is refused', () => {
      for (const limit of [0, 101, 1.5]) expect(() => create(limit)).toThrow(RangeError);
    });

    it('RC-15: an MPP sends no OTP to a blocked user, whatever the verifyType, until the user is released', async () => {
      const mpp = createTestMpp({ wrongCodes: create(4), otp: { tries: 3 } });
      const wrongOnce = async (verifyType: 'MOBILE' | 'EMAIL') => {
        const { verifyRequestId, code } = await mpp.sendAndReceive({ verifyType });
        const check = { verifyRequestId, accessToken: 'token-alice' };
        return { ...check, right: code, outcome: await mpp.checkOtp({ ...check, otpCode: wrongCode(code) }) };
      };
      await mpp.releaseUser(alice.id);
      await wrongOnce('MOBILE');
      // A right code begins anew.
      const { right, outcome, ...check } = await wrongOnce('EMAIL');
      expect(outcome).toMatchObject({ outcome: 'wrong' });
      expect(await mpp.checkOtp({ ...check, otpCode: right })).toEqual({ outcome: 'correct' });
      const open = await mpp.sendAndReceive();
      await wrongOnce('EMAIL');
      await wrongOnce('EMAIL');
      await wrongOnce('EMAIL');
      expect(mpp.events).not.toContainEqual({ kind: 'user-blocked' });
      await wrongOnce('EMAIL');
      expect(mpp.events.filter(({ kind }) => kind === 'user-blocked')).toHaveLength(1);
      expect(await mpp.send()).toEqual(failed('USER_STATUS_ABNORMAL'));
      expect(await mpp.send({ verifyType: 'EMAIL' })).toEqual(failed('USER_STATUS_ABNORMAL'));
      // Not even the right code of an OTP that is still open is compared.
      const { verifyRequestId, code: otpCode } = open;
      expect(await mpp.checkOtp({ verifyRequestId, accessToken: 'token-alice', otpCode })).toEqual({
        outcome: 'blocked',
      });
      await mpp.releaseUser(alice.id);
      expect(await mpp.send()).toMatchObject({ resultCode: 'SUCCESS' });
      // Once at the beginning.
      expect(mpp.events.filter(({ kind }) => kind === 'user-released')).toHaveLength(2);
    });
  });
}

wrongCodeRules(
  'a MemoryWrongCodeLimit',
  (limit) => new MemoryWrongCodeLimit(limit === undefined ? {} : { limit }),
);

describe.runIf(hasRedisServer)('in a real Redis', () => {
  const shared = sharedRedis();
  wrongCodeRules(
    'a RedisWrongCodeLimit',
    (limit) =>
      new RedisWrongCodeLimit({ redis: shared.redis, hashSecret, ...(limit === undefined ? {} : { limit }) }),
  );

  it('what a blocked user enters is not counted on: at a higher limit the user is no longer blocked', async () => {
    const [low, high] = [2, 4].map(
      (limit) => new RedisWrongCodeLimit({ redis: shared.redis, hashSecret, limit }),
    );
    const user = newUser();
    for (let code = 0; code < 10; code += 1) await low?.count(user);
    expect(await low?.isBlocked(user)).toBe(true);
    expect(await high?.isBlocked(user)).toBe(false);
  });
});
