import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ProfileInput, runConformance, sandboxProfile, toTerminal } from '@sendotp-contract/conformance';
import type { SendOtpServer, SendOtpServerOptions } from '@sendotp-contract/server';
import { startMock } from '../../e2e/mock-target.js';
import { startReference } from '../../e2e/reference-target.js';
import type { Target } from '../../e2e/target.js';

const profileFor = ({ url, privateKey, publicKey }: Target): ProfileInput => ({
  ...sandboxProfile({ privateKey, publicKey }),
  baseUrl: url,
  // What is expected below is said of this one; each further operation has its own test.
  operations: ['sendOTP'],
});

/** What the sandbox's profile has not got, at whatever target. */
const beyondTheSandbox = {
  'CALL-1.https': 'the target runs on this machine',
  'HDR-3.default-is-newest': expect.stringContaining('olderKey') as string,
  'SIG-5.older-key': expect.stringContaining('olderKey') as string,
  'SIG-5.swapped-keys': expect.stringContaining('olderKey') as string,
  'RC-16.throttled': expect.stringContaining('throttledClient') as string,
};

/** This project's own servers, each with the cases that cannot be tried there beyond those. */
const targets: readonly (readonly [
  string,
  () => Promise<Target & { readonly server: SendOtpServer }>,
  object,
])[] = [
  ['the reference MPP', () => startReference(), {}],
  [
    'the mock',
    () => startMock(),
    {
      // It takes any ids and any token by design: the sandbox's profile knows a mock by one of its tokens.
      'RC-2.not-its-own': expect.stringContaining('takes any acquirerId and pspId by design') as string,
      'RC-6.never-valid': expect.stringContaining('takes any access token by design') as string,
      'order.acquirerid-and-pspid': expect.stringContaining(
        'acquirerId and pspId alone is answered',
      ) as string,
    },
  ],
];

describe.each(targets)('%s', (_, start, beyond) => {
  it('keeps the contract: every case passes, and those that it cannot be asked are not tried', async () => {
    const target = await start();
    const report = await runConformance(profileFor(target), { fuzz: 300 });
    await target.server.close();
    const failed = report.cases.filter(({ verdict }) => verdict === 'failed');
    expect(
      failed.map(({ id }) => id),
      toTerminal(report),
    ).toEqual([]);
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0 });
    const untried = report.cases.filter(({ verdict }) => verdict === 'not-tried');
    expect(Object.fromEntries(untried.map(({ id, reasons }) => [id, reasons[0]]))).toEqual({
      ...beyondTheSandbox,
      ...beyond,
    });
    // A judge that takes longer is not run before each commit.
    expect(report.durationMs).toBeLessThan(30_000);
    // What the judge counts is what was sent.
    expect(report.otps.caused).toBe(target.deliveries?.().length ?? report.otps.expected);
  });
});

describe('the reference MPP during a rotation, with a client over its limit', () => {
  it('keeps the contract in every case that there is', async () => {
    const pair = () =>
      generateKeyPairSync('rsa', {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
    const [older, newest] = [pair(), pair()];
    const keys = { '1': older.publicKey, '2': newest.publicKey };
    const clients: SendOtpServerOptions['clients'] = { SANDBOX_ALIPAY_PLUS: keys, BUSY: keys };
    const target = await startReference({ clients, admit: (clientId) => clientId !== 'BUSY' });
    const options = { ...profileFor(target), publicKeys: target.publicKey, privateKey: newest.privateKey };
    const report = await runConformance({
      ...options,
      keyVersion: '2',
      olderKey: { keyVersion: '1', privateKey: older.privateKey },
      throttledClient: { clientId: 'BUSY' },
    });
    await target.server.close();
    const open = report.cases.filter(({ verdict }) => verdict !== 'passed');
    expect(
      open.map(({ id }) => id),
      toTerminal(report),
    ).toEqual(['CALL-1.https']);
    expect(report.rules.filter(({ verdict }) => verdict === 'held')).toHaveLength(54);
  });
});
