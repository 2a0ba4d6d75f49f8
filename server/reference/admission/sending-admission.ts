import type { Challenge } from '../challenge/challenge.js';
import type { Release } from '../limit/sending-limit.js';
import type { PumpingBrake } from '../pumping/pumping-limit.js';

/** A sending to an active user, before any limit is asked. */
export interface AskedSending {
  readonly clientId: string;
  /** Where to send; undefined for a user without such an address. */
  readonly address: string | undefined;
  /** What is stored of it. */
  readonly challenge: Challenge;
  /** Aborted when it is too late to send: then nothing more is counted or stored. */
  readonly signal: AbortSignal;
  /** Called for what could not be taken back. */
  readonly onUndoFailed: (error: unknown) => void;
}

/** What becomes of a sending. Whatever it is, except `admitted`, nothing is counted and nothing stored. */
export type Admission =
  /** It is counted, and its challenge stored (RES-10). */
  | {
      readonly outcome: 'admitted';
      readonly address: string;
      /** Removes the challenge and the counts again, because nothing was sent. Never rejects. */
      readonly takeBack: Release;
    }
  /** Too many wrong codes in a row. */
  | { readonly outcome: 'blocked' }
  /** The user's sending limit is reached (RC-11). */
  | { readonly outcome: 'limited' }
  | { readonly outcome: 'no-address' }
  | { readonly outcome: 'barred' }
  | { readonly outcome: 'braked'; readonly by: PumpingBrake }
  | { readonly outcome: 'too-late' }
  /** A limit could not count, or the challenge is not certainly stored. */
  | {
      readonly outcome: 'failed';
      readonly reason: 'not-counted' | 'not-stored';
      readonly error: unknown;
    };

/** Decides on a sending and, if it is admitted, counts it and stores its challenge, before anything is handed over. */
export interface SendingAdmission {
  /**
   * Asks, in this order: wrong codes, sending limit, address, limits against SMS pumping; then stores the challenge.
   * @param now ms since the epoch
   */
  admit(sending: AskedSending, now: number): Promise<Admission>;
}
