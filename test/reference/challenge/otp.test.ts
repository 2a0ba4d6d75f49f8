import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReferenceMpp } from '@sendotp-contract/reference';
import { makeOtp, OtpHasher } from '../../../server/reference/challenge/otp.js';
import { createTestMpp, directory } from '../test-mpp.js';

const secret = 'a secret of at least thirty-two bytes';
const hasher = new OtpHasher(secret);
const otpCode = fc.stringMatching(/^\d{6,10}$/);
const requestId = fc.stringMatching(/^[0-9a-f]{32}$/);

describe('OTP', () => {
  it.each([4, 5, 6, 7, 8, 9, 10])('of %i digits has just that many', (length) => {
    for (let n = 0; n < 200; n += 1) expect(makeOtp(length)).toMatch(new RegExp(`^\\d{${length}}$`));
  });

  it('keeps its leading zeros', () => {
    expect(makeOtp(6, () => 0)).toBe('000000');
    expect(makeOtp(6, () => 4_217)).toBe('004217');
    expect(makeOtp(10, (limit) => limit - 1)).toBe('9999999999');
  });

  it('asks the random source for the whole range at once, so that no modulo can favour a digit', () => {
    const limits: number[] = [];
    makeOtp(6, (limit) => {
      limits.push(limit);
      return 0;
    });
    expect(limits).toEqual([1_000_000]);
  });

  it('has every digit at every place about as often as every other', () => {
    const draws = 60_000;
    const counts = Array.from({ length: 6 }, () => new Array<number>(10).fill(0));
    for (let n = 0; n < draws; n += 1) {
      Array.from(makeOtp(6)).forEach((digit, place) => {
        const row = counts[place] ?? [];
        row[Number(digit)] = (row[Number(digit)] ?? 0) + 1;
      });
    }
    for (const row of counts) {
      const expected = draws / 10;
      const chiSquare = row.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      // 9 degrees of freedom: a fair source exceeds 50 once in ten million times.
      expect(chiSquare).toBeLessThan(50);
    }
  });

  it('seldom comes twice', () => {
    const codes = new Set(Array.from({ length: 1_000 }, () => makeOtp(10)));
    expect(codes.size).toBe(1_000);
  });

  it.each([3, 11, 0, -6, 6.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'of %d digits is refused at the start',
    (length) => {
      expect(() => createTestMpp({ otp: { length } })).toThrow(
        /^otp\.length must be a whole number from 4 to 10/,
      );
    },
  );

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'valid for %d ms is refused at the start',
    (ttlMs) => {
      expect(() => createTestMpp({ otp: { ttlMs } })).toThrow(/^otp\.ttlMs/);
    },
  );

  it.each([0, -1, 2.5, Number.NaN])('with %d tries is refused at the start', (tries) => {
    expect(() => createTestMpp({ otp: { tries } })).toThrow(/^otp\.tries/);
  });
});

describe('OTP hash', () => {
  it('matches its own code and id, and no other', () => {
    fc.assert(
      fc.property(otpCode, otpCode, requestId, requestId, (code, other, id, otherId) => {
        const hash = hasher.hash(id, code);
        expect(hasher.matches(id, code, hash)).toBe(true);
        expect(hasher.matches(id, other, hash)).toBe(other === code);
        expect(hasher.matches(otherId, code, hash)).toBe(otherId === id);
      }),
    );
  });

  it('never equals or contains the code, nor does it when read as hex or as text', () => {
    fc.assert(
      fc.property(otpCode, requestId, (code, id) => {
        const hash = hasher.hash(id, code);
        expect(hash).toMatch(/^[\w-]{43}$/);
        expect(hash).not.toContain(code);
        expect(Buffer.from(hash, 'base64url').toString('latin1')).not.toContain(code);
      }),
    );
  });

  it('is another under another secret', () => {
    const other = new OtpHasher('another secret of at least thirty-two bytes');
    expect(other.matches('id', '123456', hasher.hash('id', '123456'))).toBe(false);
    expect(new OtpHasher(Buffer.from(secret)).matches('id', '123456', hasher.hash('id', '123456'))).toBe(
      true,
    );
  });

  it('is HMAC-SHA-256, as a second implementation in another language would write it', () => {
    // printf 'id\0%s' 123456 | openssl dgst -sha256 -hmac 'a secret of at least thirty-two bytes' -binary | base64
    expect(hasher.hash('id', '123456')).toBe('UQQFbl4bbQQfauhRqRIuOj1mozAW5xwTeZxD4oqI39E');
  });

  it.each(['', ' 123456', '123456 ', '0123456', '12345', '１２３４５６', '123456\0', 'x'.repeat(100_000)])(
    'does not match a code that is only like it (%#)',
    (code) => {
      expect(hasher.matches('id', code, hasher.hash('id', '123456'))).toBe(false);
    },
  );

  it.each(['', 'AAAA', 'not base64!', hasher.hash('id', '123456').slice(1)])(
    'that a store has damaged is no match, and no error (%#)',
    (damaged) => {
      expect(hasher.matches('id', '123456', damaged)).toBe(false);
    },
  );

  it('needs a secret of 32 bytes, and says so without quoting it', () => {
    const tooShort = 'é'.repeat(15) + 'x';
    expect(() => new OtpHasher(tooShort)).toThrow(/^hashSecret must have 32 bytes or more, not 31/);
    expect(() => new OtpHasher(tooShort)).not.toThrow(/é/);
    expect(() => new OtpHasher('é'.repeat(16))).not.toThrow();
    expect(() => new OtpHasher(new Uint8Array(31))).toThrow(RangeError);
    const { challenges, phone, limit } = createTestMpp();
    const parts = { directory, challenges, channels: { MOBILE: phone, EMAIL: phone }, sendingLimit: limit };
    expect(() => createReferenceMpp({ ...parts, hashSecret: 'short' })).toThrow(RangeError);
  });

  it('does not show its secret when it is logged', async () => {
    const { inspect } = await import('node:util');
    expect(inspect(hasher, { depth: 9, showHidden: true })).not.toContain('thirty-two');
    expect(JSON.stringify(hasher)).not.toContain('thirty-two');
  });
});
