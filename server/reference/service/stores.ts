import { InFlight, MemoryReplayStore, type ReplayStore } from '@sendotp-contract/server';
import type { ChallengeStore } from '../challenge/challenge-store.js';
import { MemoryChallengeStore } from '../challenge/memory-challenge-store.js';
import { MemoryWrongCodeLimit } from '../challenge/memory-wrong-code-limit.js';
import { RedisChallengeStore } from '../challenge/redis-challenge-store.js';
import { RedisWrongCodeLimit } from '../challenge/redis-wrong-code-limit.js';
import type { WrongCodeLimit } from '../challenge/wrong-code-limit.js';
import { MemorySendingLimit } from '../limit/memory-sending-limit.js';
import { RedisSendingLimit } from '../limit/redis-sending-limit.js';
import type { SendingLimit } from '../limit/sending-limit.js';
import { TrafficLimit } from '../limit/traffic-limit.js';
import { MemoryPumpingLimit } from '../pumping/memory-pumping-limit.js';
import type { PumpingLimit } from '../pumping/pumping-limit.js';
import { RedisPumpingLimit } from '../pumping/redis-pumping-limit.js';
import { type RedisChange, RedisConnection } from '../redis/redis-connection.js';
import { RedisReplayStore } from '../replay/redis-replay-store.js';
import type { OwnParts } from './own-parts.js';
import { pumpingOptions } from './pumping-options.js';
import type { ReadinessCheck } from './readiness.js';
import type { Notice, ServiceLog } from './service-log.js';
import type { Settings } from './settings.js';

/** The state of the service, in this process or in a Redis that several instances share. */
export interface Stores {
  readonly challenges: ChallengeStore;
  readonly replays: ReplayStore;
  readonly wrongCodes: WrongCodeLimit;
  readonly sendingLimit: SendingLimit;
  readonly pumping: PumpingLimit;
  readonly traffic: Pick<TrafficLimit, 'admit'>;
  readonly inFlight: InFlight;
  readonly checks: readonly ReadinessCheck[];
  close(): Promise<void>;
}

/**
 * Opens the stores that the settings name, except those that the MPP brings. If Redis is down, the service still starts and
 * reports that it is not ready.
 */
export async function openStores(
  settings: Settings,
  own: OwnParts,
  hashSecret: string | Uint8Array,
  log: ServiceLog,
): Promise<Stores> {
  return { ...(await openNamed(settings, hashSecret, log)), ...own.stores };
}

async function openNamed(
  settings: Settings,
  hashSecret: string | Uint8Array,
  log: ServiceLog,
): Promise<Stores> {
  const { REDIS_URL, SENDING_LIMITS: windows, TRAFFIC_LIMIT: requests, HANDLER_TIMEOUT_MS } = settings;
  const inFlight = new InFlight(settings.MAX_IN_FLIGHT);
  if (REDIS_URL === undefined) {
    return {
      challenges: new MemoryChallengeStore(),
      wrongCodes: new MemoryWrongCodeLimit({ limit: settings.WRONG_CODES }),
      replays: new MemoryReplayStore({ maxEntries: replayable(settings) }),
      sendingLimit: new MemorySendingLimit({ windows }),
      pumping: new MemoryPumpingLimit(pumpingOptions(settings)),
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
      log.notice(redisNotice(redis.address, change));
      if (change.state === 'connected') void warnOfLosses(redis, log);
    },
  });
  await redis.connect();
  return {
    challenges: new RedisChallengeStore({ redis, hashSecret }),
    wrongCodes: new RedisWrongCodeLimit({ redis, hashSecret, limit: settings.WRONG_CODES }),
    // Longer than the handler timeout, so that a call that waits for another process's outcome gets it.
    replays: new RedisReplayStore({ redis, waitMs: HANDLER_TIMEOUT_MS + 1_000 }),
    sendingLimit: new RedisSendingLimit({ redis, hashSecret, windows }),
    pumping: new RedisPumpingLimit({ redis, hashSecret, ...pumpingOptions(settings) }),
    traffic: new TrafficLimit({ requests, redis }),
    inFlight,
    checks: [{ name: 'redis', check: () => redis.check() }],
    close: () => redis.close(),
  };
}

/**
 * As many messages as a caller may send while the first of them can still be replayed, but no more than a process can
 * hold: a million take about 300 MB. Beyond that the oldest message is forgotten.
 */
export function replayable({
  TRAFFIC_LIMIT,
  TOLERANCE_SECONDS,
}: Pick<Settings, 'TRAFFIC_LIMIT' | 'TOLERANCE_SECONDS'>): number {
  return Math.min(1_000_000, Math.max(100_000, TRAFFIC_LIMIT * (2 * TOLERANCE_SECONDS + 60)));
}

const redisChanges = {
  connected: 'Redis connected',
  accepting: 'Redis accepts writes again',
  disconnected: 'the Redis connection was lost',
  refusing: 'Redis refuses commands',
} as const;

function redisNotice(address: string, change: RedisChange): Notice {
  const what = redisChanges[change.state];
  if (!('reason' in change)) return { level: 'info', what, details: { redis: address } };
  const { code, reply } = change.reason;
  const reason = reply === undefined ? code : `${code} ${reply}`;
  return { level: 'error', what, details: { redis: address, reason } };
}

/** At each connection, because a Redis that was replaced may have other settings. */
async function warnOfLosses(redis: RedisConnection, log: ServiceLog): Promise<void> {
  // Without a connection there will be another one.
  const warnings = await redis.warnings().catch(() => []);
  for (const warning of warnings) log.notice({ level: 'warn', what: `Redis ${redis.address}: ${warning}` });
}
