import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { type BenchKeys, newKeys } from './keys.js';
import { startRedis } from './redis.js';
import { load, type LoadResult, preparedRequests } from './load.js';

const connections = 32;
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 2);
const perRound = Number(process.env['BENCH_REQUESTS'] ?? 20_000);
const warmUp = 2_000;

interface Contender {
  readonly name: string;
  readonly file: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ours: Contender = { name: 'this server, everything on', file: 'contract.ts' };
const bare: Contender = { name: '(a) node:http, RSA only, async', file: 'bare.ts' };
const contenders: readonly Contender[] = [
  bare,
  ours,
  { name: '(b) Express + EOV by README, sync', file: 'express-eov.ts' },
  { name: '(c) Fastify + Ajv, sync', file: 'fastify.ts' },
  { name: '(c) Fastify + Ajv, async', file: 'fastify.ts', env: { BENCH_ASYNC: '1' } },
];

async function started(
  contender: Contender,
  keys: BenchKeys,
): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(`bench/contenders/${contender.file}`, {
    execArgv: ['--expose-gc', '--import', 'tsx', '--import', './bench/memory-probe.mjs'],
    env: { ...process.env, ...contender.env, BENCH_KEYS: JSON.stringify(keys) },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => {
      resolve(message.port);
    });
    child.once('exit', (code) => {
      reject(new Error(`${contender.name} ended with ${String(code)}`));
    });
  });
  return { child, port };
}

/** Heap in use after a collection, in MB. */
function heapOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message: { heapUsed: number }) => {
      resolve(message.heapUsed / 1e6);
    });
    child.send('memory');
  });
}

/** Each contender in turn, so that whatever the machine does meets all of them. */
async function inTurn(all: readonly Contender[]): Promise<Map<Contender, LoadResult[]>> {
  const keys = newKeys();
  const results = new Map<Contender, LoadResult[]>(all.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round += 1) {
    // New in each round: what a shared Redis has seen is a replay.
    const requests = await preparedRequests(warmUp + perRound, keys.caller.privateKey);
    for (const contender of all) {
      const { child, port } = await started(contender, keys);
      await load(port, requests.slice(0, warmUp), connections);
      results.get(contender)?.push(await load(port, requests.slice(warmUp), connections));
      child.kill();
    }
  }
  console.log(
    `${perRound} distinct signed requests a round, ${rounds} rounds in turn, ${connections} connections, ${availableParallelism()} cores, Node ${process.version}\n`,
  );
  return results;
}

function mean(results: readonly LoadResult[] | undefined, field: keyof LoadResult): number {
  const all = results ?? [];
  return all.reduce((sum, result) => sum + result[field], 0) / all.length;
}

function row(name: string, results: readonly LoadResult[] | undefined): Record<string, string> {
  return {
    server: name,
    'req/s': (results ?? []).map((result) => Math.round(result.requestsPerSecond)).join(' / '),
    'p50 ms': mean(results, 'p50').toFixed(1),
    'p99 ms': mean(results, 'p99').toFixed(1),
  };
}

async function compare(): Promise<void> {
  const results = await inTurn(contenders);
  const speed = (contender: Contender): number => mean(results.get(contender), 'requestsPerSecond');
  console.table(
    contenders.map((contender) => ({
      ...row(contender.name, results.get(contender)),
      'of (a)': (speed(contender) / speed(bare)).toFixed(2),
      'ours is': `${(speed(ours) / speed(contender)).toFixed(2)} x`,
    })),
  );
}

/** What it costs to keep challenges, limits and replays in Redis instead of in memory. */
async function stores(): Promise<void> {
  const redis = await startRedis();
  if (redis === undefined) {
    console.log('no redis-server on this machine: what Redis costs is left out');
    return;
  }
  const inMemory: Contender = { name: 'reference MPP, stores in memory', file: 'reference.ts' };
  const inRedis: Contender = {
    name: 'reference MPP, stores in Redis',
    file: 'reference.ts',
    env: { BENCH_REDIS: redis.url },
  };
  try {
    const results = await inTurn([inMemory, inRedis]);
    const perRequest = (contender: Contender): number =>
      1e6 / mean(results.get(contender), 'requestsPerSecond');
    console.table(
      [inMemory, inRedis].map((contender) => ({
        ...row(contender.name, results.get(contender)),
        'µs a request': perRequest(contender).toFixed(0),
        'more than in memory': `${(perRequest(contender) - perRequest(inMemory)).toFixed(0)} µs, ${(perRequest(contender) / perRequest(inMemory)).toFixed(2)} x`,
      })),
    );
  } finally {
    await redis.stop();
  }
}

/** Whether anything but the bounded replay store grows with the number of requests. */
async function memory(): Promise<void> {
  const keys = newKeys();
  const first = 10_000;
  const all = 100_000;
  const requests = await preparedRequests(all, keys.caller.privateKey);
  for (const [what, env] of [
    ['replay store bounded at 5,000', { BENCH_REPLAYS: '5000' }],
    ['replay store as it comes (100,000)', {}],
  ] as const) {
    const { child, port } = await started({ ...ours, env }, keys);
    await load(port, requests.slice(0, first), connections);
    const before = await heapOf(child);
    await load(port, requests.slice(first), connections);
    const after = await heapOf(child);
    child.kill();
    console.log(
      `heap, ${what}: ${before.toFixed(1)} MB after ${first} requests, ${after.toFixed(1)} MB after ${all} (${(((after - before) * 1e6) / (all - first)).toFixed(0)} bytes a request)`,
    );
  }
}

const parts = process.argv.slice(2);
if (parts.length === 0 || parts.includes('compare')) await compare();
if (parts.length === 0 || parts.includes('stores')) await stores();
if (parts.length === 0 || parts.includes('memory')) await memory();
