import { client } from './client.js';
import { compare } from './compare.js';
import { directories } from './directories.js';
import { memory } from './memory.js';
import { overloaded } from './overload.js';
import { processes } from './processes.js';
import { replayStore } from './replay-store.js';
import { start } from './start.js';
import { stores } from './stores.js';

const sizes = {
  rounds: Number(process.env['BENCH_ROUNDS'] ?? 8),
  perRound: Number(process.env['BENCH_REQUESTS'] ?? 2_500),
  warmUp: Number(process.env['BENCH_WARM_UP'] ?? 20_000),
};
const args = process.argv.slice(2);
const parts = args.filter((arg) => !arg.startsWith('-'));
const json = args.includes('--json');
const wanted = (part: string): boolean => parts.length === 0 || parts.includes(part);

if (wanted('compare')) await compare({ json, ...sizes });
if (wanted('stores')) await stores(sizes);
if (wanted('processes')) await processes(sizes);
if (wanted('overload')) await overloaded(sizes);
if (wanted('client')) await client(sizes);
if (wanted('start')) await start();
if (wanted('replay-store')) await replayStore();
if (wanted('directories')) await directories(Number(process.env['BENCH_USERS'] ?? 1_000_000));
if (wanted('memory')) await memory(Number(process.env['BENCH_ALL'] ?? 1_000_000));
