import { describe, expect, it } from 'vitest';
import {
  businessCases,
  type BusinessCases,
  fromAnswer,
  listCases,
  type Report,
  runConformance,
  toTerminal,
} from '@sendotp-contract/conformance';
import { contract as shipped, type Contract, type Operation, type SchemaError } from '@sendotp-contract/spec';
import { type Habits, isText, startVariant, tokens } from '../variant-server.js';
import { profileOf, world } from '../world.js';

/** A validator by hand, for a made-up operation. */
function validator(fits: (value: unknown) => boolean): Operation['validateRequest'] {
  const validate = (value: unknown): value is object => fits(value);
  const errors: readonly SchemaError[] | null = null;
  return Object.assign(validate, { errors });
}

const { sendOTP } = shipped.operations;
const text = { type: 'string', required: true, nullable: false, minLength: 1, rules: [] } as const;
const has = (value: unknown, name: string, most: number): boolean =>
  typeof value === 'object' && value !== null && isText(Reflect.get(value, name), most);

/** A made-up second operation, which uses what the first one answers. */
const useOtp: Operation = {
  ...sendOTP,
  operationId: 'useOTP',
  path: '/aps/api/v1/users/useOTP',
  parameters: {
    acquirerId: sendOTP.parameters.acquirerId,
    pspId: sendOTP.parameters.pspId,
    accessToken: sendOTP.parameters.accessToken,
    verifyRequestId: { ...text, maxLength: 64 },
  },
  successFields: { receipt: { ...text, maxLength: 8 } },
  plainRequest: { acquirerId: 'A', pspId: 'P', accessToken: 'T', verifyRequestId: 'V' },
  validateRequest: validator((value) => has(value, 'verifyRequestId', 64)),
  validateResponse: validator(() => true),
};
const contract: Contract = { ...shipped, operations: { sendOTP, useOTP: useOtp } };

const cases: BusinessCases = {
  ...businessCases,
  useOTP: [
    {
      id: 'RC-1.used',
      rules: ['RC-1'],
      title: 'SUCCESS for an OTP that was sent',
      severity: 'must',
      needs: ['valid'],
      otps: { expected: 1, atMost: 1 },
      steps: [
        { operation: 'sendOTP', send: { token: 'valid' }, expect: { kind: 'code', codes: ['SUCCESS'] } },
        {
          send: {
            token: 'valid',
            parameters: { verifyRequestId: fromAnswer(0, 'verifyRequestId') },
          },
          expect: { kind: 'code', codes: ['SUCCESS'] },
        },
      ],
    },
  ],
};

/** A server that has both operations. `used`: the ids that came with the second one. */
function both(used: unknown[], change: (good: Habits) => Partial<Habits> = () => ({})) {
  return (good: Habits): Partial<Habits> => {
    const known = new Set<unknown>();
    let second = false;
    const habits: Partial<Habits> = {
      path: (path) => {
        second = path === useOtp.path;
        return second || good.path(path);
      },
      schema: (body) => {
        if (!second) return good.schema(body);
        const { verifyType: _, ...rest } = body;
        return good.schema(rest) && isText(body['verifyRequestId'], 64);
      },
      agreement: (body) => {
        if (second && body['accessToken'] === tokens.valid) used.push(body['verifyRequestId']);
        return good.agreement(body);
      },
      verifyRequestId: () => {
        const id = good.verifyRequestId();
        known.add(id);
        return id;
      },
      body: (body) =>
        second && 'verifyRequestId' in body ? { result: body['result'], receipt: 'receipt1' } : body,
    };
    return { ...habits, ...change({ ...good, ...habits }) };
  };
}

async function judge(
  used: unknown[],
  change?: (good: Habits) => Partial<Habits>,
  options: { readonly only?: string[]; readonly fuzz?: number; readonly operations?: string[] } = {},
): Promise<Report> {
  const server = await startVariant(world, both(used, change));
  const { operations, ...rest } = options;
  try {
    return await runConformance(
      { ...profileOf(server.url), operations: operations ?? Object.keys(contract.operations) },
      { contract, businessCases: cases, ...rest },
    );
  } finally {
    await server.close();
  }
}

