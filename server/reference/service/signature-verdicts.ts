import type { SignatureMismatch } from '@sendotp-contract/server';
import type { ServiceLog } from './service-log.js';

/** The search takes CPU time, and whoever knows a Client-Id can cause it: one in ten seconds, of a body of ordinary size. */
const pauseMs = 10_000;
const mostBytes = 4_096;
const mostContents = 5_000;

/** Says in the log which known mistake a caller made when it signed: its name, nothing of the request. For debugging. */
export class SignatureVerdicts {
  readonly #log: Pick<ServiceLog, 'notice'>;
  readonly #now: () => number;
  #nextAt = -Infinity;

  constructor(log: Pick<ServiceLog, 'notice'>, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#now = now;
  }

  /** @returns once the verdict is in the log, or it is clear that there will be none; never rejects */
  async look(mismatch: SignatureMismatch): Promise<void> {
    const now = this.#now();
    if (now < this.#nextAt || mismatch.request.body.length > mostBytes) return;
    this.#nextAt = now + pauseMs;
    try {
      const { explainSignature } = await import('@sendotp-contract/message/explain');
      const { explanations, facts } = await explainSignature(mismatch, mismatch.keys, {
        limit: mostContents,
      });
      this.#log.notice({
        level: 'debug',
        what: 'why a signature does not verify',
        details: {
          client: mismatch.clientId,
          mistakes: explanations[0]?.mistakes.map(({ id }) => id) ?? [],
          facts,
        },
      });
    } catch {
      // Something is missing that a signature is about: the line of the request says so.
    }
  }
}
