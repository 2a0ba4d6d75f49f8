import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { alice, createTestMpp, type TestMpp, wrongCode } from './test-mpp.js';

/** Everything an event may be turned into before it lands in a log. */
function shown(value: unknown): string {
  return `${inspect(value, { depth: 9, showHidden: true })}\n${JSON.stringify(value)}`;
}

/** What must be in no event: of each message its code and address, and of each request its token. */
function secrets({ phone, mail }: TestMpp): string[] {
  const sentOnes = [...phone.messages, ...mail.messages];
  const fixed = ['token-alice', alice.phone ?? '', '2025550142', alice.email ?? '', 'liddell', alice.id];
  return [...fixed, ...sentOnes.map(({ code }) => code)];
}

function quoting({ address, code }: { address: string; code: string }): Error {
  const text = `cannot reach ${address}\n    at ${address} (token-alice)\n with ${code}`;
  return Object.assign(new Error(text, { cause: new Error(address) }), { recipient: address });
}

describe('personal data', () => {
  it('is in no event, whatever becomes of the sending', async () => {
    // Ten digits, so that no line number or id happens to hold the code.
    const mpp = createTestMpp({ otp: { length: 10 }, channelTimeoutMs: 10 });
    for (const verifyType of operations.sendOTP.parameters.verifyType.values) {
      const channel = { MOBILE: mpp.phone, EMAIL: mpp.mail }[verifyType];
      const { verifyRequestId, code } = await mpp.sendAndReceive({ verifyType });
      const check = { verifyRequestId, accessToken: 'token-alice' };
      await mpp.checkOtp({ ...check, otpCode: wrongCode(code) });
      await mpp.checkOtp({ ...check, otpCode: code });
      await mpp.checkOtp({ ...check, otpCode: code });
      // A caller that mixes up the fields: what it sends as an id may be anything.
      await mpp.checkOtp({ verifyRequestId: alice.phone ?? '', accessToken: 'token-alice', otpCode: code });
      channel.answer = (message) => Promise.reject(quoting(message));
      await mpp.send({ verifyType });
      channel.answer = ({ address }) => Promise.resolve({ outcome: 'refused', reason: address as never });
      await mpp.send({ verifyType });
      channel.answer = () => new Promise(() => undefined);
      await mpp.send({ verifyType });
    }
    expect(new Set(mpp.events.map(({ kind }) => kind))).toEqual(
      new Set(['sent', 'checked', 'unknown', 'not-sent']),
    );
    const text = shown(mpp.events);
    for (const secret of secrets(mpp)) expect(text).not.toContain(secret);
  });

  it('is in no event when a store or a limit quotes it', async () => {
    const failure = quoting({ address: alice.phone ?? '', code: '0123456789' });
    const mpp = createTestMpp({
      challenges: {
        put: () => Promise.reject(failure),
        takeTry: () => Promise.reject(failure),
        use: () => Promise.reject(failure),
        discard: () => Promise.reject(failure),
      },
      sendingLimit: {
        reserve: () => Promise.resolve({ outcome: 'allowed', release: () => Promise.reject(failure) }),
      },
    });
    await mpp.send();
    expect(mpp.events.map(({ kind }) => kind)).toEqual(['undo-failed', 'not-sent']);
    const text = shown(mpp.events);
    for (const secret of [...secrets(mpp), '0123456789']) expect(text).not.toContain(secret);
  });

  it('is not in the store: neither code, nor address, nor token', async () => {
    const kept: unknown[] = [];
    const mpp = createTestMpp({
      otp: { length: 10 },
      challenges: {
        put: (challenge) => {
          kept.push(challenge);
          return Promise.resolve();
        },
        takeTry: () => Promise.resolve({ state: 'unknown' }),
        use: () => Promise.resolve('unknown'),
        discard: () => Promise.resolve(),
      },
    });
    for (let n = 0; n < 50; n += 1) {
      const { code, address } = await mpp.sendAndReceive();
      const text = shown(kept.at(-1));
      for (const secret of [code, address, 'token-alice']) expect(text).not.toContain(secret);
    }
  });

  it('is in no outcome', async () => {
    const mpp = createTestMpp({ otp: { length: 10 } });
    const outcome = await mpp.send();
    for (const secret of secrets(mpp)) expect(shown(outcome)).not.toContain(secret);
  });
});
