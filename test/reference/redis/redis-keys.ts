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

/** Everything that a Redis holds, names and values, as one text. */
export async function everything({ url }: TestRedis): Promise<string> {
  const client = await createClient({ url }).connect();
  const keys = await client.keys('*');
  const values = await Promise.all(keys.map((key) => client.dump(key)));
  client.destroy();
  return JSON.stringify([keys, values.map(String)]);
}

/** Tells a Redis to do something, such as `SET key value`. */
export async function order({ url }: TestRedis, ...command: readonly string[]): Promise<void> {
  const client = await createClient({ url }).connect();
  await client.sendCommand(command);
  client.destroy();
}

/** How often a Redis has been given a command. */
export async function callsOf({ url }: TestRedis, command: string): Promise<number> {
  const client = await createClient({ url }).connect();
  const stats = await client.info('commandstats');
  client.destroy();
  return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0);
}
