import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';

export interface TrafficLimitOptions {
  /** How many requests a client may make in each period. Default 1,000. */
  readonly requests?: number;
  /** Whole seconds. Default 1. */
  readonly periodSeconds?: number;
  /** Counts for all processes together. Without it, and while Redis is not reachable, each process counts separately. */
  readonly redis?: RedisConnection;
}

/**
 * The rate limit of a client (RC-16), counted in periods that begin with its first request. It is applied only to registered
 * clients whose signature verifies, so that there are no more counters than clients. While Redis is not reachable, each
 * process applies the whole limit separately.
 * @example
 * const traffic = new TrafficLimit({ requests: 200, redis });
 * await createSendOtpServer({ ...options, admit: (clientId) => traffic.admit(clientId) });
 */
export class TrafficLimit {
  readonly #limiter: RateLimiterMemory | RateLimiterRedis;

  /** @throws RangeError for an option that is out of range */
  constructor({ requests = 1_000, periodSeconds = 1, redis }: TrafficLimitOptions = {}) {
    for (const [name, value] of Object.entries({ requests, periodSeconds })) {
      if (!Number.isSafeInteger(value) || value < 1 || value > 1_000_000) {
        throw new RangeError(`${name} must be a whole number from 1 to 1,000,000, not ${value}`);
      }
    }
    const inMemory = new RateLimiterMemory({ points: requests, duration: periodSeconds });
    this.#limiter =
      redis === undefined
        ? inMemory
        : new RateLimiterRedis({
            storeClient: evaluator(redis),
            useRedisPackage: true,
            keyPrefix: redis.key('traffic'),
            points: requests,
            duration: periodSeconds,
            insuranceLimiter: inMemory,
          });
  }

  /** Counts one request and returns whether it is admitted. */
  async admit(clientId: string): Promise<boolean> {
    try {
      await this.#limiter.consume(clientId);
      return true;
    } catch (error) {
      // When the limit is reached, the limiter rejects with its count, which is not an Error.
      if (error instanceof Error) throw error;
      return false;
    }
  }
}

interface Evaluation {
  readonly keys: readonly string[];
  readonly arguments: readonly string[];
}

/** The one method of a Redis client that the limiter calls, over our connection and with its timeout. */
function evaluator(redis: RedisConnection): {
  readonly eval: (lua: string, evaluation: Evaluation) => Promise<unknown>;
} {
  const scripts = new Map<string, RedisScript>();
  return {
    eval: (lua, { keys, arguments: args }) => {
      const script = scripts.get(lua) ?? new RedisScript(lua);
      scripts.set(lua, script);
      return redis.run(script, keys, args);
    },
  };
}
