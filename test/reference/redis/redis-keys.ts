import { createClient } from '@redis/client';
import type { TestRedis } from './redis-server.js';

/** How long each key has to live whose name begins like this, in ms; -1 is for ever. */
export async function timesToLive({ url }: TestRedis, prefix: string): Promise<number[]> {
  const client = await createClient({ url }).connect();
  const keys = await client.keys(`${prefix}*`);
  const times = await Promise.all(keys.map((key) => client.pTTL(key)));
  client.destroy();
  return times;
}

/** Lets each key whose name begins like this be so much older, in ms: what has no longer to live is gone. */
export async function age({ url }: TestRedis, prefix: string, ms: number): Promise<void> {
  const client = await createClient({ url }).connect();
  for (const key of await client.keys(`${prefix}*`)) await client.pExpire(key, (await client.pTTL(key)) - ms);
  client.destroy();
}

/** How many members each sorted set and each hash has whose name begins like this. */
export async function membersOf({ url }: TestRedis, prefix: string): Promise<number[]> {
  const client = await createClient({ url }).connect();
  const counts: number[] = [];
  for (const key of await client.keys(`${prefix}*`)) {
    const type = await client.type(key);
    if (type === 'zset') counts.push(await client.zCard(key));
    if (type === 'hash') counts.push(await client.hLen(key));
  }
  client.destroy();
  return counts;
}

/** Everything that a Redis holds, names and values, as one text. */
export async function everything({ url }: TestRedis): Promise<string> {
  const client = await createClient({ url }).connect();
  const keys = await client.keys('*');
  const values = await Promise.all(keys.map((key) => client.dump(key)));
  client.destroy();
  return JSON.stringify([keys, values.map(String)]);
}

/** Tells a Redis to do something, such as `SET key value`. */
export async function order({ url }: TestRedis, ...command: readonly string[]): Promise<unknown> {
  const client = await createClient({ url }).connect();
  const reply = await client.sendCommand(command);
  client.destroy();
  return reply;
}

/** How often a Redis has been given a command. */
export async function callsOf({ url }: TestRedis, command: string): Promise<number> {
  const client = await createClient({ url }).connect();
  const stats = await client.info('commandstats');
  client.destroy();
  return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0);
}
