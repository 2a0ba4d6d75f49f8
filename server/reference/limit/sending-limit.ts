import type { VerifyType } from '../channel/channel.js';

/** A sending that is counted from now on, or may not be. */
export type Reservation =
  | {
      readonly outcome: 'allowed';
      /** Takes the sending back: nothing was sent, so it does not count. */
      readonly release: () => Promise<void>;
    }
  | { readonly outcome: 'limited' };

/** How often a user may be sent an OTP (RC-11). */
export interface SendingLimit {
  /**
   * Counts one sending, unless the user's limit is reached. Counting and comparing are one atomic step, so that the
   * limit holds exactly when many requests come at once.
   */
  reserve(userId: string, verifyType: VerifyType): Promise<Reservation>;
}

/** The sandbox's sending limit: some users have reached theirs, the others have none. */
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
