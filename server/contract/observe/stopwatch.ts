/** Measures a way that has stages, one after the other. */
export class Stopwatch<Stage extends string> {
  /** ms of each stage that was reached; of the one that is on, up to its end. */
  readonly stagesMs: Partial<Record<Stage, number>> = {};
  readonly #startedAt = performance.now();
  #since = this.#startedAt;
  #stage: Stage;

  constructor(first: Stage) {
    this.#stage = first;
  }

  /** Ends the stage that is on and begins another. */
  enter(stage: Stage): void {
    this.#stop();
    this.#stage = stage;
  }

  /** Ends the stage that is on. @returns ms since the beginning */
  finish(): number {
    return this.#stop() - this.#startedAt;
  }

  #stop(): number {
    const now = performance.now();
    this.stagesMs[this.#stage] = (this.stagesMs[this.#stage] ?? 0) + now - this.#since;
    this.#since = now;
    return now;
  }
}
