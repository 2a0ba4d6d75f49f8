import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryChallengeStore, type OwnParts } from '@sendotp-contract/reference';
import { type SettingName, settingRows } from '../../../server/reference/service/setting-rows.js';
import { call, goodBody, path, prepare, uniqueTime } from '../../e2e/caller.js';
import { startSmsGateway } from '../channel/sms-gateway.js';
import { RecordingChannel } from '../test-mpp.js';
import { type RunningService, runService } from './running-service.js';
import { people, ServiceFiles } from './service-files.js';

let files: ServiceFiles;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  files = new ServiceFiles(3);
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  files.remove();
});

type Environment = Readonly<Record<string, string>>;

async function serve(environment: Environment, own: OwnParts = {}): Promise<RunningService> {
  const target = await runService(files, environment, own);
  closing.push(() => target.service.close());
  return target;
}

const send = async (target: RunningService, changes: Parameters<typeof call>[1] = {}): Promise<string> =>
  (await call(target, changes)).code;
const sendTo = (target: RunningService, index: number): Promise<string> =>
  send(target, { body: goodBody(target, { accessToken: `token-${index}` }) });
const codeOf = (target: RunningService): string => /OTP\s+(\d+)/.exec(target.output())?.[1] ?? '';
/** What was answered, and whether it took less than a second. */
const soon = async (work: Promise<string>): Promise<readonly [string, boolean]> => {
  const since = performance.now();
  const code = await work;
  return [code, performance.now() - since < 1_000];
};
const wrongCodes = async (target: RunningService, count: number): Promise<unknown[]> => {
  const { body } = await call(target);
  const { verifyRequestId = '' } = body;
  const otpCode = codeOf(target).startsWith('1') ? '2'.repeat(6) : '1'.repeat(6);
  const outcomes: unknown[] = [];
  for (let n = 0; n < count; n += 1)
    outcomes.push(
      (await target.service.mpp.checkOtp({ verifyRequestId, accessToken: people.token, otpCode })).outcome,
    );
  return outcomes;
};
const silentChannel = (): OwnParts => {
  const channel = new RecordingChannel();
  channel.answer = () => new Promise(() => undefined);
  return { channels: { MOBILE: channel } };
};
/** What an SMS gateway was asked, with these settings besides its URL. */
async function askedOfGateway(
  environment: Environment,
  answer = '{"ok":1}',
): Promise<{
  readonly outcome: string;
  readonly method: string;
  readonly body: string;
  readonly header: (name: string) => unknown;
}> {
  const gateway = await startSmsGateway((response) => response.end(answer));
  closing.push(() => gateway.close());
  const target = await serve({
    SMS_GATEWAY_URL: gateway.url,
    SMS_GATEWAY_BODY: '{"to":"{to}","text":"{text}"}',
    SMS_GATEWAY_CONTENT_TYPE: 'application/json',
    ...environment,
  });
  const outcome = await send(target);
  const [asked] = gateway.requests;
  const { method = '', body = '', headers } = asked ?? {};
  return { outcome, method, body, header: (name) => headers?.[name] };
}

/** Each value of a setting, and what is seen with it. */
interface Seen {
  readonly values: readonly (readonly [value: string, seen: unknown])[];
  /** @param environment the value under the setting's name */
  readonly look: (environment: Environment, value: string) => Promise<unknown>;
}

/** A test of another file, by a part of its title. */
interface ShownBy {
  readonly file: string;
  readonly title: string;
}

