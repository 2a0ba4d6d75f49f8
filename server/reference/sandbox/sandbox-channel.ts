import type { Channel, Delivery, OtpMessage } from '../channel/channel.js';

export interface SandboxChannelOptions {
  /** Where every other message goes. */
  readonly channel: Channel;
  /** Addresses that are refused for good, as by a gateway that knows no such subscriber. */
  readonly refused: ReadonlySet<string>;
  /** Addresses for which no answer ever comes, as from a gateway that hangs. */
  readonly unanswered: ReadonlySet<string>;
}

/** A channel with the troubles of a real one, each brought about by the address. */
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

/** Ends only when nobody waits any more, as a request to a gateway that hangs does. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      reject(new DOMException('nobody waits for the channel any more', 'AbortError'));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
