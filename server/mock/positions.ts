/** How far each of many has got. Beyond the limit the one that moved longest ago is forgotten and begins anew. */
export class Positions {
  readonly #positions = new Map<string, number>();
  readonly #limit: number;

  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#positions.size;
  }

  /** Where it stands; it begins at 0. */
  of(key: string): number {
    return this.#positions.get(key) ?? 0;
  }

  advance(key: string): void {
    const next = this.of(key) + 1;
    // Taken out first, so that the oldest in the map is the one that moved longest ago.
    this.#positions.delete(key);
    this.#positions.set(key, next);
    if (this.#positions.size <= this.#limit) return;
    for (const oldest of this.#positions.keys()) {
      this.#positions.delete(oldest);
      return;
    }
  }
}
