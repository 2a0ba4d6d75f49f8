import { describe, expect, it, vi } from 'vitest';
import { failed, isOutcome, unknown } from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';
import type { Directory } from '@sendotp-contract/reference';
import { alice, CountingLimit, createTestMpp, directory } from './test-mpp.js';

describe('sendOtp', () => {
  it('RES-2: answers S once the OTP is stored and handed over', async () => {
    const mpp = createTestMpp();
    const outcome = await mpp.send();
    expect(outcome).toMatchObject({ resultStatus: 'S', resultCode: 'SUCCESS' });
    expect(isOutcome(operations.sendOTP, outcome)).toBe(true);
    expect(mpp.phone.messages).toHaveLength(1);
    expect(mpp.challenges.size).toBe(1);
    expect(mpp.limit.counted).toBe(1);
  });

  it('RES-5: the verifyRequestId is 32 characters, and another each time', async () => {
    const mpp = createTestMpp();
    const ids = new Set<string>();
    for (let n = 0; n < 1_000; n += 1) ids.add((await mpp.sendAndReceive()).verifyRequestId);
    expect(ids.size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('RES-5: an id that comes a second time is not sent under, and the first stays good', async () => {
    const mpp = createTestMpp({ randomId: () => 'always the same' });
    const { verifyRequestId, code } = await mpp.sendAndReceive();
    expect(await mpp.send({ accessToken: 'token-bob' })).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(mpp.phone.messages).toHaveLength(1);
    expect(await mpp.checkOtp({ verifyRequestId, accessToken: 'token-alice', otpCode: code })).toEqual({
      outcome: 'correct',
    });
  });

  const { maxLength } = operations.sendOTP.successFields.verifyRequestId;
  it.each(['', 'x'.repeat(maxLength + 1)])(
    'RES-5: an id that the contract does not allow sends nothing (%#)',
    async (id) => {
      const mpp = createTestMpp({ randomId: () => id });
      expect(await mpp.send()).toEqual(unknown('UNKNOWN_EXCEPTION'));
      expect(mpp.phone.messages).toHaveLength(0);
      expect(mpp.challenges.size).toBe(0);
      expect(mpp.limit.counted).toBe(0);
    },
  );

  it("RES-7: MOBILE goes to the user's phone, EMAIL to the user's e-mail address", async () => {
    const mpp = createTestMpp();
    const phone = await mpp.sendAndReceive({ verifyType: 'MOBILE' });
    const mail = await mpp.sendAndReceive({ verifyType: 'EMAIL' });
    expect(phone).toMatchObject({
      verifyType: 'MOBILE',
      address: alice.phone,
      locale: 'en-SG',
      validForMs: 300_000,
    });
    expect(mail).toMatchObject({ verifyType: 'EMAIL', address: alice.email });
    expect(mpp.phone.messages).toEqual([phone]);
    expect(mpp.mail.messages).toEqual([mail]);
  });

  it('sends an OTP of 6 digits, or of as many as are asked for', async () => {
    expect((await createTestMpp().sendAndReceive()).code).toMatch(/^\d{6}$/);
    expect((await createTestMpp({ otp: { length: 4 } }).sendAndReceive()).code).toMatch(/^\d{4}$/);
    const fixed = createTestMpp({ otp: { length: 10, random: () => 42 } });
    expect((await fixed.sendAndReceive()).code).toBe('0000000042');
  });

  it.each([
    ['RC-2', { acquirerId: 'OTHER' }, 'ACCESS_DENIED'],
    ['RC-2', { pspId: 'OTHER' }, 'ACCESS_DENIED'],
    ['RC-6', { accessToken: 'never-given-out' }, 'INVALID_TOKEN'],
    ['RC-6', { accessToken: 'token-alice-cancelled' }, 'INVALID_TOKEN'],
    ['RC-3', { accessToken: 'token-alice-expired' }, 'EXPIRED_ACCESS_TOKEN'],
    ['RC-14', { accessToken: 'token-departed' }, 'USER_NOT_EXIST'],
    ['RC-15', { accessToken: 'token-frozen' }, 'USER_STATUS_ABNORMAL'],
    ['RC-15', { accessToken: 'token-closed' }, 'USER_STATUS_ABNORMAL'],
    ['RC-13', { accessToken: 'token-phone-only', verifyType: 'EMAIL' }, 'PROCESS_FAIL'],
    ['RC-13', { accessToken: 'token-email-only', verifyType: 'MOBILE' }, 'PROCESS_FAIL'],
  ] as const)('%s: %o is %s, and leaves no trace', async (_, request, resultCode) => {
    const mpp = createTestMpp();
    expect(await mpp.send(request)).toEqual(failed(resultCode));
    expect(mpp.phone.messages.length + mpp.mail.messages.length).toBe(0);
    expect(mpp.challenges.size).toBe(0);
    expect(mpp.limit.counted).toBe(0);
  });

  it('RC-2: a caller that is not agreed is denied', async () => {
    expect(await createTestMpp().send({}, { clientId: 'OTHER' })).toEqual(failed('ACCESS_DENIED'));
  });

  it('RC-11: a user at the sending limit is sent nothing', async () => {
    const limit = new CountingLimit(2);
    const mpp = createTestMpp({ sendingLimit: limit });
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => mpp.send()));
    expect(outcomes.filter(({ resultStatus }) => resultStatus === 'S')).toHaveLength(2);
    expect(outcomes.filter(({ resultCode }) => resultCode === 'OTP_SEND_TIMES_EXCEED_LIMIT')).toHaveLength(8);
    expect(mpp.phone.messages).toHaveLength(2);
  });

  it('RC-11: the limit comes before the address: a limited user without one is limited', async () => {
    const mpp = createTestMpp({ sendingLimit: new CountingLimit(0) });
    const request = { accessToken: 'token-phone-only', verifyType: 'EMAIL' } as const;
    expect(await mpp.send(request)).toEqual(failed('OTP_SEND_TIMES_EXCEED_LIMIT'));
  });

  it('RC-2: reads neither token nor user nor limit of a caller who may not act', async () => {
    const read: string[] = [];
    const watching: Directory = {
      mayAct: (...args) => directory.mayAct(...args),
      findToken: (...args) => {
        read.push('token');
        return directory.findToken(...args);
      },
      findUser: (id) => {
        read.push('user');
        return directory.findUser(id);
      },
    };
    const sendingLimit = {
      reserve: () => {
        read.push('limit');
        return Promise.resolve({ outcome: 'limited' } as const);
      },
    };
    const mpp = createTestMpp({ directory: watching, sendingLimit });
    await mpp.send({ pspId: 'OTHER' });
    expect(read).toEqual([]);
    await mpp.send({ accessToken: 'token-alice-expired' });
    expect(read).toEqual(['token']);
    await mpp.send({ accessToken: 'token-frozen' });
    expect(read).toEqual(['token', 'token', 'user']);
    await mpp.send();
    expect(read).toEqual(['token', 'token', 'user', 'token', 'user', 'limit']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new RangeError('log is full');
      },
    ],
    ['rejects', () => Promise.reject(new RangeError('log is full'))],
  ])('RES-10: an OTP that was sent stays S when the record of it %s', async (_, onEvent) => {
    const lines: string[] = [];
    const write = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    const mpp = createTestMpp({ onEvent });
    await expect(mpp.sendAndReceive()).resolves.toBeDefined();
    write.mockRestore();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'error', stage: 'onEvent', kind: 'sent', name: 'RangeError' },
    ]);
  });

  it.each([0, -1, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a channelTimeoutMs of %d',
    (channelTimeoutMs) => {
      expect(() => createTestMpp({ channelTimeoutMs })).toThrow(/^channelTimeoutMs/);
    },
  );
});
