import { isIPv6 } from 'node:net';

export interface StrangerLimitOptions {
  /** How many requests a second are looked at from an address that no verified request has come from. */
  readonly perSecond: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** For how long an address is known after a request from it was verified, in ms. */
const knownForMs = 600_000;
/** How many addresses are known at most; of more, the one verified longest ago is forgotten. */
const mostKnown = 10_000;

/**
 * Limits how many requests of a stranger are checked: checking a signature and signing the refusal cost as much as serving a
 * caller. A stranger is an address that has sent no request with a valid signature in the last 10 minutes. Do not use it behind
 * a proxy, where every request has the proxy's address.
 */
export class StrangerLimit {
  readonly #perSecond: number;
  readonly #now: () => number;
  /** Address → until when it is known, in the order of the last verified request. */
  readonly #known = new Map<string, number>();
  /** Address → requests in this second. No more addresses than connections. */
  readonly #counts = new Map<string, number>();
  #second = 0;

  /** @throws RangeError */
  constructor({ perSecond, now = Date.now }: StrangerLimitOptions) {
    if (!Number.isInteger(perSecond) || perSecond < 1)
      throw new RangeError(`perSecond must be a whole number of 1 or more, not ${perSecond}`);
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** Counts a request, before anything of it is checked. @returns whether it is to be looked at */
  admit(address: string | undefined): boolean {
    const now = this.#now();
    const from = network(address);
    if ((this.#known.get(from) ?? 0) > now) return true;
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) this.#counts.clear();
    this.#second = second;
    const count = (this.#counts.get(from) ?? 0) + 1;
    this.#counts.set(from, count);
    return count <= this.#perSecond;
  }

  /** A request from this address was verified. */
  know(address: string | undefined): void {
    const from = network(address);
    this.#known.delete(from);
    const [first] = this.#known.keys();
    if (this.#known.size >= mostKnown && first !== undefined) this.#known.delete(first);
    this.#known.set(from, this.#now() + knownForMs);
  }
}

/** An IPv6 host has a network of 2^64 addresses to itself: they are one. */
function network(address = ''): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::', 2);
  const [before, after] = [head.split(':'), tail.split(':')];
  // `::` stands for as many zeros as are missing of 8 groups, also within the first four.
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group || '0')
    .join(':');
}
