import { describe, expectTypeOf, it } from 'vitest';
import type * as message from '@sendotp-contract/message';

describe('message', () => {
  it('hands out no any', () => {
    expectTypeOf<ReturnType<typeof message.contentToBeSigned>>().not.toBeAny();
    expectTypeOf<Awaited<ReturnType<typeof message.importPrivateKey>>>().toExtend<CryptoKey>();
    expectTypeOf<CryptoKey>().toExtend<message.RsaKey>();
    expectTypeOf<ReturnType<typeof message.parseMessageTime>>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Awaited<ReturnType<typeof message.signContent>>>().toEqualTypeOf<string>();
  });

  it('a reading and a verification narrow on ok', () => {
    const reading = {} as message.SignatureHeaderReading;
    if (reading.ok) expectTypeOf(reading.header.keyVersion).toEqualTypeOf<string | undefined>();
    else expectTypeOf(reading.fault).toEqualTypeOf<'missing' | 'malformed' | 'algorithm'>();
    const verification = {} as message.Verification;
    if (verification.ok) expectTypeOf(verification.keyVersion).toEqualTypeOf<string>();
    else
      expectTypeOf(verification.fault).toEqualTypeOf<
        'missing' | 'malformed' | 'algorithm' | 'key-not-found' | 'mismatch'
      >();
    // @ts-expect-error -- not before it is known to have failed
    expectTypeOf(verification.detail);
  });
});
