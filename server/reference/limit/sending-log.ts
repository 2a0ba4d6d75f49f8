import { checkSendingWindows, longestPeriodMs, type SendingWindow } from './sending-window.js';

/** The times of the sendings that still count, by key, in memory. */
export class SendingLog {
  /** Key → times, in the order of the last sending, which is the order in which they expire. */
  readonly #times = new Map<string, readonly number[]>();
  readonly #windows: readonly SendingWindow[];
  readonly #longestMs: number;

  /** @throws RangeError for windows that are out of range */
  constructor(windows: readonly SendingWindow[]) {
    this.#windows = checkSendingWindows(windows);
    this.#longestMs = longestPeriodMs(this.#windows);
  }

  /** How many keys have a sending that counts. */
  get size(): number {
    return this.#times.size;
  }

  has(key: string): boolean {
    return this.#times.has(key);
  }

  /** Whether one more sending would exceed a window. */
  isFull(key: string, now: number): boolean {
    const times = this.#times.get(key) ?? [];
    return this.#windows.some(
      ({ periodMs, sendings }) => times.filter((at) => at > now - periodMs).length >= sendings,
    );
  }

  add(key: string, now: number): void {
    const counting = (this.#times.get(key) ?? []).filter((at) => at > now - this.#longestMs);
    this.#times.delete(key);
    this.#times.set(key, [...counting, now]);
  }

  /** Of two sendings in the same millisecond, either may be removed. */
  remove(key: string, at: number): void {
    const times = this.#times.get(key) ?? [];
    const index = times.lastIndexOf(at);
    if (index < 0) return;
    const left = times.toSpliced(index, 1);
    if (left.length === 0) this.#times.delete(key);
    else this.#times.set(key, left);
  }

  /** Removes, from the least recent key on, what no longer counts. */
  forget(now: number): void {
    for (const [key, times] of this.#times) {
      if (times.some((at) => at > now - this.#longestMs)) return;
      this.#times.delete(key);
    }
  }

  /** Makes room for one more key. */
  forgetOldest(): void {
    const [oldest] = this.#times.keys();
    if (oldest !== undefined) this.#times.delete(oldest);
  }
}
