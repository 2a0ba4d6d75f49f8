export interface SignatureQueueOptions {
  /** How many signatures may be checked or made at once when that lasts for a moment. Default 128. */
  readonly limit?: number;
  /** How many as long as more requests come than can be served. Default 8. */
  readonly limitInOverload?: number;
  /** ms on a clock that never goes back. Default `performance.now`. */
  readonly now?: () => number;
}

/** How long an overload is taken to last before that is looked at again, in ms. */
const periodMs = 1_000;
/** It lasts while one of so many requests is turned away. */
const oneOf = 8;

/**
 * How many signatures are being checked or made now, and how many may be before further requests are turned away unchecked
 * (RC-16). Those of responses count too: they wait in the same queue, and cost more.
 *
 * RSA is what a request costs, and it waits in one queue, that of the thread pool. Whoever is turned away after a check and with
 * a signed answer has cost as much as if it had been served, so that a server could never catch up; and a request that waits
 * for long is sent again by its caller, which is more load. Therefore the answer is unsigned, which callers accept for `U`
 * (SIG-7), and comes before the check, out of the order of "Which code wins". Requests that wait for something else, such as
 * a gateway, do not count here, but among those in flight, whose limit is answered with a signature.
 *
 * A queue that is let fill up again and again makes everybody wait that is served. Once it was full, it is therefore kept short
 * for as long as the overload lasts: the thread pool is busy with few, and the main thread has time to turn the others away.
 */
export class SignatureQueue {
  readonly #limit: number;
  readonly #limitInOverload: number;
  readonly #now: () => number;
  #count = 0;
  #inOverload = false;
  #periodEndsAt = 0;
  #asked = 0;
  #turnedAway = 0;

  /** @throws RangeError */
  constructor({
    limit = 128,
    limitInOverload = 8,
    now = () => performance.now(),
  }: SignatureQueueOptions = {}) {
    for (const [name, value] of Object.entries({ limit, limitInOverload })) {
      if (!Number.isInteger(value) || value < 1)
        throw new RangeError(`${name} must be a whole number of 1 or more, not ${value}`);
    }
    this.#limit = limit;
    this.#limitInOverload = Math.min(limit, limitInOverload);
    this.#now = now;
  }

  /** How many are being checked or made now. */
  get count(): number {
    return this.#count;
  }

  /** How many may be. */
  get limit(): number {
    return this.#inOverload ? this.#limitInOverload : this.#limit;
  }

  /** Whether one more is to be checked. */
  admits(): boolean {
    if (this.#inOverload) this.#lookAgain();
    else if (this.#count >= this.#limit) this.#begin(true);
    const admitted = this.#count < this.limit;
    this.#asked += 1;
    if (!admitted) this.#turnedAway += 1;
    return admitted;
  }

  enter(): void {
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
  }

  #lookAgain(): void {
    const overdueMs = this.#now() - this.#periodEndsAt;
    if (overdueMs < 0) return;
    // Nobody has asked for a whole period: what was before it is over.
    this.#begin(overdueMs < periodMs && this.#turnedAway * oneOf > this.#asked);
  }

  #begin(inOverload: boolean): void {
    this.#inOverload = inOverload;
    this.#periodEndsAt = this.#now() + periodMs;
    this.#asked = 0;
    this.#turnedAway = 0;
  }
}
