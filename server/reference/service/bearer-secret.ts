import { createHash, timingSafeEqual } from 'node:crypto';

/** A secret that a caller shows in the header `Authorization: Bearer …`. */
export class BearerSecret {
  readonly #digest: Buffer;

  constructor(secret: string) {
    this.#digest = digestOf(secret);
  }

  /** Compares digests, in constant time: neither the length nor the first wrong character can be measured. */
  isIn(header: string | undefined): boolean {
    const [, shown = ''] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
    return timingSafeEqual(digestOf(shown), this.#digest);
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
