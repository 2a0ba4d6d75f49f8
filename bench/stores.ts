import type { Contender } from './contender.js';
import { startRedis } from './redis.js';
import { inTurn, type RoundsOptions } from './rounds.js';
import { median, spread } from './statistics.js';

/** What it costs to keep challenges, limits and replays in Redis instead of in memory. */
export async function stores(sizes: Omit<RoundsOptions, 'connections'>): Promise<void> {
  const redis = await startRedis();
  if (redis === undefined) {
    console.log('no redis-server on this machine: what Redis costs is left out');
    return;
  }
  const inMemory: Contender = { id: 'memory', name: 'reference MPP, stores in memory', file: 'reference' };
  const inRedis: Contender = {
    id: 'redis',
    name: 'reference MPP, stores in Redis',
    file: 'reference',
    env: { BENCH_REDIS: redis.url },
  };
  try {
    const results = await inTurn([inMemory, inRedis], { connections: 32, ...sizes });
    const memory = results.get(inMemory) ?? [];
    console.table(
      [inMemory, inRedis].map((contender) => {
        const own = results.get(contender) ?? [];
        const above = own.map(({ cpuUs }, index) => cpuUs - (memory[index]?.cpuUs ?? NaN));
        return {
          server: contender.name,
          'req/s': Math.round(median(own.map(({ requestsPerSecond }) => requestsPerSecond))),
          'CPU µs': Math.round(median(own.map(({ cpuUs }) => cpuUs))),
          'main µs': Math.round(median(own.map(({ mainUs }) => mainUs))),
          'CPU µs above memory': `${median(above).toFixed(0)} (${spread(above, 0)})`,
        };
      }),
    );
  } finally {
    await redis.stop();
  }
}
