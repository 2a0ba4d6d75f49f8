import type { OperationId } from '../../generated/operations.js';

/** The stretches of a request's way: reading it, checking who sent it, checking what it says, the handler, the answer. */
export const stages = ['receive', 'authenticate', 'validate', 'handle', 'respond'] as const;

export type Stage = (typeof stages)[number];

/** What is learnt of a request on its way, kept for the log even when a check refuses it. No personal data. */
export class Findings {
  operationId: OperationId | undefined;
  /** Set once the Client-Id is known to be registered. */
  clientId: string | undefined;
  /** Set once the body has passed the schema. */
  acquirerId: string | undefined;
  pspId: string | undefined;
  readonly startedAt = performance.now();
  readonly stagesMs: Partial<Record<Stage, number>> = {};
  #stage: Stage = 'receive';
  #since = this.startedAt;

  /** Ends the stage that was on and begins another. */
  enter(stage: Stage): void {
    this.#stop();
    this.#stage = stage;
  }

  /** Ends the last stage. @returns ms since the request began */
  finish(): number {
    return this.#stop() - this.startedAt;
  }

  #stop(): number {
    const now = performance.now();
    this.stagesMs[this.#stage] = (this.stagesMs[this.#stage] ?? 0) + now - this.#since;
    this.#since = now;
    return now;
  }
}
