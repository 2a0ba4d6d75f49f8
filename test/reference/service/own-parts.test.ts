import { createSign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importPublicKeys } from '@sendotp-contract/message';
import { MemoryReplayStore } from '@sendotp-contract/server';
import {
  type Directory,
  MemoryChallengeStore,
  MemoryPumpingLimit,
  MemorySendingLimit,
  MemoryWrongCodeLimit,
  type OwnParts,
  type PartOfService,
  readSettings,
  SettingsError,
  startService,
  TrafficLimit,
} from '@sendotp-contract/reference';
import { call, goodBody } from '../../e2e/caller.js';
import { RecordingChannel } from '../test-mpp.js';
import { type RunningService, runService } from './running-service.js';
import { people, ServiceFiles } from './service-files.js';

let files: ServiceFiles;
let running: RunningService | undefined;
beforeEach(() => {
  files = new ServiceFiles();
});
afterEach(async () => {
  await running?.service.close();
  running = undefined;
  files.remove();
});

/** A directory of one user, and what the service asked of it besides its users. */
class OwnDirectory implements Directory, PartOfService {
  readonly calls: string[] = [];
  broken = false;

  findToken(_clientId: string | undefined, token: string) {
    return Promise.resolve(
      token === people.token ? ({ userId: 'ada', status: 'ACTIVE' } as const) : undefined,
    );
  }
  findUser(id: string) {
    return Promise.resolve({ id, status: 'ACTIVE', phone: people.phone, email: people.email } as const);
  }
  mayAct(clientId: string) {
    return Promise.resolve(clientId === 'CALLER');
  }
  check(): Promise<void> {
    return this.broken
      ? Promise.reject(Object.assign(new Error(people.phone), { code: 'EDOWN' }))
      : Promise.resolve();
  }
  reload(): Promise<void> {
    this.calls.push('reload');
    return this.broken ? Promise.reject(new Error('no')) : Promise.resolve();
  }
  close(): Promise<void> {
    this.calls.push('close');
    return Promise.resolve();
  }
}

const nothing = { DIRECTORY_FILE: '', MPP_KEYS: '' };
const hold = async () => {
  const keys = await importPublicKeys({ '1': files.caller.publicKey });
  const directory = new OwnDirectory();
  const sms = new RecordingChannel();
  const own = {
    directory,
    findClient: (clientId: string) => (clientId === 'CALLER' ? keys : undefined),
    channels: { MOBILE: sms },
    // As a KMS: bytes in, a signature out.
    signingKey: {
      keyVersion: '7',
      sign: (content: Uint8Array) =>
        Promise.resolve(createSign('RSA-SHA256').update(content).sign(files.mpp.privateKey)),
    },
  } satisfies OwnParts;
  return { directory, sms, own };
};
const codeFor = async (target: RunningService, changes = {}): Promise<string> =>
  (await call(target, { body: goodBody(target, changes) })).code;
const page = async (target: RunningService, path: string): Promise<string> =>
  (await fetch(target.adminUrl + path)).text();

