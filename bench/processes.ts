import { availableParallelism } from 'node:os';
import type { Contender } from './contender.js';
import { inTurn, type RoundsOptions } from './rounds.js';
import { median, spread } from './statistics.js';

const connections = 32;

/** What one process does, and two that share a port. */
export async function processes(sizes: Omit<RoundsOptions, 'connections'>): Promise<void> {
  const contenders = [1, 2].map((count): Contender => ({
    id: `processes-${count}`,
    name: count === 1 ? 'one process' : `${count} processes`,
    file: 'processes',
    env: { BENCH_PROCESSES: String(count) },
  }));
  const results = await inTurn(contenders, { connections, ...sizes });
  const [one = []] = results.values();
  console.log(`${connections} connections, ${availableParallelism()} cores, load and servers together\n`);
  console.table(
    [...results].map(([{ name }, own]) => {
      const ratios = own.map((round, i) => round.requestsPerSecond / (one[i]?.requestsPerSecond ?? NaN));
      return {
        server: name,
        'req/s': Math.round(median(own.map(({ requestsPerSecond }) => requestsPerSecond))),
        'of one': median(ratios).toFixed(2),
        '(spread)': spread(ratios),
        'p99 ms': median(own.map(({ p99 }) => p99)).toFixed(1),
        'CPU µs': Math.round(median(own.map(({ cpuUs }) => cpuUs))),
        'main µs': Math.round(median(own.map(({ mainUs }) => mainUs))),
      };
    }),
  );
}
