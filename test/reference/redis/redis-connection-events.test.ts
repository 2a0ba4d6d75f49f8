import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RedisChange, RedisConnection, StoreUnavailable } from '@sendotp-contract/reference';
import { expectModel, type ModelCommand, modelCommand } from '../../model-run.js';
import { PlayedRedis } from './played-redis.js';

interface Model {
  isConnecting: boolean;
  isClosed: boolean;
}

interface Real {
  readonly server: PlayedRedis;
  readonly redis: RedisConnection;
  readonly states: RedisChange['state'][];
}

type Command = ModelCommand<Model, Real>;

/** On a busy machine some tries take too long; one of them does not. */
const soon = { interval: 1 };

/** What must hold after each event: an outage is told once, and there is one connection at most. */
async function expectOne({ server, states }: Real): Promise<void> {
  states.forEach((state, index) => {
    expect(state).not.toBe(states[index - 1]);
  });
  // The end of the old connection may be read after the beginning of the new one.
  await expect.poll(() => server.connections, soon).toBeLessThanOrEqual(1);
}

const event = (name: string, run: (real: Real, model: Model) => Promise<unknown>): Command =>
  modelCommand(name, async (model, real) => {
    await run(real, model);
    await expectOne(real);
  });

const does = (name: string, run: (server: PlayedRedis) => void): Command =>
  event(name, async ({ server }) => {
    run(server);
    // Some of what comes next meets the middle of it, some its end.
    await new Promise(setImmediate);
  });

const answersAgain = event('answer', async ({ server, redis }, { isConnecting, isClosed }) => {
  server.mode = 'answers';
  server.nextError = undefined;
  if (isConnecting && !isClosed) await expect.poll(() => redis.ping(), soon).toBe(true);
});

const asks = event('ask', async ({ redis }, { isConnecting, isClosed }) => {
  const isThere = await redis.ping();
  if (!isConnecting || isClosed) expect(isThere).toBe(false);
});

const connects = event('connect', async ({ redis, server, states }, model) => {
  const first = redis.connect();
  expect(redis.connect()).toBe(first);
  const isConnected = await first;
  // Not the first time: the answer of the first try stays.
  if (!model.isConnecting && !model.isClosed && server.mode === 'answers')
    expect(states.at(-1)).toBe(isConnected ? 'connected' : 'disconnected');
  model.isConnecting = true;
});

const closes = event('close', async ({ redis }, model) => {
  // Twice, as by two who stop it: both wait.
  await Promise.all([redis.close(), redis.close()]);
  model.isClosed = true;
  expect(redis.isConnected).toBe(false);
});

describe('a connection to Redis, whatever happens to it in whatever order,', () => {
  it('is one at most, comes back whenever Redis answers, and leaves nothing when it is closed', async () => {
    const server = await PlayedRedis.start();
    const opened: Real[] = [];
    /** The next sequence begins when the connections of the one before have gone. */
    const endOpened = async (): Promise<void> => {
      await Promise.all(opened.splice(0).map(({ redis }) => redis.close()));
      await expect.poll(() => server.connections, soon).toBe(0);
    };
    try {
      await expectModel<Model, Real>(
        () => {
          server.mode = 'answers';
          server.nextError = undefined;
          const states: RedisChange['state'][] = [];
          const redis = new RedisConnection({
            url: server.url,
            commandTimeoutMs: 40,
            connectTimeoutMs: 80,
            maxReconnectDelayMs: 5,
            onChange: ({ state }) => states.push(state),
          });
          const real = { server, redis, states };
          opened.push(real);
          return { model: { isConnecting: false, isClosed: false }, real };
        },
        [
          fc.constant(connects),
          fc.constant(connects),
          fc.constant(asks),
          fc.constant(answersAgain),
          fc.constant(
            does('drop', (played) => {
              played.drop();
            }),
          ),
          fc.constant(
            does('hang', (played) => {
              played.mode = 'hangs';
            }),
          ),
          fc.constant(
            does('refuse', (played) => {
              played.mode = 'refuses';
            }),
          ),
          fc.constant(
            does('become a replica', (played) => {
              played.nextError = 'READONLY';
            }),
          ),
          fc.constant(closes),
        ],
        { numRuns: 50, maxCommands: 16, afterEach: endOpened },
      );
    } finally {
      await endOpened();
      await server.stop();
    }
  });

  it('ends in the middle of a handshake that hangs, and is over once it says so', async () => {
    const server = await PlayedRedis.start();
    server.mode = 'hangs';
    const redis = new RedisConnection({ url: server.url, connectTimeoutMs: 120_000 });
    let ended: boolean | undefined;
    void redis.connect().then((isConnected) => (ended = isConnected));
    await expect.poll(() => server.connections, soon).toBe(1);
    await redis.close();
    expect(ended).toBe(false);
    await expect.poll(() => server.connections, soon).toBe(0);
    await server.stop();
  });

  /** One to a Redis that answers, and what it tells. */
  async function connectedTo(server: PlayedRedis) {
    const states: RedisChange['state'][] = [];
    const redis = new RedisConnection({ url: server.url, onChange: ({ state }) => states.push(state) });
    await redis.connect();
    return { redis, states };
  }

  it('says by which error it was lost as long as it is, and no longer', async () => {
    const server = await PlayedRedis.start();
    const { redis } = await connectedTo(server);
    server.nextError = 'READONLY';
    expect(await redis.ping()).toBe(false);
    await expect(redis.check()).rejects.toMatchObject({ code: 'STORE_NOT_CONNECTED', reply: 'READONLY' });
    await expect.poll(() => redis.ping(), soon).toBe(true);
    // Silent, and not yet given up.
    server.mode = 'hangs';
    expect(await redis.ping()).toBe(false);
    await expect(redis.check()).rejects.toMatchObject({ code: 'STORE_NOT_CONNECTED', reply: undefined });
    await redis.close();
    await server.stop();
  });

  it('says by which error it is refused now, not how the outage began', async () => {
    const server = await PlayedRedis.start();
    const { redis } = await connectedTo(server);
    server.handshakeError = 'NOAUTH';
    server.drop();
    const reply = (): Promise<unknown> =>
      redis.check().then(
        () => 'none',
        (error: unknown) => (error instanceof StoreUnavailable ? error.reply : error),
      );
    await expect.poll(reply, soon).toBe('NOAUTH');
    await redis.close();
    await server.stop();
  });

  it('tells of the same refusal again after it has connected again, and of none about one command only', async () => {
    const server = await PlayedRedis.start();
    const { redis, states } = await connectedTo(server);
    for (const error of ['NOPERM', 'ERR', 'OOM', 'OOM']) {
      server.nextError = error;
      expect(await redis.ping()).toBe(false);
    }
    expect(states).toEqual(['connected', 'refusing']);
    server.drop();
    await expect.poll(() => states.length, soon).toBe(4);
    server.nextError = 'OOM';
    expect(await redis.ping()).toBe(false);
    expect(states).toEqual(['connected', 'refusing', 'disconnected', 'connected', 'refusing']);
    await redis.close();
    await server.stop();
  });
});
