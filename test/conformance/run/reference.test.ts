import { describe, expect, it } from 'vitest';
import { type ProfileInput, runConformance, sandboxProfile, toTerminal } from '@sendotp-contract/conformance';
import type { SendOtpServer } from '@sendotp-contract/server';
import { startMock } from '../../e2e/mock-target.js';
import { startReference } from '../../e2e/reference-target.js';
import type { Target } from '../../e2e/target.js';

const profileFor = ({ url, privateKey, olderPrivateKey, publicKey }: OurTarget): ProfileInput => ({
  ...sandboxProfile({ privateKey, olderPrivateKey, publicKey }),
  baseUrl: url,
  // What is expected below is said of this one; each further operation has its own test.
  operations: ['sendOTP'],
});

/** What the sandbox's profile leaves untried, at whatever target. */
const beyondTheSandbox = { 'CALL-1.https': 'the target runs on this machine' };

type OurTarget = Target & { readonly server: SendOtpServer; readonly olderPrivateKey: string };

/** This project's own servers, each with the cases that cannot be tried there beyond those. */
const targets: readonly (readonly [string, () => Promise<OurTarget>, object])[] = [
  ['the reference MPP', () => startReference(), {}],
  [
    'the mock',
    () => startMock(),
    {
      // It takes any ids and any token by design: the sandbox's profile knows a mock by one of its tokens.
      'RC-2.not-its-own': expect.stringContaining('takes any acquirerId and pspId by design') as string,
      'RC-2.similar': expect.stringContaining('takes any acquirerId and pspId by design') as string,
      'RC-6.never-valid': expect.stringContaining('takes any access token by design') as string,
      'RC-6.similar': expect.stringContaining('takes any access token by design') as string,
      'order.acquirerid-and-pspid': expect.stringContaining(
        'takes any acquirerId and pspId by design',
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
    // A judge that takes longer, or sends more, is not run before each commit.
    expect(report.durationMs).toBeLessThan(10_000);
    expect(report.otps.caused).toBeLessThanOrEqual(6);
    // What the judge counts is what was sent.
    expect(report.otps.caused).toBe(target.deliveries?.().length ?? report.otps.expected);
  });
});
