import type { RedisConnection } from './redis-connection.js';
import { type UserPseudonym, userPseudonym } from './user-pseudonym.js';

/** Where the parts of an MPP keep what they share, and under which names. */
export class RedisPlace {
  readonly redis: RedisConnection;
  readonly pseudonym: UserPseudonym;

  /** @throws RangeError for a secret that is too short */
  constructor({ redis, hashSecret }: RedisPlaceOptions) {
    this.redis = redis;
    this.pseudonym = userPseudonym(hashSecret);
  }

  /** Whether another part finds the same user at the same place. */
  isSame({ redis, pseudonym }: RedisPlace): boolean {
    return redis === this.redis && pseudonym('') === this.pseudonym('');
  }
}

export interface RedisPlaceOptions {
  readonly redis: RedisConnection;
  /** The secret under which user ids, phone numbers and addresses are hashed, 32 bytes or more: the MPP's `hashSecret`. */
  readonly hashSecret: string | Uint8Array;
}
