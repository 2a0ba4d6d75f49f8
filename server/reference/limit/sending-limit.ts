import type { VerifyType } from '../channel/channel.js';

/**
 * Removes a sending from the count, because nothing was sent.
 * @param why `refused`: the channel refused it permanently. Such sendings are counted on their own, so that a number that
 * the gateway refuses is no way to call the gateway without a limit. Default `not-sent`.
 */
export type Release = (why?: 'not-sent' | 'refused') => Promise<void>;

/** A sending that is allowed and counted, or not allowed. */
export type Reservation =
  | {
      readonly outcome: 'allowed';
      readonly release: Release;
    }
  | { readonly outcome: 'limited' };

/** How often a user may be sent an OTP (RC-11). */
export interface SendingLimit {
  /**
   * Counts one sending, unless the user's limit of sendings or of refusals is reached. Counting and comparing are one atomic step, so that the limit is
   * exact for concurrent requests.
   */
  reserve(userId: string, verifyType: VerifyType): Promise<Reservation>;
}

/** The sending limit of the sandbox: some users have reached it, the others have none. */
export class SandboxSendingLimit implements SendingLimit {
  readonly #usersAtTheirLimit: ReadonlySet<string>;

  constructor(usersAtTheirLimit: ReadonlySet<string>) {
    this.#usersAtTheirLimit = usersAtTheirLimit;
  }

  reserve(userId: string): Promise<Reservation> {
    if (this.#usersAtTheirLimit.has(userId)) return Promise.resolve({ outcome: 'limited' });
    return Promise.resolve({ outcome: 'allowed', release: () => Promise.resolve() });
  }
}
