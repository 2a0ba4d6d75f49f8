/** A position for each key. Beyond the limit the key that moved longest ago is forgotten and starts again at 0. */
export class Positions {
  readonly #positions = new Map<string, number>();
  readonly #limit: number;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#positions.size;
  }

  /** The position of a key; it starts at 0. */
  of(key: string): number {
    return this.#positions.get(key) ?? 0;
  }

  advance(key: string): void {
    const next = this.of(key) + 1;
    // Deleted first, so that the first key of the map is the one that moved longest ago.
    this.#positions.delete(key);
    this.#positions.set(key, next);
    if (this.#positions.size <= this.#limit) return;
    for (const oldest of this.#positions.keys()) {
      this.#positions.delete(oldest);
      return;
    }
  }
}
