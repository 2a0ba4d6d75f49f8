/**
 * How many requests of known callers are being answered now, and how many may be before more are turned away (RC-16).
 * A request counts once its signature has been checked: strangers who send half a body take nobody's place.
 */
export class InFlight {
  readonly limit: number;
  #count = 0;

  /**
   * @param limit beyond it a request is answered `REQUEST_TRAFFIC_EXCEED_LIMIT` before any costly work
   * @throws RangeError
   */
  constructor(limit = 1_000) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new RangeError(
        `the limit of requests in flight must be a whole number of 1 or more, not ${limit}`,
      );
    }
    this.limit = limit;
  }

  get count(): number {
    return this.#count;
  }

  get isOver(): boolean {
    return this.#count > this.limit;
  }

  enter(): void {
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
  }
}
