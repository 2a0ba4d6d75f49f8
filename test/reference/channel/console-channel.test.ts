import { describe, expect, it } from 'vitest';
import { maskAddress } from '../../../server/reference/channel/console-channel.js';
import { ConsoleChannel, type OtpMessage, SandboxChannel } from '@sendotp-contract/reference';
import { RecordingChannel } from '../test-mpp.js';

const message: OtpMessage = {
  verifyType: 'MOBILE',
  address: '+12025550142',
  code: '004217',
  validForMs: 300_000,
  verifyRequestId: '0123456789abcdef0123456789abcdef',
  locale: undefined,
};
const options = { signal: new AbortController().signal };

describe('console channel', () => {
  it('shows what a person needs, in one piece, with the address masked', async () => {
    const written: string[] = [];
    const channel = new ConsoleChannel((text) => written.push(text));
    expect(await channel.send(message)).toEqual({ outcome: 'accepted' });
    expect(written).toEqual([
      `
  OTP              004217
  to               +1********42 (MOBILE)
  valid for        5 minutes
  verifyRequestId  0123456789abcdef0123456789abcdef

`,
    ]);
  });

  it.each([
    [60_000, '1 minute'],
    [300_000, '5 minutes'],
    [90_000, '90 seconds'],
    [1_000, '1 second'],
  ])('says %d ms as %s', async (validForMs, text) => {
    let written = '';
    const channel = new ConsoleChannel((shown) => {
      written = shown;
    });
    await channel.send({ ...message, validForMs });
    expect(written).toContain(`valid for        ${text}\n`);
  });

  it('rejects when it cannot write: the OTP was not shown', async () => {
    const failure = new Error('EPIPE');
    const channel = new ConsoleChannel(() => {
      throw failure;
    });
    await expect(channel.send(message)).rejects.toBe(failure);
  });

  it.each([
    ['+12025550142', '+1********42'],
    ['5550142', '*******'],
    ['', ''],
    ['alice.liddell@example.com', 'a***@example.com'],
    ['a@example.com', 'a***@example.com'],
    ['"a@b"@example.com', '"***@example.com'],
    ['😀smile@example.com', '😀***@example.com'],
  ])('masks %s as %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });
});

describe('sandbox channel', () => {
  const refused = new Set(['+12025550113']);
  const unanswered = new Set(['+12025550117']);

  it('passes on what it has nothing to say to', async () => {
    const channel = new RecordingChannel();
    expect(await new SandboxChannel({ channel, refused, unanswered }).send(message, options)).toEqual({
      outcome: 'accepted',
    });
    expect(channel.messages).toEqual([message]);
  });

  it('RC-13: refuses some addresses for good, unseen by the channel behind', async () => {
    const channel = new RecordingChannel();
    const sandboxChannel = new SandboxChannel({ channel, refused, unanswered });
    expect(await sandboxChannel.send({ ...message, address: '+12025550113' }, options)).toEqual({
      outcome: 'refused',
      reason: 'no-such-address',
    });
    expect(channel.messages).toEqual([]);
  });

  it('RC-17: never answers for others, until nobody waits any more', async () => {
    const channel = new RecordingChannel();
    const sandboxChannel = new SandboxChannel({ channel, refused, unanswered });
    const controller = new AbortController();
    let ended = false;
    const sending = sandboxChannel
      .send({ ...message, address: '+12025550117' }, { signal: controller.signal })
      .finally(() => {
        ended = true;
      });
    const rejected = expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toBe(false);
    controller.abort();
    await rejected;
    expect(channel.messages).toEqual([]);
  });

  it('RC-17: waits for nothing where nobody waits any more from the beginning', async () => {
    const sandboxChannel = new SandboxChannel({ channel: new RecordingChannel(), refused, unanswered });
    const toSilence = { ...message, address: '+12025550117' };
    await expect(sandboxChannel.send(toSilence, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
