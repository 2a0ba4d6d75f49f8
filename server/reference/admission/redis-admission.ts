import type { Challenge } from '../challenge/challenge.js';
import { VerifyRequestIdTaken } from '../challenge/challenge-store.js';
import { putStep, RedisChallengeStore } from '../challenge/redis-challenge-store.js';
import { blockedStep, RedisWrongCodeLimit } from '../challenge/redis-wrong-code-limit.js';
import { RedisSendingLimit, reserveStep } from '../limit/redis-sending-limit.js';
import { RedisPumpingLimit, reserveStep as pumpingStep } from '../pumping/redis-pumping-limit.js';
import { noPumpingLimit } from '../pumping/pumping-limit.js';
import { RedisSteps } from '../redis/redis-steps.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { type AdmissionParts, undoing } from './admission-by-parts.js';
import type { Admission, AskedSending, SendingAdmission } from './sending-admission.js';

/** Parts that keep everything in one Redis, under one secret. */
interface RedisAdmissionParts {
  readonly wrongCodes: RedisWrongCodeLimit;
  readonly sendingLimit: RedisSendingLimit;
  /** Undefined when there is no such limit. */
  readonly pumping: RedisPumpingLimit | undefined;
  readonly challenges: RedisChallengeStore;
}

const steps = new RedisSteps({
  blocked: blockedStep,
  limit: reserveStep,
  pumping: pumpingStep,
  put: putStep,
});

/** Asks all parts in one script: one round trip for each sending, and nothing to take back when one of them refuses. */
export class RedisAdmission implements SendingAdmission {
  readonly #parts: RedisAdmissionParts;

  private constructor(parts: RedisAdmissionParts) {
    this.#parts = parts;
  }

  /** @returns undefined unless all parts keep everything in one Redis, under one secret */
  static of({ wrongCodes, sendingLimit, pumping, challenges }: AdmissionParts): RedisAdmission | undefined {
    if (!(wrongCodes instanceof RedisWrongCodeLimit) || !(sendingLimit instanceof RedisSendingLimit))
      return undefined;
    if (!(challenges instanceof RedisChallengeStore)) return undefined;
    const counts = pumping === noPumpingLimit ? undefined : pumping;
    if (counts !== undefined && !(counts instanceof RedisPumpingLimit)) return undefined;
    const others = [wrongCodes, sendingLimit, ...(counts === undefined ? [] : [counts])];
    if (!others.every(({ place }) => place.isSame(challenges.place))) return undefined;
    return new RedisAdmission({ wrongCodes, sendingLimit, pumping: counts, challenges });
  }

  async admit(sending: AskedSending, now: number): Promise<Admission> {
    const { address, challenge, clientId, signal } = sending;
    if (signal.aborted) return { outcome: 'too-late' };
    const { verifyType } = challenge;
    const isBarred =
      address !== undefined && this.#parts.pumping?.isBarred({ clientId, verifyType, address }) === true;
    if (address === undefined || isBarred) return this.#refuse(challenge, isBarred ? 'barred' : 'no-address');
    return this.#decide({ ...sending, address }, now);
  }

  /** The user's own limits come first; beyond them there is nothing to count. */
  async #refuse({ userId, verifyType }: Challenge, outcome: 'barred' | 'no-address'): Promise<Admission> {
    const { wrongCodes, sendingLimit, challenges } = this.#parts;
    const { redis, pseudonym } = challenges.place;
    const user = pseudonym(userId);
    const limit = sendingLimit.reserveStep(user, verifyType).input;
    try {
      const { refusedBy } = await steps.run(redis, { blocked: wrongCodes.blockedStep(user), limit }, false);
      if (refusedBy === undefined) return { outcome };
      return { outcome: refusedBy === 'blocked' ? 'blocked' : 'limited' };
    } catch (error) {
      return { outcome: 'failed', reason: 'not-counted', error };
    }
  }

  async #decide(sending: AskedSending & { readonly address: string }, now: number): Promise<Admission> {
    const { wrongCodes, sendingLimit, pumping, challenges } = this.#parts;
    const { clientId, address, challenge, onUndoFailed } = sending;
    const { verifyType, verifyRequestId, userId } = challenge;
    const { redis, pseudonym } = challenges.place;
    const user = pseudonym(userId);
    const limit = sendingLimit.reserveStep(user, verifyType);
    const counts = pumping?.reserveStep({ clientId, verifyType, address });
    try {
      const result = await steps.run(redis, {
        blocked: wrongCodes.blockedStep(user),
        limit: limit.input,
        ...(counts && { pumping: counts.input }),
        put: challenges.putStep(challenge, user, now),
      });
      switch (result.refusedBy) {
        case undefined: {
          const discard = (): Promise<void> => challenges.discard(verifyRequestId);
          const undo = [
            discard,
            limit.release,
            ...(counts ? [counts.releaseOf(result.replies.pumping)] : []),
          ];
          return { outcome: 'admitted', address, takeBack: undoing(undo, onUndoFailed) };
        }
        case 'blocked':
          return { outcome: 'blocked' };
        case 'limit':
          return { outcome: 'limited' };
        case 'pumping':
          if (counts === undefined) break;
          return { outcome: 'braked', by: counts.brakeOf(result.reply) };
        case 'put':
          return { outcome: 'failed', reason: 'not-stored', error: new VerifyRequestIdTaken() };
      }
      throw new StoreUnavailable(
        'STORE_VALUE_ILLEGAL',
        'Redis refused for a limit that it was not asked for',
      );
    } catch (error) {
      limit.undo();
      counts?.undo();
      return { outcome: 'failed', reason: 'not-stored', error };
    }
  }
}
