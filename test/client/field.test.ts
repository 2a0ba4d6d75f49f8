import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calls } from '@sendotp-contract/spec/calls';
import { type CalledOperation, type Operation, operations } from '@sendotp-contract/spec';
import { Attempt } from '../../client/attempt.js';
import { neverAborted } from '../../client/call-signal.js';
import { checkRequest } from '../../client/request-check.js';
import { checkBody } from '../../client/response-body.js';
import { calls as otherCalls } from '../second-operation/generated/calls.js';
import { operations as otherOperations } from '../second-operation/generated/index.js';

/** Each operation as a caller knows it, and the whole record with its compiled validators. */
const pairs: readonly (readonly [string, CalledOperation, Operation])[] = [
  ['sendOTP', calls.sendOTP, operations.sendOTP],
  ['madeUpCheck', otherCalls.madeUpCheck, otherOperations.madeUpCheck],
];

const value = fc.oneof(
  fc.constantFrom(
    'A',
    '',
    'MOBILE',
    'EMAIL',
    '123456',
    'x'.repeat(64),
    'x'.repeat(65),
    '\u{1F4B6}'.repeat(64),
  ),
  fc.constantFrom('x'.repeat(128), 'x'.repeat(129), null, 5, true, undefined),
  fc.jsonValue({ maxDepth: 1 }),
);

describe.each(pairs)('%s', (_, call, operation) => {
  it('a caller knows the same of it as everybody', () => {
    const { parameters, successFields, resultCodes, path, method, operationId } = operation;
    expect(call).toMatchObject({ parameters, successFields, path, method, operationId });
    expect(Object.keys(call.resultCodes)).toEqual(Object.keys(resultCodes));
    for (const [code, row] of Object.entries(call.resultCodes)) expect(resultCodes[code]).toMatchObject(row);
  });

  it('no validator is loaded that the tables make superfluous', () => {
    expect(call.validateRequest).toBeUndefined();
    // Its U is that of sendOTP, which forbids a field that it does not have.
    expect(call.validateResponse === undefined).toBe(call.operationId === 'sendOTP');
  });

  it('the table of fields gives every request the verdict of its schema', () => {
    const names = [...Object.keys(call.parameters), 'unknown'];
    const body = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
    const nearly = fc
      .tuple(fc.constantFrom(...names), value)
      .map(([name, changed]) => ({ ...operation.plainRequest, [name]: changed }));
    let legal = 0;
    fc.assert(
      fc.property(fc.oneof(body, nearly, fc.jsonValue()), (candidate) => {
        const expected = operation.validateRequest(candidate);
        legal += expected ? 1 : 0;
        expect(
          passes(() => {
            checkRequest(candidate, call);
          }),
        ).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(legal).toBeGreaterThan(0);
  });

  it('the tables of codes and fields give every response the verdict of its schema', async () => {
    const names = Object.keys(call.successFields);
    const body = fc.record(
      {
        result: fc.record(
          {
            resultStatus: fc.constantFrom('S', 'S', 'F', 'U', 'X', null),
            resultCode: fc.constantFrom('SUCCESS', 'SUCCESS', ...Object.keys(call.resultCodes)),
          },
          { requiredKeys: [] },
        ),
        ...Object.fromEntries(names.map((name) => [name, value.filter((field) => field !== undefined)])),
      },
      { requiredKeys: [] },
    );
    let legal = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(body, fc.jsonValue()), async (candidate) => {
        const expected = operation.validateResponse(candidate);
        legal += expected ? 1 : 0;
        await expect(
          checkBody(candidate, call, signedAttempt()).then(
            () => true,
            () => false,
          ),
        ).resolves.toBe(expected);
      }),
      { numRuns: 2000 },
    );
    expect(legal).toBeGreaterThan(0);
  });
});

describe.each(pairs)('RES-1: the messages of %s', (_, call, operation) => {
  const messageOf = async (code: string, known: CalledOperation): Promise<string> => {
    const result = { resultStatus: known.resultCodes[code]?.status, resultCode: code };
    return (await checkBody({ result }, known, signedAttempt())).resultMessage;
  };

  it('are those of the contract, and a success loads none', async () => {
    for (const [code, { status, message }] of Object.entries(operation.resultCodes))
      expect(status === 'S' ? call.resultCodes[code]?.message : await messageOf(code, call)).toBe(message);
  });

  it('are replaced by the code when they cannot be loaded', async () => {
    const offLine = { ...call, messages: () => Promise.reject(new Error('off line')) };
    expect(await messageOf('PROCESS_FAIL', offLine)).toBe('PROCESS_FAIL');
  });
});

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

function signedAttempt(): Attempt {
  const start = { number: 1, timeoutMs: 1, signal: neverAborted, mayHaveBeenSentBefore: false };
  const attempt = new Attempt({ ...start, signing: { sent: undefined } });
  attempt.signed = true;
  return attempt;
}
