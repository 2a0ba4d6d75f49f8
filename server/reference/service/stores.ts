import { InFlight, MemoryReplayStore, type ReplayStore } from '../../contract/index.js';
import type { ChallengeStore } from '../challenge/challenge-store.js';
import { MemoryChallengeStore } from '../challenge/memory-challenge-store.js';
import { RedisChallengeStore } from '../challenge/redis-challenge-store.js';
import { MemorySendingLimit } from '../limit/memory-sending-limit.js';
import { RedisSendingLimit } from '../limit/redis-sending-limit.js';
import type { SendingLimit } from '../limit/sending-limit.js';
import { TrafficLimit } from '../limit/traffic-limit.js';
import { RedisConnection } from '../redis/redis-connection.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { RedisReplayStore } from '../replay/redis-replay-store.js';
import type { ReadinessCheck } from './readiness.js';
import type { ServiceLog } from './service-log.js';
import type { Settings } from './settings.js';

/** What the service remembers, in this process or in a Redis that several share. */
export interface Stores {
  readonly challenges: ChallengeStore;
  readonly replays: ReplayStore;
  readonly sendingLimit: SendingLimit;
  readonly traffic: TrafficLimit;
  readonly inFlight: InFlight;
  readonly checks: readonly ReadinessCheck[];
  close(): Promise<void>;
}

/** Opens the stores that the settings name. Redis may be down: the service starts all the same and says it is not ready. */
export async function openStores(
  settings: Settings,
  hashSecret: string | Uint8Array,
  log: ServiceLog,
): Promise<Stores> {
  const { REDIS_URL, SENDING_LIMITS: windows, TRAFFIC_LIMIT: requests, HANDLER_TIMEOUT_MS } = settings;
  const inFlight = new InFlight(settings.MAX_IN_FLIGHT);
  if (REDIS_URL === undefined) {
    return {
      challenges: new MemoryChallengeStore(),
      replays: new MemoryReplayStore({ maxEntries: replayable(settings) }),
      sendingLimit: new MemorySendingLimit({ windows }),
      traffic: new TrafficLimit({ requests }),
      inFlight,
      checks: [],
      close: () => Promise.resolve(),
    };
  }
  const redis = new RedisConnection({
    url: REDIS_URL,
    prefix: settings.REDIS_PREFIX,
    commandTimeoutMs: settings.REDIS_TIMEOUT_MS,
    onChange: (change) => {
      log.notice(
        change.state === 'connected'
          ? { level: 'info', what: 'Redis is there', details: { redis: redis.address } }
          : {
              level: 'error',
              what: 'Redis is gone',
              details: { redis: redis.address, reason: change.reason.code },
            },
      );
    },
  });
  await redis.connect();
  return {
    challenges: new RedisChallengeStore({ redis, hashSecret }),
    // Longer than a handler may take: whoever waits for another process's outcome waits for it to be there.
    replays: new RedisReplayStore({ redis, waitMs: HANDLER_TIMEOUT_MS + 1_000 }),
    sendingLimit: new RedisSendingLimit({ redis, hashSecret, windows }),
    traffic: new TrafficLimit({ requests, redis }),
    inFlight,
    checks: [{ name: 'redis', check: () => answers(redis) }],
    close: () => redis.close(),
  };
}

/**
 * As many messages as a caller may send while the first of them can still be replayed, within what a process can hold:
 * a million take about 300 MB. Beyond that the oldest is forgotten.
 */
function replayable({ TRAFFIC_LIMIT, TOLERANCE_SECONDS }: Settings): number {
  return Math.min(1_000_000, Math.max(100_000, TRAFFIC_LIMIT * (2 * TOLERANCE_SECONDS + 60)));
}

async function answers(redis: RedisConnection): Promise<void> {
  if (!(await redis.ping())) throw new StoreUnavailable('STORE_NOT_CONNECTED', 'Redis does not answer');
}
