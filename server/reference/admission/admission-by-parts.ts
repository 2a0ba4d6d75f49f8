import type { ChallengeStore } from '../challenge/challenge-store.js';
import type { WrongCodeLimit } from '../challenge/wrong-code-limit.js';
import type { Release, SendingLimit } from '../limit/sending-limit.js';
import type { PumpingLimit, PumpingReservation } from '../pumping/pumping-limit.js';
import type { Admission, AskedSending, SendingAdmission } from './sending-admission.js';

/** The limits and the store that decide on a sending. */
export interface AdmissionParts {
  readonly wrongCodes: WrongCodeLimit;
  readonly sendingLimit: SendingLimit;
  readonly pumping: PumpingLimit;
  readonly challenges: ChallengeStore;
}

type Undo = (why?: 'not-sent' | 'refused') => Promise<void>;

/** Asks any parts one after the other, and takes back what the earlier ones counted when a later one refuses. */
export class AdmissionByParts implements SendingAdmission {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** Rejects when the user's own limits do: then nothing was counted. */
  async admit(sending: AskedSending, now: number): Promise<Admission> {
    const { wrongCodes, sendingLimit } = this.#parts;
    const { userId, verifyType } = sending.challenge;
    if (await wrongCodes.isBlocked(userId)) return { outcome: 'blocked' };
    const reservation = await sendingLimit.reserve(userId, verifyType);
    if (reservation.outcome === 'limited') return reservation;
    return this.#count(sending, now, reservation.release);
  }

  async #count(sending: AskedSending, now: number, release: Release): Promise<Admission> {
    const { clientId, address, challenge, signal, onUndoFailed } = sending;
    const { verifyType, verifyRequestId } = challenge;
    const refused = async (admission: Admission, undo: Undo): Promise<Admission> => {
      await undoing([undo], onUndoFailed)();
      return admission;
    };
    if (address === undefined) return refused({ outcome: 'no-address' }, release);
    let pumping: PumpingReservation;
    try {
      pumping = await this.#parts.pumping.reserve({ clientId, verifyType, address });
    } catch (error) {
      return refused({ outcome: 'failed', reason: 'not-counted', error }, release);
    }
    if (pumping.outcome !== 'allowed') return refused(pumping, release);
    const counted = pumping;
    const releaseBoth: Undo = async (why) => {
      await Promise.all([release(why), counted.release()]);
    };
    // An older OTP of the user must stay good.
    if (signal.aborted) return refused({ outcome: 'too-late' }, releaseBoth);
    const { challenges } = this.#parts;
    try {
      await challenges.put(challenge, now);
    } catch (error) {
      return refused({ outcome: 'failed', reason: 'not-stored', error }, releaseBoth);
    }
    const discard = (): Promise<void> => challenges.discard(verifyRequestId);
    return { outcome: 'admitted', address, takeBack: undoing([discard, releaseBoth], onUndoFailed) };
  }
}

/** Does all steps, each even if an earlier one fails. */
export function undoing(steps: readonly Undo[], onFailed: (error: unknown) => void): Release {
  return async (why) => {
    for (const step of steps) {
      try {
        await step(why);
      } catch (error) {
        onFailed(error);
      }
    }
  };
}
