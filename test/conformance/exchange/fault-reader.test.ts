import { createPublicKey } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { contract as shipped } from '@sendotp-contract/spec';
import {
  businessCases,
  type ConformanceCase,
  type ProfileInput,
  runConformance,
} from '@sendotp-contract/conformance';
import { type Habits, startVariant, type World } from '../variant-server.js';
import { keyPair } from '../../key-pairs.js';
import { profileOf, world } from '../world.js';

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

/** Names that tempt code which searches texts: each has been planted by a person who was surprised. */
const hostile: Readonly<
  Record<
    string,
    { readonly ids: readonly [string, string, string]; readonly prefix: string; readonly keyVersion: string }
  >
> = {
  'letters that cases use': { ids: ['XXX_X', 'X', 'X'], prefix: '', keyVersion: '2' },
  'characters of JSON': { ids: ['C:1', '"},{\\"', ':",}\\'], prefix: '/X/mpp', keyVersion: '2' },
  'blanks and emoji': { ids: ['C"1,}', ' 🔑 支 ', 'é é'], prefix: '/gateway', keyVersion: '7' },
  '64 characters': { ids: ['C'.repeat(64), 'X'.repeat(64), '🔑'.repeat(64)], prefix: '', keyVersion: '7' },
};

async function judged(name: string, extra: readonly ConformanceCase[] = [], only?: string[]) {
  const {
    ids: [clientId, acquirerId, pspId],
    prefix,
    keyVersion,
  } = hostile[name] ?? { ids: ['', '', ''], prefix: '', keyVersion: '' };
  const newest = newest2048;
  const theirs: World = {
    ...world,
    clientId,
    acquirerId,
    pspId,
    callerKeys: { ...world.callerKeys, [keyVersion]: createPublicKey(newest.publicKey) },
  };
  const change = (good: Habits): Partial<Habits> => ({
    path: (path, request) => path.startsWith(prefix) && good.path(path.slice(prefix.length), request),
    keyVersion: (version) => version ?? keyVersion,
  });
  const server = await startVariant(theirs, change);
  running.push(server);
  const profile: ProfileInput = {
    ...profileOf(server.url + prefix),
    clientId,
    acquirerId,
    pspId,
    keyVersion,
    privateKey: newest.privateKey,
    throttledClient: { clientId: world.throttledClientId },
  };
  return runConformance(profile, {
    contract: shipped,
    businessCases: { sendOTP: [...businessCases.sendOTP, ...extra] },
    ...(only === undefined ? {} : { only }),
  });
}
const newest2048 = keyPair('newer');

describe('what a case plants is in its message, and nothing else', () => {
  it.each(Object.keys(hostile))('for every case of a profile with %s', async (name) => {
    const report = await judged(name);
    const wrong = report.cases.filter((result) => result.wrong);
    expect(wrong.map(({ id, reasons }) => [id, reasons])).toEqual([]);
    const failed = report.cases.filter(({ verdict }) => verdict === 'failed');
    expect(failed.map(({ id, findings }) => [id, findings[0]?.label, findings[0]?.actual])).toEqual([]);
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0 });
  });

  it('CALL-3: a body that is cut at an X is a defect of the judge, never a verdict', async () => {
    const cut: ConformanceCase = {
      id: 'CALL-3.cut',
      rules: ['CALL-3'],
      title: 'a body that is not UTF-8, made as the judge once made it',
      severity: 'must',
      steps: [
        {
          send: {
            body: (own) => {
              const text = JSON.stringify({ ...own, note: 'X' });
              const at = text.indexOf('X');
              return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from([0x80]), Buffer.from('"}')]);
            },
          },
          plants: ['body is UTF-8'],
          expect: { kind: 'code', codes: ['PARAM_ILLEGAL'] },
        },
      ],
    };
    const report = await judged('letters that cases use', [cut], ['CALL-3.cut']);
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(report.summary).toContain(
      'CALL-3.cut: this case is wrong: it plants body is UTF-8, its message has',
    );
  });

  it('a case that expects a refusal of a message without a fault is a defect of the judge', async () => {
    const blind: ConformanceCase = {
      id: 'SIG-1.nothing-tampered',
      rules: ['SIG-1'],
      title: 'a refusal for nothing',
      severity: 'must',
      steps: [{ send: {}, expect: { kind: 'code', codes: ['INVALID_SIGNATURE'] } }],
    };
    const report = await judged('letters that cases use', [blind], ['SIG-1.nothing-tampered']);
    expect(report.exitCode).toBe(2);
    expect(report.summary).toContain(
      'it should have one fault for INVALID_SIGNATURE, its message has no fault',
    );
  });
});