describe('a service with parts of its own', () => {
  it('sends to its own users by its own channel, and signs with its own key; all else is as usual', async () => {
    const { sms, own } = await hold();
    running = await runService(files, { ...nothing, NODE_ENV: 'production', SHUTDOWN_DELAY_MS: '0' }, own);
    const answer = await call(running);
    expect(answer.code).toBe('SUCCESS');
    expect(answer.headers['signature']).toContain('keyVersion=7,');
    expect(sms.messages.map(({ address }) => address)).toEqual([people.phone]);
    expect(await codeFor(running)).toBe('OTP_SEND_TIMES_EXCEED_LIMIT');
    expect(await codeFor(running, { accessToken: 'nobody' })).toBe('INVALID_TOKEN');
    // The mail provider is not brought, and none is set.
    expect(await codeFor(running, { verifyType: 'EMAIL' })).toBe('PROCESS_FAIL');
    expect(running.output()).toContain('"code":"SUCCESS"');
    expect(await page(running, '/metrics')).toContain('result="sent",verify_type="MOBILE",reason=""} 1');
    const [message] = sms.messages;
    const { verifyRequestId = '', code: otpCode = '' } = message ?? {};
    const check = { verifyRequestId, otpCode, accessToken: people.token };
    expect(await running.service.mpp.checkOtp(check)).toEqual({ outcome: 'correct' });
  });

  it('a part that can be checked, reloaded and closed takes part in readiness, SIGHUP and shutdown', async () => {
    const { directory, own } = await hold();
    running = await runService(files, nothing, own);
    expect(await page(running, '/readyz')).toBe('{"ready":true,"checks":{"directory":"ok"}}\n');
    await running.service.reload();
    directory.broken = true;
    await running.service.reload();
    const metrics = await page(running, '/metrics');
    expect(metrics).toContain('sendotp_reloads_total{what="directory",result="taken"} 1');
    expect(metrics).toContain('sendotp_reloads_total{what="directory",result="refused"} 1');
    await running.service.close();
    expect(directory.calls).toEqual(['reload', 'reload', 'close']);
  });

  it('a part that does not work makes it not ready, by its code and nothing else', async () => {
    const { directory, own } = await hold();
    directory.broken = true;
    running = await runService(files, nothing, own);
    expect(await page(running, '/readyz')).toBe('{"ready":false,"checks":{"directory":"EDOWN"}}\n');
  });

  it('users of its own go with callers of the file, and callers of its own with users of the file', async () => {
    const { directory, own } = await hold();
    running = await runService(files, {}, { directory });
    expect(await codeFor(running)).toBe('SUCCESS');
    await running.service.close();
    running = await runService(files, {}, { findClient: own.findClient });
    expect(await codeFor(running)).toBe('SUCCESS');
  });

  it('stores of its own keep everything, and a warning of memory is not given', async () => {
    const stores = {
      challenges: new MemoryChallengeStore(),
      replays: new MemoryReplayStore(),
      wrongCodes: new MemoryWrongCodeLimit(),
      sendingLimit: new MemorySendingLimit({ windows: [{ sendings: 2, periodMs: 60_000 }] }),
      pumping: new MemoryPumpingLimit(),
      traffic: new TrafficLimit({ requests: 100 }),
    };
    const { own } = await hold();
    running = await runService(
      files,
      { ...nothing, NODE_ENV: 'production', SHUTDOWN_DELAY_MS: '0' },
      { ...own, stores },
    );
    const codes = [await codeFor(running), await codeFor(running), await codeFor(running)];
    expect(codes).toEqual(['SUCCESS', 'SUCCESS', 'OTP_SEND_TIMES_EXCEED_LIMIT']);
    expect([stores.challenges.size, stores.sendingLimit.size]).toEqual([1, 1]);
    expect(running.output()).not.toContain('kept in memory');
  });

  it('a setting whose part is brought must not be set: nothing would read it', async () => {
    const { own } = await hold();
    const environment = files.environment({
      SMS_GATEWAY_URL: 'https://sms.internal',
      SMS_GATEWAY_BODY: '{}',
    });
    expect(() => readSettings(environment, own)).toThrow(SettingsError);
    try {
      readSettings(environment, own);
    } catch (error) {
      const names = ['DIRECTORY_FILE', 'MPP_KEYS', 'SMS_GATEWAY_URL', 'SMS_GATEWAY_BODY'];
      expect(error instanceof SettingsError ? error.faults : []).toEqual(
        names.map((name) => `${name} has no effect: the program brings its own part in its place; remove it`),
      );
    }
  });

  it('RC-17: a part that fails is a line of the log, without what its error says', async () => {
    const sendingLimit = { reserve: () => Promise.reject(new RangeError(`no room for ${people.phone}`)) };
    const target = await runService(files, { LOG_FORMAT: 'json' }, { stores: { sendingLimit } });
    expect((await call(target)).code).toBe('UNKNOWN_EXCEPTION');
    await target.service.close();
    const faults = target
      .output()
      .split('\n')
      .filter((line) => line.includes('"msg":"fault"'));
    expect(faults).toHaveLength(1);
    expect(JSON.parse(faults[0] ?? '')).toMatchObject({
      ...{ level: 'error', stage: 'handler', fault: { name: 'RangeError' } },
    });
    expect(target.output()).not.toContain(people.phone);
  });

  it('without callers and keys from anywhere it does not start', async () => {
    const settings = readSettings({ PORT: '0' });
    await expect(startService({ settings, output: { write: () => undefined } })).rejects.toThrow(
      'DIRECTORY_FILE or MPP_KEYS is not set',
    );
  });
});
