import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemoryChallengeStore } from '@sendotp-contract/reference';
import { call } from '../../../e2e/caller.js';
import { RecordingChannel } from '../../test-mpp.js';
import type { RunningService } from '../running-service.js';
import { people } from '../service-files.js';
import type { Effects } from './effect.js';
import { send } from './effect-world.js';

const codeOf = (target: RunningService): string => /OTP\s+(\d+)/.exec(target.output())?.[1] ?? '';
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

/** The directory, the MPP's keys, and the OTPs. */
export const otpEffects = {
  DIRECTORY_FILE: {
    values: [
      ['directory.yaml', 'SUCCESS'],
      ['empty.yaml', 'INVALID_TOKEN'],
    ],
    look: async ({ serve, files }, _, value) => {
      files.write('empty.yaml', JSON.stringify({ ...files.directory, users: [], tokens: [] }));
      return send(await serve({ DIRECTORY_FILE: join(files.folder, value) }));
    },
  },
  MPP_KEYS: {
    values: [
      ['keys', '1'],
      ['more-keys', '5'],
    ],
    look: async ({ serve, files, signingVersion }, _, value) => {
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
    look: async ({ serve, files, signingVersion }, environment) => {
      for (const version of [9, 10]) files.write(`keys/${version}.pem`, files.mpp.privateKey);
      return signingVersion(await serve(environment));
    },
  },
  OTP_HASH_SECRET: {
    values: [
      ['a secret of the tests, 32 bytes long', 'correct'],
      ['another secret, 32 bytes long, too !', 'wrong'],
    ],
    look: async ({ serve }, environment) => {
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
    look: async ({ serve }, environment) => {
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
    look: async ({ serve }, environment) => {
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
    look: async ({ serve }, environment) => wrongCodes(await serve(environment), 3),
  },
  WRONG_CODES: {
    values: [
      ['1', 'USER_STATUS_ABNORMAL'],
      ['2', 'SUCCESS'],
    ],
    look: async ({ serve }, environment) => {
      const target = await serve({ ...environment, SENDING_LIMITS: '9/1m' });
      await wrongCodes(target, 1);
      return send(target);
    },
  },
} satisfies Effects;
