import type { Channel, Delivery, OtpMessage } from '../channel/channel.js';

export interface SandboxChannelOptions {
  /** The channel for every other message. */
  readonly channel: Channel;
  /** Addresses that are refused permanently, as by a gateway that has no such subscriber. */
  readonly refused: ReadonlySet<string>;
  /** Addresses for which there is never a response, as from a gateway that hangs. */
  readonly unanswered: ReadonlySet<string>;
}

/** A channel that fails for certain addresses as a real one does. */
export class SandboxChannel implements Channel {
  readonly #options: SandboxChannelOptions;

  constructor(options: SandboxChannelOptions) {
    this.#options = options;
  }

  send(message: OtpMessage, options: { readonly signal: AbortSignal }): Promise<Delivery> {
    const { channel, refused, unanswered } = this.#options;
    if (refused.has(message.address)) {
      return Promise.resolve({ outcome: 'refused', reason: 'no-such-address' });
    }
    if (unanswered.has(message.address)) return silence(options.signal);
    return channel.send(message, options);
  }
}

/** Ends only when it is aborted, as a request to a gateway that hangs does. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      reject(new DOMException('nobody waits for the channel any more', 'AbortError'));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
