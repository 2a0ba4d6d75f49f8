import { setTimeout as wait } from 'node:timers/promises';

/** What time it is, and waiting. */
export interface Clock {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** The clock of this machine. */
export const machineClock: Clock = { now: Date.now, wait };

/** Why and for how long nothing is sent. */
export interface Waiting {
  readonly why: string;
  readonly ms: number;
}

export interface PaceOptions {
  /** The most requests in one second. Default: as fast as the target answers. */
  readonly rate?: number | undefined;
  /** How long the run may take, in minutes. With it, a target that is busy is waited for. */
  readonly maxMinutes?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly onWait?: (waiting: Waiting) => void;
}

/** How long a busy target is waited for before it is asked again, in ms: its limit may be one a minute. */
const patience = [5_000, 10_000, 15_000];

/** How fast a run goes, and when it ends. */
export class Pace {
  readonly #clock: Clock;
  readonly #gapMs: number;
  readonly #deadline: number | undefined;
  readonly #onWait: (waiting: Waiting) => void;
  #nextAt = 0;

  constructor({ rate, maxMinutes, clock = machineClock, onWait = () => undefined }: PaceOptions = {}) {
    this.#clock = clock;
    this.#gapMs = rate === undefined ? 0 : 1000 / rate;
    this.#deadline = maxMinutes === undefined ? undefined : clock.now() + maxMinutes * 60_000;
    this.#onWait = onWait;
  }

  /** Why nothing more is sent, once the time is up. */
  get over(): string | undefined {
    return this.#deadline !== undefined && this.#clock.now() >= this.#deadline
      ? 'the time that the run may take is up (--max-minutes)'
      : undefined;
  }

  /** Whether a busy target is waited for. */
  get isPatient(): boolean {
    return this.#deadline !== undefined;
  }

  /** Waits until so many requests may be sent at once. */
  async turn(requests = 1): Promise<void> {
    if (this.#gapMs === 0) return;
    const now = this.#clock.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + this.#gapMs * requests;
    if (at > now) await this.#clock.wait(at - now);
  }

  /** Waits a short time, as before another try. */
  async pause(ms: number): Promise<void> {
    await this.#clock.wait(ms);
  }

  /**
   * Waits for a target that is busy, if there is time left.
   * @param tries how often it was waited for already
   * @returns whether it may be asked again
   */
  async patientWait(tries: number): Promise<boolean> {
    if (this.#deadline === undefined) return false;
    const left = this.#deadline - this.#clock.now();
    const ms = patience[Math.min(tries, patience.length - 1)] ?? 0;
    if (left < ms) return false;
    this.#onWait({ why: 'the target answers REQUEST_TRAFFIC_EXCEED_LIMIT', ms });
    await this.#clock.wait(ms);
    return true;
  }
}
