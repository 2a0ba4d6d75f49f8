import { ChannelError } from './channel-error.js';
import { type Channel, type Delivery, type OtpMessage, refusalReasons } from './channel.js';

/** Why it is not known whether a message was accepted. */
export type DeliveryDoubt = 'no-answer' | 'aborted' | 'channel-failed';

/** The result of a channel; or that certainly nothing was sent, though a later attempt may succeed; or that it is unknown. */
export type DeliveryInTime =
  | Delivery
  | { readonly outcome: 'not-sent'; readonly error: ChannelError }
  | { readonly outcome: 'unknown'; readonly reason: DeliveryDoubt; readonly error?: unknown };

/**
 * Hands a message to a channel and waits for the result until a timeout. Never rejects: everything but a clear
 * result is `unknown`, so that nothing else can become an `S` (RES-10).
 * @param timing.timeoutMs how long to wait, in ms
 * @param timing.signal ends the wait earlier
 */
export async function deliverInTime(
  channel: Channel,
  message: OtpMessage,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<DeliveryInTime> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const givenUp = new Promise<DeliveryInTime>((resolve) => {
    const giveUp = (reason: DeliveryDoubt): void => {
      resolve({ outcome: 'unknown', reason });
      controller.abort();
    };
    timer = setTimeout(giveUp, timeoutMs, 'no-answer');
    onAbort = (): void => {
      giveUp('aborted');
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([givenUp, handOver(channel, message, controller.signal)]);
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  }
}

async function handOver(channel: Channel, message: OtpMessage, signal: AbortSignal): Promise<DeliveryInTime> {
  try {
    return clearAnswer(await channel.send(message, { signal }));
  } catch (error) {
    if (error instanceof ChannelError && error.nothingSent) return { outcome: 'not-sent', error };
    return { outcome: 'unknown', reason: 'channel-failed', error };
  }
}

/** A channel may be third-party code: only a value of its type counts as a result. */
function clearAnswer(answer: Delivery | undefined): DeliveryInTime {
  switch (answer?.outcome) {
    case 'accepted':
      return { outcome: 'accepted' };
    case 'refused':
      return {
        outcome: 'refused',
        reason: refusalReasons.find((reason) => reason === answer.reason) ?? 'other',
      };
    default:
      return {
        outcome: 'unknown',
        reason: 'channel-failed',
        error: new TypeError('a channel returned neither accepted nor refused'),
      };
  }
}
