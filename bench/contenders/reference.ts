// The reference MPP behind this server with the limits that a service has by default, its stores in memory or, with
// BENCH_REDIS, in Redis; a channel that takes all.
import { randomBytes } from 'node:crypto';
import { createSendOtpServer, MemoryReplayStore } from '@sendotp-contract/server';
import {
  type Channel,
  createReferenceMpp,
  defaultSendingWindows,
  type Directory,
  MemoryChallengeStore,
  MemoryPumpingLimit,
  MemorySendingLimit,
  MemoryWrongCodeLimit,
  RedisChallengeStore,
  RedisConnection,
  RedisPumpingLimit,
  RedisReplayStore,
  RedisSendingLimit,
  RedisWrongCodeLimit,
  TrafficLimit,
} from '@sendotp-contract/reference';
import { announce, keysFromParent } from '../keys.js';

const keys = keysFromParent();
const hashSecret = randomBytes(32);
const requests = 1_000_000;
const address = defaultSendingWindows.map((window) => ({ ...window, sendings: 2 * window.sendings }));
const url = process.env['BENCH_REDIS'];

const inMemory = () => ({
  challenges: new MemoryChallengeStore(),
  sendingLimit: new MemorySendingLimit(),
  wrongCodes: new MemoryWrongCodeLimit(),
  pumping: new MemoryPumpingLimit({ address }),
  replays: new MemoryReplayStore(),
  traffic: new TrafficLimit({ requests }),
});
async function inRedis(redisUrl: string) {
  const redis = new RedisConnection({ url: redisUrl });
  await redis.connect();
  return {
    challenges: new RedisChallengeStore({ redis, hashSecret }),
    sendingLimit: new RedisSendingLimit({ redis, hashSecret }),
    wrongCodes: new RedisWrongCodeLimit({ redis, hashSecret }),
    pumping: new RedisPumpingLimit({ redis, hashSecret, address }),
    replays: new RedisReplayStore({ redis }),
    traffic: new TrafficLimit({ requests, redis }),
  };
}

/** Every token is a user of its own, with a number of its own. */
const directory: Directory = {
  findToken: (_clientId, token) => Promise.resolve({ userId: token, status: 'ACTIVE' }),
  findUser: (id) =>
    Promise.resolve({ id, status: 'ACTIVE', phone: `+1202${id.replace('token-', '').padStart(7, '0')}` }),
  mayAct: () => Promise.resolve(true),
};
const channel: Channel = { send: () => Promise.resolve({ outcome: 'accepted' }) };

const { replays, traffic, ...stores } = url === undefined ? inMemory() : await inRedis(url);
const mpp = createReferenceMpp({
  directory,
  ...stores,
  channels: { MOBILE: channel, EMAIL: channel },
  hashSecret,
});
const server = await createSendOtpServer({
  clients: { BENCH: keys.caller.publicKey },
  privateKey: keys.mpp.privateKey,
  replays,
  admit: (clientId) => traffic.admit(clientId),
  handlers: mpp.handlers,
});
announce((await server.listen({ port: 0 })).port);
