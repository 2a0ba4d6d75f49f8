// This server in several processes that share a port (BENCH_PROCESSES), as node:cluster does it.
import cluster, { type Worker } from 'node:cluster';
import { announce } from '../keys.js';

if (cluster.isPrimary) {
  const workers = Array.from({ length: Number(process.env['BENCH_PROCESSES']) }, () => cluster.fork());
  const listening = (worker: Worker): Promise<number> =>
    new Promise((resolve) =>
      worker.once('message', ({ port }: { port: number }) => {
        resolve(port);
      }),
    );
  const [port = NaN] = await Promise.all(workers.map(listening));
  announce(port, [process.pid, ...workers.map((worker) => worker.process.pid ?? NaN)]);
} else {
  await import('./contract.js');
}
