import { type Contender, RunningContender } from './contender.js';
import { newKeys } from './keys.js';
import { load, type LoadResult, preparedRequests } from './load.js';

/** What one contender did in one round. */
export interface Round extends LoadResult {
  /** CPU µs a request, of the whole server process. */
  readonly cpuUs: number;
  /** CPU µs a request, of its main thread. */
  readonly mainUs: number;
}

export interface RoundsOptions {
  readonly connections: number;
  readonly warmUp: number;
  readonly perRound: number;
  readonly rounds: number;
}

/**
 * Measures contenders in short rounds that take turns within one run, so that whatever the machine does meets all of them.
 * Each contender meets the same requests, none of them twice.
 */
export async function inTurn(
  contenders: readonly Contender[],
  { connections, warmUp, perRound, rounds }: RoundsOptions,
): Promise<ReadonlyMap<Contender, readonly Round[]>> {
  const keys = newKeys();
  const requests = await preparedRequests(warmUp + rounds * perRound, keys.caller.privateKey);
  const running = new Map<Contender, RunningContender>();
  try {
    for (const contender of contenders) running.set(contender, await RunningContender.start(contender, keys));
    for (const { port } of running.values()) await load(port, requests.slice(0, warmUp), connections);
    const results = new Map<Contender, Round[]>(contenders.map((contender) => [contender, []]));
    for (let round = 0; round < rounds; round += 1) {
      const from = warmUp + round * perRound;
      const own = requests.slice(from, from + perRound);
      for (const [contender, server] of running) {
        const before = server.cpuTime();
        const result = await load(server.port, own, connections);
        const after = server.cpuTime();
        results.get(contender)?.push({
          ...result,
          cpuUs: (after.all - before.all) / perRound,
          mainUs: (after.main - before.main) / perRound,
        });
      }
    }
    return results;
  } finally {
    await Promise.all([...running.values()].map((server) => server.stop()));
  }
}
