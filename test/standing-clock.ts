/** A clock that stands still until a test moves it. */
export class StandingClock {
  #ms: number;

  /** @param ms since the epoch. Default: the machine's time. */
  constructor(ms = Date.now()) {
    this.#ms = ms;
  }

  readonly now = (): number => this.#ms;

  /** Moves it on, or back. */
  pass(ms: number): void {
    this.#ms += ms;
  }

  set(ms: number): void {
    this.#ms = ms;
  }
}
