import { availableParallelism } from 'node:os';
import type { Contender } from './contender.js';
import { inTurn, type Round } from './rounds.js';
import { median, spread } from './statistics.js';

export const bare: Contender = { id: 'bare', name: '(a) node:http, RSA only, async', file: 'bare' };
export const ours: Contender = { id: 'ours', name: 'this server, everything on', file: 'contract' };

const contenders: readonly Contender[] = [
  bare,
  ours,
  { id: 'express-eov', name: '(b) Express + EOV by README, sync', file: 'express-eov' },
  { id: 'fastify-sync', name: '(c) Fastify + Ajv, sync', file: 'fastify' },
  { id: 'fastify-async', name: '(c) Fastify + Ajv, async', file: 'fastify', env: { BENCH_ASYNC: '1' } },
  { id: 'hono-async', name: '(d) Hono on node-server + Ajv, async', file: 'hono' },
];

const connections = 32;

export interface CompareOptions {
  readonly json: boolean;
  readonly rounds: number;
  readonly perRound: number;
  readonly warmUp: number;
}

/** This server beside others and beside the limit that the two RSA operations set. */
export async function compare({ json, ...sizes }: CompareOptions): Promise<void> {
  const results = await inTurn(contenders, { connections, ...sizes });
  const of = (contender: Contender): readonly Round[] => results.get(contender) ?? [];
  const rows = contenders.map((contender) => {
    const own = of(contender);
    const figure = (field: keyof Round) => median(own.map((round) => round[field]));
    const ratios = own.map(
      (round, index) => round.requestsPerSecond / (of(bare)[index]?.requestsPerSecond ?? NaN),
    );
    return {
      id: contender.id,
      name: contender.name,
      requestsPerSecond: Math.round(figure('requestsPerSecond')),
      p50: figure('p50'),
      p99: figure('p99'),
      cpuUs: Math.round(figure('cpuUs')),
      mainUs: Math.round(figure('mainUs')),
      ofBare: median(ratios),
      spread: spread(ratios),
    };
  });
  if (json) {
    console.log(JSON.stringify(rows.map(({ name: _, spread: __, ...row }) => row)));
    return;
  }
  console.log(
    `${sizes.rounds} rounds in turn of ${sizes.perRound} distinct signed requests, ${sizes.warmUp} to warm up, ${connections} connections, ${availableParallelism()} cores, Node ${process.version}; medians over the rounds\n`,
  );
  const reference = rows[0];
  console.table(
    rows.map((row) => ({
      server: row.name,
      'req/s': row.requestsPerSecond,
      'of (a)': row.ofBare.toFixed(2),
      '(spread)': row.spread,
      'p50 ms': row.p50.toFixed(1),
      'p99 ms': row.p99.toFixed(1),
      'p99 of (a)': (row.p99 / (reference?.p99 ?? NaN)).toFixed(2),
      'CPU µs': row.cpuUs,
      'above (a)': row.cpuUs - (reference?.cpuUs ?? NaN),
      'main µs': row.mainUs,
    })),
  );
}