/** For every setting, the test that fails when its value is read but not used. */
const effects: Readonly<Record<SettingName, Seen | ShownBy>> = {
  HOST: {
    values: [
      ['127.0.0.1', '127.0.0.1'],
      ['127.0.0.2', '127.0.0.2'],
    ],
    look: async (environment) => new URL((await serve(environment)).url).hostname,
  },
  PORT: { file: 'test/cli/serve.test.ts', title: 'PORT and HOST say it' },
  TLS_CERT: {
    values: [[resolve('test/server/tls/first.cert.pem'), 'https:']],
    look: async (environment) =>
      new URL((await serve({ ...environment, TLS_KEY: resolve('test/server/tls/first.key.pem') })).url)
        .protocol,
  },
  TLS_KEY: {
    values: [[resolve('test/server/tls/second.key.pem'), 'https:']],
    look: async (environment) =>
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
    look: async (environment) => {
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
    look: async (environment) => new URL((await serve(environment)).adminUrl).hostname,
  },
  ADMIN_PORT: {
    values: [
      ['off', false],
      ['0', true],
    ],
    look: async (environment) => (await serve(environment)).adminUrl !== '',
  },
  CHECK_SECRET: { file: 'test/reference/service/admin-action.test.ts', title: 'CHECK_SECRET' },
  RELEASE_SECRET: {
    file: 'test/reference/service/admin-action.test.ts',
    title: '/release is not there without its secret',
  },
  DIRECTORY_FILE: {
    values: [
      ['directory.yaml', 'SUCCESS'],
      ['empty.yaml', 'INVALID_TOKEN'],
    ],
    look: async (_, value) => {
      files.write('empty.yaml', JSON.stringify({ ...files.directory, users: [], tokens: [] }));
      return send(await serve({ DIRECTORY_FILE: join(files.folder, value) }));
    },
  },
  MPP_KEYS: {
    values: [
      ['keys', '1'],
      ['more-keys', '5'],
    ],
    look: async (_, value) => {
      mkdirSync(join(files.folder, 'more-keys'));
      writeFileSync(join(files.folder, 'more-keys/5.pem'), files.mpp.privateKey);
      return signingVersion(await serve({ MPP_KEYS: join(files.folder, value) }));
    },
  },
  MPP_KEY_VERSION: {
    values: [
      ['9', '9'],
      ['10', '10'],
    ],
    look: async (environment) => {
      for (const version of [9, 10]) files.write(`keys/${version}.pem`, files.mpp.privateKey);
      return signingVersion(await serve(environment));
    },
  },
  OTP_HASH_SECRET: {
    values: [
      ['a secret of the tests, 32 bytes long', 'correct'],
      ['another secret, 32 bytes long, too !', 'wrong'],
    ],
    look: async (environment) => {
      const stores = { challenges: new MemoryChallengeStore() };
      const sending = await serve({}, { stores });
      const { verifyRequestId = '' } = (await call(sending)).body;
      const checking = await serve(environment, { stores });
      const check = { verifyRequestId, accessToken: people.token, otpCode: codeOf(sending) };
      return (await checking.service.mpp.checkOtp(check)).outcome;
    },
  },
  OTP_LENGTH: {
    values: [
      ['4', 4],
      ['10', 10],
    ],
    look: async (environment) => {
      const target = await serve(environment);
      await send(target);
      return codeOf(target).length;
    },
  },
  OTP_TTL_SECONDS: {
    values: [
      ['30', 30_000],
      ['3600', 3_600_000],
    ],
    look: async (environment) => {
      const channel = new RecordingChannel();
      await send(await serve(environment, { channels: { MOBILE: channel } }));
      return channel.messages[0]?.validForMs;
    },
  },
  OTP_TRIES: {
    values: [
      ['1', ['wrong', 'used', 'used']],
      ['2', ['wrong', 'wrong', 'used']],
    ],
    look: async (environment) => wrongCodes(await serve(environment), 3),
  },
  WRONG_CODES: {
    values: [
      ['1', 'USER_STATUS_ABNORMAL'],
      ['2', 'SUCCESS'],
    ],
    look: async (environment) => {
      const target = await serve({ ...environment, SENDING_LIMITS: '9/1m' });
      await wrongCodes(target, 1);
      return send(target);
    },
  },
  REDIS_URL: { file: 'test/reference/service/setting-redis.test.ts', title: 'REDIS_URL' },
  REDIS_PREFIX: { file: 'test/reference/service/setting-redis.test.ts', title: 'REDIS_PREFIX' },
  REDIS_TIMEOUT_MS: { file: 'test/reference/service/setting-redis.test.ts', title: 'REDIS_TIMEOUT_MS' },
  SENDING_LIMITS: {
    values: [
      ['1/1m', ['SUCCESS', 'OTP_SEND_TIMES_EXCEED_LIMIT', 'OTP_SEND_TIMES_EXCEED_LIMIT']],
      ['2/1m', ['SUCCESS', 'SUCCESS', 'OTP_SEND_TIMES_EXCEED_LIMIT']],
    ],
    look: async (environment) => {
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
    look: async (environment) => {
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
    look: async (environment) => {
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
    look: async (environment) => {
      const never = () => new Promise<never>(() => undefined);
      const directory = { findToken: never, findUser: never, mayAct: () => Promise.resolve(true) };
      return soon(send(await serve({ ...environment, CHANNEL_TIMEOUT_MS: '100' }, { directory })));
    },
  },
  CHANNEL_TIMEOUT_MS: {
    values: [['200', ['UNKNOWN_EXCEPTION', true]]],
    look: async (environment) =>
      soon(send(await serve({ ...environment, HANDLER_TIMEOUT_MS: '4000' }, silentChannel()))),
  },
  MESSAGES_FILE: {
    values: [['messages.yaml', true]],
    look: async (_, value) => {
      files.write(value, 'en:\n  text: "Spell of the tests: {code}, {validFor}"\n');
      const asked = await askedOfGateway({ MESSAGES_FILE: join(files.folder, value) });
      return asked.body.includes('Spell of the tests: ');
    },
  },
  WEBOTP_HOST: { file: 'test/e2e/processes-message.test.ts', title: 'ends with WEBOTP_HOST and' },
  SMS_RETRIEVER_HASH: {
    file: 'test/e2e/processes-message.test.ts',
    title: 'WEBOTP_HOST and SMS_RETRIEVER_HASH',
  },
  SMTP_URL: { file: 'test/e2e/processes-channels.test.ts', title: 'SMTP_URL' },
  MAIL_FROM: { file: 'test/e2e/processes-channels.test.ts', title: 'MAIL_FROM' },
  SMS_GATEWAY_URL: {
    values: [['', 'SUCCESS']],
    look: async () => (await askedOfGateway({})).outcome,
  },
  SMS_GATEWAY_METHOD: {
    values: [
      ['PUT', 'PUT'],
      ['POST', 'POST'],
    ],
    look: async (environment) => (await askedOfGateway(environment)).method,
  },
  SMS_GATEWAY_HEADERS: {
    values: [['{"x-of-the-tests":"7"}', '7']],
    look: async (environment) => (await askedOfGateway(environment)).header('x-of-the-tests'),
  },
  SMS_GATEWAY_BODY: {
    values: [['{"number":"{to}","otp":"{code}"}', `{"number":"${people.phone}","otp":"000000"}`]],
    look: async (environment) => (await askedOfGateway(environment)).body.replace(/\d{6}(?="}$)/, '000000'),
  },
  SMS_GATEWAY_CONTENT_TYPE: {
    values: [['application/x-www-form-urlencoded', encodeURIComponent(people.phone)]],
    look: async (environment) => {
      const body = 'otp={code}&to={to}';
      return (await askedOfGateway({ ...environment, SMS_GATEWAY_BODY: body })).body.split('to=')[1];
    },
  },
  SMS_GATEWAY_ACCEPTED: {
    values: [
      ['"ok":1', 'SUCCESS'],
      ['"ok":2', 'UNKNOWN_EXCEPTION'],
    ],
    look: async (environment) => (await askedOfGateway(environment)).outcome,
  },
  SMS_GATEWAY_REFUSED: {
    values: [
      ['"ok":1', 'PROCESS_FAIL'],
      ['"ok":2', 'SUCCESS'],
    ],
    look: async (environment) => (await askedOfGateway(environment)).outcome,
  },
  LOG_LEVEL: {
    values: [
      ['info', true],
      ['error', false],
    ],
    look: async (environment) => {
      const target = await serve(environment);
      await send(target, { body: goodBody(target, { accessToken: 'nobody' }) });
      return target.output().includes('INVALID_TOKEN');
    },
  },
  LOG_FORMAT: {
    values: [
      ['json', true],
      ['text', false],
    ],
    look: async (environment) => {
      const target = await serve(environment);
      await send(target, { body: goodBody(target, { accessToken: 'nobody' }) });
      return target
        .output()
        .split('\n')
        .some((line) => line.startsWith('{') && line.includes('INVALID_TOKEN'));
    },
  },
  SHUTDOWN_DELAY_MS: { file: 'test/reference/service/service.test.ts', title: 'readiness goes down first' },
  SHUTDOWN_GRACE_MS: {
    values: [
      ['50', 'hung up'],
      ['10000', 'UNKNOWN_EXCEPTION'],
    ],
    look: async (environment) => {
      const limits = { HANDLER_TIMEOUT_MS: '700', CHANNEL_TIMEOUT_MS: '500' };
      const parts = silentChannel();
      const target = await serve({ ...environment, ...limits }, parts);
      const answered = send(target).catch(() => 'hung up');
      const channel = parts.channels?.MOBILE;
      await expect
        .poll(() => channel instanceof RecordingChannel && channel.messages.length, { interval: 5 })
        .toBe(1);
      await target.service.close();
      return answered;
    },
  },
};

async function signingVersion(target: RunningService): Promise<string | undefined> {
  const { headers } = await call({ ...target, publicKey: files.mpp.publicKey });
  return /keyVersion=(\w+)/.exec(String(headers['signature']))?.[1];
}

describe('every setting has an effect', () => {
  for (const [name, effect] of Object.entries(effects)) {
    if ('file' in effect) {
      it(`${name}: shown by ${effect.file}`, () => {
        expect(readFileSync(effect.file, 'utf8')).toContain(effect.title);
      });
    } else {
      it.each(effect.values)(`${name}=%s`, async (value, seen) => {
        expect(await effect.look({ [name]: value }, value)).toEqual(seen);
      });
    }
  }

  it('and no other is listed', () => {
    expect(Object.keys(effects).sort()).toEqual(Object.keys(settingRows).sort());
  });
});
