import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { deliverInTime } from '../../../server/reference/channel/delivery-in-time.js';
import { ChannelError, type OtpMessage } from '@sendotp-contract/reference';
import { RecordingChannel } from '../test-mpp.js';

const message: OtpMessage = {
  verifyType: 'MOBILE',
  address: '+12025550142',
  code: '123456',
  validForMs: 300_000,
  verifyRequestId: 'id',
  locale: undefined,
};
const signal = () => new AbortController().signal;

describe('delivery in time', () => {
  it('passes on what the channel answers', async () => {
    const channel = new RecordingChannel();
    expect(await deliverInTime(channel, message, { signal: signal(), timeoutMs: 1_000 })).toEqual({
      outcome: 'accepted',
    });
    channel.answer = () => Promise.resolve({ outcome: 'refused', reason: 'no-such-address' });
    expect(await deliverInTime(channel, message, { signal: signal(), timeoutMs: 1_000 })).toEqual({
      outcome: 'refused',
      reason: 'no-such-address',
    });
  });

  it('takes a reason it does not know for other: a gateway may have quoted the address', async () => {
    const channel = new RecordingChannel();
    channel.answer = () =>
      Promise.resolve({ outcome: 'refused', reason: 'bad number +12025550142' as never });
    expect(await deliverInTime(channel, message, { signal: signal(), timeoutMs: 1_000 })).toEqual({
      outcome: 'refused',
      reason: 'other',
    });
  });

  it.each([[undefined], [{}], [{ outcome: 'sent' }], ['accepted']])(
    'RC-17: does not take %o for an answer, and says so',
    async (answer) => {
      const channel = new RecordingChannel();
      channel.answer = () => Promise.resolve(answer as never);
      const delivery = await deliverInTime(channel, message, { signal: signal(), timeoutMs: 1_000 });
      expect(delivery).toEqual({
        ...{ outcome: 'unknown', reason: 'channel-failed' },
        error: new TypeError('a channel returned neither accepted nor refused'),
      });
    },
  );

  it('RC-16: what is certainly not sent is told apart from what may have been sent', async () => {
    const channel = new RecordingChannel();
    for (const [error, outcome] of [
      [new ChannelError('REFUSED_FOR_NOW', 'full'), 'not-sent'],
      [new ChannelError('CONNECTION_FAILED', 'refused'), 'not-sent'],
      [new ChannelError('TLS_FAILED', 'a broken record', false), 'unknown'],
      [new ChannelError('CONNECTION_LOST', 'lost'), 'unknown'],
      [new ChannelError('NO_ANSWER', 'silence'), 'unknown'],
      [new ChannelError('UNCLEAR_ANSWER', '500'), 'unknown'],
      [new Error('ECONNREFUSED'), 'unknown'],
    ] as const) {
      channel.answer = () => Promise.reject(error);
      expect(await deliverInTime(channel, message, { signal: signal(), timeoutMs: 1_000 })).toMatchObject({
        outcome,
      });
    }
  });

  it('calls silence no-answer even when the channel then rejects because it was aborted', async () => {
    const channel = new RecordingChannel();
    channel.answer = (_, aborted) =>
      new Promise((_, reject) => {
        aborted.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    expect(await deliverInTime(channel, message, { signal: signal(), timeoutMs: 10 })).toEqual({
      outcome: 'unknown',
      reason: 'no-answer',
    });
  });

  it('waits for nothing once the time is up before it begins', async () => {
    const channel = new RecordingChannel();
    channel.answer = () => new Promise(() => undefined);
    const timing = { signal: AbortSignal.abort(), timeoutMs: 60_000 };
    expect(await deliverInTime(channel, message, timing)).toEqual({ outcome: 'unknown', reason: 'aborted' });
    expect(channel.signals[0]?.aborted).toBe(true);
  });

  it('does not abort a channel that has answered', async () => {
    const channel = new RecordingChannel();
    const controller = new AbortController();
    await deliverInTime(channel, message, { signal: controller.signal, timeoutMs: 5 });
    controller.abort();
    expect(channel.signals[0]?.aborted).toBe(false);
  });

  it('leaves neither a timer nor a listener behind', async () => {
    const { signal: shared } = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    for (let n = 0; n < 20; n += 1) {
      await deliverInTime(new RecordingChannel(), message, { signal: shared, timeoutMs: 60_000 });
    }
    expect(getEventListeners(shared, 'abort')).toHaveLength(0);
    expect(timers()).toBeLessThan(before + 20);
  });
});
