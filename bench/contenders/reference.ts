// The reference MPP behind this server, its stores in memory or, with BENCH_REDIS, in Redis; a channel that takes all.
import { randomBytes } from 'node:crypto';
import { createSendOtpServer, MemoryReplayStore } from '@sendotp-contract/server';
import {
  type Channel,
  createReferenceMpp,
  type Directory,
  MemoryChallengeStore,
  MemorySendingLimit,
  RedisChallengeStore,
  RedisConnection,
  RedisReplayStore,
  RedisSendingLimit,
  TrafficLimit,
} from '@sendotp-contract/reference';
import { announce, keysFromParent } from '../keys.js';

const keys = keysFromParent();
const hashSecret = randomBytes(32);
const requests = 1_000_000;
const url = process.env['BENCH_REDIS'];

const inMemory = () => ({
  challenges: new MemoryChallengeStore(),
  sendingLimit: new MemorySendingLimit(),
  replays: new MemoryReplayStore(),
  traffic: new TrafficLimit({ requests }),
});
async function inRedis(address: string) {
  const redis = new RedisConnection({ url: address });
  await redis.connect();
  return {
    challenges: new RedisChallengeStore({ redis, hashSecret }),
    sendingLimit: new RedisSendingLimit({ redis, hashSecret }),
    replays: new RedisReplayStore({ redis }),
    traffic: new TrafficLimit({ requests, redis }),
  };
}

/** Every token is a user of its own. */
const directory: Directory = {
  findToken: (_clientId, token) => Promise.resolve({ userId: token, status: 'ACTIVE' }),
  findUser: (id) => Promise.resolve({ id, status: 'ACTIVE', phone: '+12025550142' }),
  mayAct: () => Promise.resolve(true),
};
const channel: Channel = { send: () => Promise.resolve({ outcome: 'accepted' }) };

const { challenges, sendingLimit, replays, traffic } = url === undefined ? inMemory() : await inRedis(url);
const mpp = createReferenceMpp({
  directory,
  challenges,
  sendingLimit,
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
