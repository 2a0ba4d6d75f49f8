import { readFileSync } from 'node:fs';
import { memoryUsage } from 'node:process';
import { type Directory, FileDirectory } from '@sendotp-contract/reference';

/** What the bench says. */
export interface ProbeTask {
  /** The directory file; or the URL of the database, and the module of the example that reads it. */
  readonly file?: string;
  readonly database?: { readonly url: string; readonly module: string };
  readonly users: number;
  readonly lookUps: number;
}

/** What the probe says: ms since the process began, MB, and ms of one token and its user. */
export interface ProbeResult {
  readonly readyMs: number;
  readonly longestStallMs: number;
  readonly rssMb: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

async function open({ file, database }: ProbeTask): Promise<Directory> {
  if (file !== undefined) return FileDirectory.open(file);
  if (database === undefined) throw new TypeError('neither a file nor a database');
  const { PostgresDirectory } = (await import(database.module)) as {
    PostgresDirectory: new (url: string) => Directory & { reload(): Promise<void> };
  };
  const directory = new PostgresDirectory(database.url);
  await directory.reload();
  return directory;
}

const task = JSON.parse(readFileSync(0, 'utf8')) as ProbeTask;
// How long the event loop stands still while the directory is read.
let [last, longestStallMs] = [performance.now(), 0];
const ticking = setInterval(() => {
  const now = performance.now();
  longestStallMs = Math.max(longestStallMs, now - last - 5);
  last = now;
}, 5);
last = performance.now();
const directory = await open(task);
const readyMs = performance.now();
clearInterval(ticking);

const times: number[] = [];
let seed = 1;
const lookUp = async (): Promise<void> => {
  seed = (seed * 48_271) % 2_147_483_647;
  const since = performance.now();
  const token = await directory.findToken('CALLER', `token-${seed % task.users}`);
  const user = await directory.findUser(token?.userId ?? '');
  times.push(performance.now() - since);
  if (user === undefined) throw new Error('a user that is there was not found');
};
// Ten at a time, as many as the pool has connections.
await Promise.all(
  Array.from({ length: 10 }, async () => {
    for (let count = 0; count < task.lookUps / 10; count += 1) await lookUp();
  }),
);
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.floor(times.length * share)] ?? NaN;
globalThis.gc?.();
const result: ProbeResult = {
  readyMs,
  longestStallMs,
  rssMb: memoryUsage.rss() / 1_048_576,
  p50Ms: at(0.5),
  p99Ms: at(0.99),
};
process.stdout.write(JSON.stringify(result), () => process.exit());
