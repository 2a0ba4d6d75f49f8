import { setTimeout as pause } from 'node:timers/promises';
import { ours } from './compare.js';
import { RunningContender } from './contender.js';
import { newKeys } from './keys.js';
import { load, preparedRequests } from './load.js';
import { openLoad, type OpenLoadResult } from './open-load.js';
import { median } from './statistics.js';

const connections = 32;
const seconds = 5;
/** Parts of what the server can do. */
const [nominal, overload] = [0.7, 3];

/** What this server does with three times the requests that it can serve, beside what it does with as many as it should get. */
export async function overloaded({
  rounds,
  warmUp,
}: {
  readonly rounds: number;
  readonly warmUp: number;
}): Promise<void> {
  const keys = newKeys();
  const server = await RunningContender.start(ours, keys);
  let number = 0;
  const fresh = async (count: number): Promise<Buffer[]> => {
    number += count;
    return preparedRequests(count, keys.caller.privateKey, number - count);
  };
  const results: { readonly calm: OpenLoadResult; readonly over: OpenLoadResult }[] = [];
  const capacities: number[] = [];
  try {
    await load(server.port, await fresh(warmUp), connections);
    for (let round = 0; round < rounds; round += 1) {
      // The server takes an overload to last for a period more.
      await pause(2_000);
      const { requestsPerSecond } = await load(server.port, await fresh(4_000), connections);
      capacities.push(requestsPerSecond);
      const at = async (share: number): Promise<OpenLoadResult> => {
        const perSecond = Math.round(requestsPerSecond * share);
        return openLoad(server.port, await fresh(perSecond * seconds), perSecond);
      };
      results.push({ calm: await at(nominal), over: await at(overload) });
    }
  } finally {
    await server.stop();
  }
  console.log(
    `capacity ${Math.round(median(capacities))} requests/s; ${rounds} rounds of ${seconds} s, requests by the clock; medians over the rounds\n`,
  );
  const row = (ofRound: (round: (typeof results)[number]) => OpenLoadResult, share: number): object => {
    const all = results.map(ofRound);
    const figure = (of: (result: OpenLoadResult) => number): number => median(all.map(of));
    return {
      'times the capacity': share,
      'served/s': Math.round(figure(({ served }) => served.length) / seconds),
      shed: `${Math.round(figure((result) => result.shed.length / (result.shed.length + result.served.length)) * 100)} %`,
      hung: all.reduce((sum, { hung }) => sum + hung, 0),
      'served p50 ms': figure(({ served }) => at(served, 0.5)).toFixed(1),
      'served p99 ms': figure(({ served }) => at(served, 0.99)).toFixed(1),
      'shed p99 ms': figure((result) => at(result.shed, 0.99)).toFixed(1),
      'load late ms': figure(({ latest }) => latest).toFixed(1),
    };
  };
  console.table([row(({ calm }) => calm, nominal), row(({ over }) => over, overload)]);
  const ratios = results.map(({ calm, over }) => at(over.served, 0.99) / at(calm.served, 0.99));
  console.log(
    `p99 of the served at ${overload} times the capacity, of that at ${nominal}: ${median(ratios).toFixed(2)}`,
  );
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? NaN;
