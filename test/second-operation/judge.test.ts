import {
  type BusinessCases,
  businessCases,
  fromAnswer,
  type ProfileInput,
  type Report,
  runConformance,
  sandboxProfile,
  toTerminal,
} from '@sendotp-contract/conformance';
import type { Handlers } from '@sendotp-contract/server';
import { afterEach, describe, expect, it } from 'vitest';
import { caller, mpp } from '../key-pairs.js';
import { contract, type Running, start } from './two-operations.js';

const { madeUpCheck } = contract.operations;
const both = ['sendOTP', 'madeUpCheck'];

/** Written by hand, as for every operation that has business of its own. */
const cases: BusinessCases = {
  ...businessCases,
  madeUpCheck: [
    {
      id: 'RC-901.wrong',
      rules: ['RC-901'],
      title: 'MADE_UP_CODE_WRONG for a code that was not sent; SUCCESS for the one that was',
      severity: 'must',
      needs: ['valid'],
      otps: { expected: 1, atMost: 1 },
      steps: [
        { operation: 'sendOTP', send: { token: 'valid' }, expect: { kind: 'code', codes: ['SUCCESS'] } },
        ...(
          [
            ['000000', 'MADE_UP_CODE_WRONG'],
            ['123456', 'SUCCESS'],
          ] as const
        ).map(([typedCode, code]) => ({
          send: {
            token: 'valid' as const,
            parameters: { verifyRequestId: fromAnswer(0, 'verifyRequestId'), typedCode },
          },
          expect: { kind: 'code' as const, codes: [code] as const },
        })),
      ],
    },
  ],
};

describe('the judge with two operations', () => {
  let running: Running;
  afterEach(async () => {
    await running.server.close({ graceMs: 100 });
  });

  async function judged(
    own: Partial<Handlers<typeof contract>> = {},
    profile: Partial<ProfileInput> = {},
  ): Promise<Report> {
    running = await start(own);
    const sandbox = sandboxProfile({ privateKey: caller.privateKey, publicKey: mpp.publicKey });
    const accessTokens = { valid: `${contract.sandbox.tokenPrefix}SUCCESS` };
    return runConformance(
      {
        ...sandbox,
        mockToken: undefined,
        throttledClient: undefined,
        accessTokens,
        baseUrl: running.url,
        operations: both,
        ...profile,
      },
      { contract, businessCases: cases },
    );
  }
  const failed = ({ cases: all }: Report) =>
    all.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);

  it('finds both kept, and has cases for each check, header and parameter of the second', async () => {
    const report = await judged();
    expect(failed(report), toTerminal(report)).toEqual([]);
    expect(report.verdict).toBe('conforms');
    const own = report.cases.filter(({ id }) => id.endsWith('@madeUpCheck'));
    const passed = own.filter(({ verdict }) => verdict === 'passed').map(({ id }) => id);
    expect(passed).toContain('RC-901.wrong@madeUpCheck');
    for (const start of ['CALL-2.case', 'HDR-2.zone', 'SIG-1.tampered-body', 'SIG-9.', 'order.key'])
      expect(
        passed.some((id) => id.startsWith(start)),
        start,
      ).toBe(true);
    for (const [name, { rules, required }] of Object.entries(madeUpCheck.parameters)) {
      const [rule = ''] = rules;
      if (required)
        expect(
          passed.some((id) => id.startsWith(`${rule}.`)),
          name,
        ).toBe(true);
    }
  });

  it('tells a server that gives the second operation another limit than its schema', async () => {
    // The schema is the shell's: a handler that refuses what it allows shows the same.
    const report = await judged({
      madeUpCheck: ({ typedCode }) =>
        Promise.resolve({
          resultStatus: 'F',
          resultCode: typedCode.length > 6 ? 'PARAM_ILLEGAL' : 'INVALID_TOKEN',
        }),
    });
    expect(failed(report).filter((id) => id.startsWith('REQ-902.'))).not.toEqual([]);
    expect(failed(report).every((id) => id.endsWith('@madeUpCheck'))).toBe(true);
  });

  it('asks nothing of an operation that the profile says the target does not have', async () => {
    const report = await judged({}, { operations: ['sendOTP'] });
    expect(report.cases.some(({ id }) => id.includes('@madeUpCheck'))).toBe(false);
    expect(report.verdict).toBe('conforms');
  });
});