describe('a contract with a second operation', () => {
  it('is judged in both, and a case uses a field of an earlier answer', async () => {
    const used: unknown[] = [];
    const report = await judge(used, undefined, { fuzz: 20 });
    expect(
      report.cases.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id),
      toTerminal(report),
    ).toEqual([]);
    expect(report).toMatchObject({ verdict: 'conforms', otps: { expected: 5, caused: 5 } });
    expect(report.target.operations).toEqual(['sendOTP', 'useOTP']);
    expect(used).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(report.cases.find(({ id }) => id === 'fuzz.requests@useOTP')).toMatchObject({
      verdict: 'not-tried',
      reasons: ['there is no oracle for useOTP: generated requests of it cannot be judged'],
    });
  });

  it('gets its call, header, signature, order, replay, length and required-field cases from the record', () => {
    const ids = listCases(10, undefined, { contract, businessCases: cases }).map(({ id }) => id);
    for (const id of [
      'CALL-2.case@useOTP',
      'HDR-3.blanks@useOTP',
      'SIG-1.tampered-body@useOTP',
      'order.path@useOTP',
      'SIG-9.refused-again@useOTP',
      'REQ-7.length@useOTP',
      'REQ-9.verifyRequestId-too-long@useOTP',
      'REQ-9.verifyRequestId-required@useOTP',
      'RC-1.used@useOTP',
    ]) {
      expect(ids).toContain(id);
    }
    // It has no parameter that lists its values.
    expect(ids).not.toContain('REQ-8.values@useOTP');
    expect(ids).toContain('REQ-8.values');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('--only selects a case in every operation, or in one', () => {
    const selected = (only: string) =>
      listCases(10, [only], { contract, businessCases: cases }).map(({ id }) => id);
    expect(selected('CALL-2.case')).toEqual(['CALL-2.case', 'CALL-2.case@useOTP']);
    expect(selected('CALL-2.case@useOTP')).toEqual(['CALL-2.case@useOTP']);
  });

  it('a breach in the second operation is told by its own cases alone', async () => {
    const report = await judge(
      [],
      (good) => ({ path: (path) => good.path(path) || good.path(path.replace('/useOtp', '/useOTP')) }),
      { only: ['CALL-2'] },
    );
    const failed = report.cases.filter(({ verdict }) => verdict === 'failed');
    expect(failed.map(({ id, operation }) => [id, operation])).toEqual([['CALL-2.case@useOTP', 'useOTP']]);
  });

  it('RES-5: a success field of the second operation is held to its own limits', async () => {
    const report = await judge(
      [],
      (good) => ({
        body: (body, code) => {
          const own = good.body(body, code);
          return typeof own === 'object' && own !== null && 'receipt' in own
            ? { ...own, receipt: 'too long a receipt' }
            : own;
        },
      }),
      { only: ['RC-1.used', 'every.id-with-S'] },
    );
    expect(report.cases.find(({ id }) => id === 'every.id-with-S')?.findings[0]?.actual).toBe(
      'receipt has 18 characters; expected 1 to 8',
    );
  });

  it('only the operations that the profile names are called', async () => {
    const report = await judge([], undefined, { operations: ['sendOTP'], only: ['CALL-2', 'REQ-5'] });
    expect(report.cases.filter(({ id }) => id.includes('@'))).toEqual([]);
    expect(report.exitCode).toBe(0);
  });

  it('a profile that names an unknown operation is refused', async () => {
    await expect(judge([], undefined, { operations: ['eatOTP'] })).rejects.toThrow(
      'operations.0: must be sendOTP or useOTP',
    );
  });

  it('an operation that the target does not have stops the run, and the advice says what to do', async () => {
    const report = await judge([], (good) => ({ path: (path) => path !== useOtp.path && good.path(path) }));
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(report.summary).toContain('even a plain call of useOTP');
    expect(report.obstacle?.advice.join(' ')).toContain('Does the target have useOTP?');
  });
});
