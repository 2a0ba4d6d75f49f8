import { expect } from 'vitest';
import { goodBody, uniqueTime } from '../../../e2e/caller.js';
import { RecordingChannel } from '../../test-mpp.js';
import type { RunningService } from '../running-service.js';
import { people } from '../service-files.js';
import type { Effects } from './effect.js';
import { send, silentChannel } from './effect-world.js';

const sendTo = (target: RunningService, index: number): Promise<string> =>
  send(target, { body: goodBody(target, { accessToken: `token-${index}` }) });
/** What was answered, and whether it took less than a second. */
const soon = async (work: Promise<string>): Promise<readonly [string, boolean]> => {
  const since = performance.now();
  const code = await work;
  return [code, performance.now() - since < 1_000];
};

/** Redis, what is limited, and how long things may take. */
export const limitEffects = {
  REDIS_URL: { file: 'test/reference/service/setting-redis.test.ts', title: 'REDIS_URL' },
  REDIS_PREFIX: { file: 'test/reference/service/setting-redis.test.ts', title: 'REDIS_PREFIX' },
  REDIS_TIMEOUT_MS: { file: 'test/reference/service/setting-redis.test.ts', title: 'REDIS_TIMEOUT_MS' },
  SENDING_LIMITS: {
    values: [
      ['1/1m', ['SUCCESS', 'OTP_SEND_TIMES_EXCEED_LIMIT', 'OTP_SEND_TIMES_EXCEED_LIMIT']],
      ['2/1m', ['SUCCESS', 'SUCCESS', 'OTP_SEND_TIMES_EXCEED_LIMIT']],
    ],
    look: async ({ serve }, environment) => {
      const target = await serve(environment);
      return [await send(target), await send(target), await send(target)];
    },
  },
  ADDRESS_LIMITS: { file: 'test/reference/service/pumping.test.ts', title: 'ADDRESS_LIMITS count' },
  ALLOWED_PREFIXES: { file: 'test/reference/service/pumping.test.ts', title: 'ALLOWED_PREFIXES let' },
  PREFIX_LIMITS: { file: 'test/reference/service/pumping.test.ts', title: 'PREFIX_LIMITS count' },
  CLIENT_LIMITS: {
    file: 'test/reference/service/pumping.test.ts',
    title: "['CLIENT_LIMITS', 'client-limit']",
  },
  TOTAL_LIMITS: { file: 'test/reference/service/pumping.test.ts', title: "['TOTAL_LIMITS', 'total-limit']" },
  UNANSWERED_LIMIT: { file: 'test/reference/service/pumping.test.ts', title: 'UNANSWERED_LIMIT holds' },
  TRAFFIC_LIMIT: { file: 'test/reference/service/service.test.ts', title: 'a caller over its traffic limit' },
  STRANGERS_LIMIT: { file: 'test/reference/service/service.test.ts', title: 'over STRANGERS_LIMIT' },
  MAX_IN_FLIGHT: {
    values: [
      ['1', 'REQUEST_TRAFFIC_EXCEED_LIMIT'],
      ['2', 'SUCCESS'],
    ],
    look: async ({ serve }, environment) => {
      const channel = new RecordingChannel();
      let release: () => void = () => undefined;
      const held = new Promise<void>((done) => (release = done));
      channel.answer = async ({ address }) => {
        if (address === people.phone) await held;
        return { outcome: 'accepted' };
      };
      const target = await serve(environment, { channels: { MOBILE: channel } });
      const first = send(target);
      await expect.poll(() => channel.messages.length, { interval: 5 }).toBe(1);
      const second = await sendTo(target, 1);
      release();
      expect(await first).toBe('SUCCESS');
      return second;
    },
  },
  TOLERANCE_SECONDS: {
    values: [
      ['60', ['ACCESS_DENIED', 'ACCESS_DENIED']],
      ['120', ['SUCCESS', 'SUCCESS']],
    ],
    look: async ({ serve }, environment) => {
      const target = await serve({ ...environment, SENDING_LIMITS: '9/1m' });
      const at = (ms: number) => send(target, { time: uniqueTime(Date.now() + ms) });
      return [await at(-90_000), await at(90_000)];
    },
  },
  ACCEPT_VENDOR_SDK_REQUESTS: {
    file: 'test/interop/service.test.ts',
    title: 'ACCEPT_VENDOR_SDK_REQUESTS: setting',
  },
  HANDLER_TIMEOUT_MS: {
    values: [['300', ['UNKNOWN_EXCEPTION', true]]],
    // A directory that does not answer has no time limit of its own.
    look: async ({ serve }, environment) => {
      const never = () => new Promise<never>(() => undefined);
      const directory = { findToken: never, findUser: never, mayAct: () => Promise.resolve(true) };
      return soon(send(await serve({ ...environment, CHANNEL_TIMEOUT_MS: '100' }, { directory })));
    },
  },
  CHANNEL_TIMEOUT_MS: {
    values: [['200', ['UNKNOWN_EXCEPTION', true]]],
    look: async ({ serve }, environment) =>
      soon(send(await serve({ ...environment, HANDLER_TIMEOUT_MS: '4000' }, silentChannel().own))),
  },
} satisfies Effects;
