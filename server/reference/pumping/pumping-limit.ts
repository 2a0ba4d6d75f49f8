import type { VerifyType } from '../channel/channel.js';

/** A sending that is about to be handed over. */
export interface PumpedSending {
  readonly clientId: string;
  readonly verifyType: VerifyType;
  /** The phone number or e-mail address. */
  readonly address: string;
}

/** Which limit holds a sending back. `unanswered`: too few of the OTPs to this block of numbers are ever entered. */
export type PumpingBrake = 'address' | 'prefix' | 'client' | 'total' | 'unanswered';

/** What becomes of a sending. */
export type PumpingReservation =
  | {
      readonly outcome: 'allowed';
      /** Removes it from the counts, because nothing was sent. */
      readonly release: () => Promise<void>;
    }
  | { readonly outcome: 'braked'; readonly by: PumpingBrake }
  /** To this part of the world nothing is ever sent. */
  | { readonly outcome: 'barred' };

/**
 * Limits against SMS pumping: somebody lets OTPs be sent to numbers that earn money by receiving them. Unlike the sending
 * limit, these are not one user's, so that they never answer `OTP_SEND_TIMES_EXCEED_LIMIT` (RC-11).
 */
export interface PumpingLimit {
  /** Counts one sending, unless a limit is reached: one atomic step. */
  reserve(sending: PumpedSending): Promise<PumpingReservation>;
  /** The user has entered the right code. */
  answered(sending: Pick<PumpedSending, 'verifyType' | 'address'>): Promise<void>;
  /** Where a phone number belongs, for metrics: one of few values, and never the number. Empty for an e-mail address. */
  labelOf(sending: Pick<PumpedSending, 'verifyType' | 'address'>): string;
}

/** No limit but those of each user. */
export const noPumpingLimit: PumpingLimit = {
  reserve: () => Promise.resolve({ outcome: 'allowed', release: () => Promise.resolve() }),
  answered: () => Promise.resolve(),
  labelOf: () => '',
};
