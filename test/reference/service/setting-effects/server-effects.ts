import { resolve } from 'node:path';
import { expect } from 'vitest';
import { goodBody, path, prepare } from '../../../e2e/caller.js';
import type { Effects } from './effect.js';
import { type EffectWorld, type Environment, send, silentChannel } from './effect-world.js';

/** What the service logs when it refuses an unknown access token. */
async function logOfRefusal({ serve }: EffectWorld, environment: Environment): Promise<string> {
  const target = await serve(environment);
  await send(target, { body: goodBody(target, { accessToken: 'nobody' }) });
  return target.output();
}

/** Addresses, TLS, the administration, the log and the shutdown. */
export const serverEffects = {
  HOST: {
    values: [
      ['127.0.0.1', '127.0.0.1'],
      ['127.0.0.2', '127.0.0.2'],
    ],
    look: async ({ serve }, environment) => new URL((await serve(environment)).url).hostname,
  },
  PORT: { file: 'test/cli/serve.test.ts', title: 'PORT and HOST say it' },
  TLS_CERT: {
    values: [[resolve('test/server/tls/first.cert.pem'), 'https:']],
    look: async ({ serve }, environment) =>
      new URL((await serve({ ...environment, TLS_KEY: resolve('test/server/tls/first.key.pem') })).url)
        .protocol,
  },
  TLS_KEY: {
    values: [[resolve('test/server/tls/second.key.pem'), 'https:']],
    look: async ({ serve }, environment) =>
      new URL((await serve({ ...environment, TLS_CERT: resolve('test/server/tls/second.cert.pem') })).url)
        .protocol,
  },
  TRUST_PROXY_TLS: {
    file: 'test/reference/service/service.test.ts',
    title: 'checked where every address is that of a proxy',
  },
  ALLOW_PLAIN_TEXT: {
    file: 'test/reference/service/settings.test.ts',
    title: "{ REDIS_URL: 'redis://redis.internal', ALLOW_PLAIN_TEXT: 'redis' }",
  },
  SIGNED_PATH_PREFIX: {
    values: [
      ['/mpp/gateway', ['SUCCESS', 'INVALID_SIGNATURE']],
      ['/other', ['INVALID_SIGNATURE', 'INVALID_SIGNATURE']],
    ],
    look: async ({ serve }, environment) => {
      const target = await serve(environment);
      // The response is signed with the prefix, too, which the caller of these tests does not expect.
      const ask = async (signedPath: string) => {
        const { headers, bytes } = prepare(target, { signedPath });
        const response = await fetch(target.url + path, {
          method: 'POST',
          headers,
          body: new Uint8Array(bytes),
        });
        return /"resultCode":"(\w+)"/.exec(await response.text())?.[1];
      };
      return Promise.all([ask(`/mpp/gateway${path}`), ask(path)]);
    },
  },
  ADMIN_HOST: {
    values: [['127.0.0.3', '127.0.0.3']],
    look: async ({ serve }, environment) => new URL((await serve(environment)).adminUrl).hostname,
  },
  ADMIN_PORT: {
    values: [
      ['off', false],
      ['0', true],
    ],
    look: async ({ serve }, environment) => (await serve(environment)).adminUrl !== '',
  },
  CHECK_SECRET: { file: 'test/reference/service/admin-action.test.ts', title: 'CHECK_SECRET' },
  RELEASE_SECRET: {
    file: 'test/reference/service/admin-action.test.ts',
    title: '/release is not there without its secret',
  },
  LOG_LEVEL: {
    values: [
      ['info', true],
      ['error', false],
    ],
    look: async (world, environment) => (await logOfRefusal(world, environment)).includes('INVALID_TOKEN'),
  },
  LOG_FORMAT: {
    values: [
      ['json', true],
      ['text', false],
    ],
    look: async (world, environment) =>
      (await logOfRefusal(world, environment))
        .split('\n')
        .some((line) => line.startsWith('{') && line.includes('INVALID_TOKEN')),
  },
  SHUTDOWN_DELAY_MS: { file: 'test/reference/service/service.test.ts', title: 'readiness goes down first' },
  SHUTDOWN_GRACE_MS: {
    values: [
      ['50', 'hung up'],
      ['10000', 'UNKNOWN_EXCEPTION'],
    ],
    look: async ({ serve }, environment) => {
      const limits = { HANDLER_TIMEOUT_MS: '700', CHANNEL_TIMEOUT_MS: '500' };
      const { channel, own } = silentChannel();
      const target = await serve({ ...environment, ...limits }, own);
      const answered = send(target).catch(() => 'hung up');
      await expect.poll(() => channel.messages.length, { interval: 5 }).toBe(1);
      await target.service.close();
      return answered;
    },
  },
} satisfies Effects;
