import { ours } from './compare.js';
import { RunningContender } from './contender.js';
import { newKeys } from './keys.js';
import { load, preparedRequests } from './load.js';

const connections = 32;

/** Whether anything but the bounded replay store grows with the number of requests. */
export async function memory(all: number): Promise<void> {
  const keys = newKeys();
  const first = Math.min(10_000, all / 10);
  const server = await RunningContender.start({ ...ours, env: { BENCH_REPLAYS: '5000' } }, keys);
  try {
    // A hundred thousand at a time: prepared requests are memory, too.
    let done = 0;
    let before = NaN;
    for (const target of [first, ...Array.from({ length: 10 }, (_, index) => (all * (index + 1)) / 10)]) {
      const requests = await preparedRequests(target - done, keys.caller.privateKey, done);
      await load(server.port, requests, connections);
      done = target;
      const heap = await server.heap();
      if (Number.isNaN(before)) before = heap;
      console.log(`heap after ${done} requests: ${heap.toFixed(1)} MB`);
    }
  } finally {
    await server.stop();
  }
}
