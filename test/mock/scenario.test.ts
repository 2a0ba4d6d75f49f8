import { describe, expect, it } from 'vitest';
import type { resultCodes } from '@sendotp-contract/spec';
import { type Operation, operations, sandbox } from '@sendotp-contract/spec';
import { faults, faultsOf } from '../../server/mock/faults.js';
import { parseScenario, type Scenario, standingScenarios, success } from '../../server/mock/scenario.js';
import { accessTokenOf, chooseScenario } from '../../server/mock/scenario-choice.js';
import { contract, lookUp, ping } from './three-operations.js';

const { sendOTP } = operations;
/** What each status means for a sendOTP request that passes every check. */
const codeOf = { S: 'SUCCESS', F: 'PROCESS_FAIL', U: 'UNKNOWN_EXCEPTION' } as const;
const fault = (name: keyof typeof faults, ms = 0) => {
  const step = { kind: 'fault', name, code: codeOf[faults[name].builtOn], ms } as const;
  return step;
};

const outcome = (code: keyof typeof resultCodes) => ({ kind: 'outcome', code }) as const;

describe('a scenario as it is written', () => {
  it.each(Object.values(operations.sendOTP.resultCodes))('$rule: $code is one', ({ code }) => {
    expect(parseScenario(code, sendOTP)).toEqual(outcome(code));
  });

  it.each(Object.entries(faults))('fault:%s is one', (name, { builtOn, delayMs = 0 }) => {
    expect(parseScenario(`fault:${name}`, sendOTP)).toEqual({
      kind: 'fault',
      name,
      code: codeOf[builtOn],
      ms: delayMs,
    });
  });

  it.each<[string, Scenario]>([
    ['fault:slow:0', fault('slow', 0)],
    ['fault:slow:600000', fault('slow', 600_000)],
    ['SUCCESS#run 7', outcome('SUCCESS')],
    ['seq:SUCCESS', { kind: 'sequence', steps: [outcome('SUCCESS')] }],
    [
      'seq:UNKNOWN_EXCEPTION,fault:reset,SUCCESS#1,2',
      {
        kind: 'sequence',
        steps: [outcome('UNKNOWN_EXCEPTION'), fault('reset'), outcome('SUCCESS')],
      },
    ],
  ])('%s is read', (text, scenario) => {
    expect(parseScenario(text, sendOTP)).toEqual(scenario);
  });

  it.each([
    ['', 'no such scenario; expected <RESULT_CODE>'],
    ['success', 'no such scenario'],
    [' SUCCESS', 'no such scenario'],
    ['toString', 'no such scenario'],
    ['sandbox:SUCCESS', 'no such scenario'],
    ['seq:', 'no such scenario'],
    ['seq:SUCCESS,', 'no such scenario'],
    ['seq:seq:SUCCESS', 'no such scenario'],
    ['fault', 'no such fault; expected one of timeout, slow'],
    ['fault:', 'no such fault'],
    ['fault:toString', 'no such fault'],
    ['fault:slow:1:2', 'no such fault'],
    ['fault:reset:100', 'the fault reset takes no number of ms'],
    ['fault:slow:', 'the fault slow takes a number of ms from 0 to 600000'],
    ['fault:slow:600001', 'the fault slow takes a number of ms'],
    ['fault:slow:-1', 'the fault slow takes a number of ms'],
    ['fault:slow:1e3', 'the fault slow takes a number of ms'],
  ])('"%s" is none: %s', (text, message) => {
    expect(() => parseScenario(text, sendOTP)).toThrow(RangeError);
    expect(() => parseScenario(text, sendOTP)).toThrow(message);
  });
});

describe('the choice of a scenario', () => {
  const standing = outcome('PROCESS_FAIL');
  const { tokenPrefix } = sandbox;
  const choose = (accessToken: string | undefined, prefer?: string, operation: Operation = sendOTP) =>
    chooseScenario({ operation, prefer, accessToken, standing, tokenPrefix });
  const chosen = (code: keyof typeof resultCodes) => ({ outcome: 'chosen', scenario: outcome(code) });

  it('the header comes first, then the token, then what stands for all', () => {
    expect(choose('sandbox:USER_NOT_EXIST', 'example=SUCCESS')).toEqual(chosen('SUCCESS'));
    expect(choose('sandbox:USER_NOT_EXIST')).toEqual(chosen('USER_NOT_EXIST'));
    expect(choose('a token of the partner')).toEqual(chosen('PROCESS_FAIL'));
    expect(choose('SUCCESS')).toEqual(chosen('PROCESS_FAIL'));
  });

  it.each([
    'example=SUCCESS',
    'Example = "SUCCESS"',
    'respond-async, wait=100, example=SUCCESS',
    'example=SUCCESS; foo=bar, dynamic=true',
    'example=SUCCESS, example=PROCESS_FAIL',
  ])('Prefer: %s asks for SUCCESS', (prefer) => {
    expect(choose('token', prefer)).toEqual(chosen('SUCCESS'));
  });

  it.each(['', 'code=500', 'dynamic=true', 'example', 'myexample=SUCCESS', 'wait=1; example=SUCCESS'])(
    'Prefer: %s asks for nothing',
    (prefer) => {
      expect(choose('sandbox:USER_NOT_EXIST', prefer)).toEqual(chosen('USER_NOT_EXIST'));
    },
  );

  it.each([
    ...['example=', 'example=NOPE', 'example=success', 'example=seq:SUCCESS', 'example=toString'],
    // Quotes around a part of it are no quotes.
    ...['example=SUC"CESS"', 'example="SUCC"ESS'],
  ])('RC-12: Prefer: %s names no code, PARAM_ILLEGAL', (prefer) => {
    expect(choose('sandbox:USER_NOT_EXIST', prefer)).toMatchObject({
      outcome: 'refused',
      code: 'PARAM_ILLEGAL',
    });
  });

  it.each(['sandbox:', 'sandbox:NOPE', 'sandbox:seq:NOPE', 'sandbox:fault:NOPE'])(
    'RC-6: the access token %s was never given out, and the reason repeats nothing of it',
    (token) => {
      const choice = choose(token);
      expect(choice).toMatchObject({ outcome: 'refused', code: 'INVALID_TOKEN' });
      expect(JSON.stringify(choice)).not.toContain('NOPE');
    },
  );

  it.each([
    [true, 'PROCESS_FAIL'],
    [false, 'SUCCESS'],
  ] as const)(
    'RC-13: the token of the user without an e-mail address, by e-mail: %s, %s',
    (byEmail, code) => {
      const token = sandbox.noEmailToken;
      const call = { operation: sendOTP, prefer: undefined, accessToken: token, standing, tokenPrefix };
      expect(chooseScenario({ ...call, noEmail: { token, byEmail } })).toEqual(chosen(code));
    },
  );

  it('RC-6: an operation without INVALID_TOKEN refuses an unknown scenario with PARAM_ILLEGAL', () => {
    expect(choose('sandbox:NOPE', undefined, ping)).toMatchObject({
      outcome: 'refused',
      code: 'PARAM_ILLEGAL',
    });
  });

  it('a call without an access token gets the standing scenario, or the one of its header', () => {
    expect(choose(undefined)).toEqual(chosen('PROCESS_FAIL'));
    expect(choose(undefined, 'example=SUCCESS')).toEqual(chosen('SUCCESS'));
  });
});

describe('a scenario belongs to an operation', () => {
  it.each([
    ['OTP_SEND_TIMES_EXCEED_LIMIT', ping, 'no such scenario'],
    ['seq:SUCCESS,OTP_SEND_TIMES_EXCEED_LIMIT', lookUp, 'no such scenario'],
    ['LOOK_UP_CLOSED', sendOTP, 'no such scenario'],
    ['fault:missing-id', ping, 'no such fault; expected one of timeout, slow'],
    ['seq:fault:missing-id,SUCCESS', ping, 'no such fault'],
  ])('%s is none of an operation that does not have it', (text, operation, message) => {
    expect(() => parseScenario(text, operation)).toThrow(RangeError);
    expect(() => parseScenario(text, operation)).toThrow(message);
  });

  it('a fault that the operation cannot have is not listed among those expected', () => {
    expect(() => parseScenario('fault:NOPE', ping)).toThrow(/expected one of (?!.*missing-id)/);
    expect(() => parseScenario('fault:NOPE', lookUp)).toThrow('missing-id');
  });

  it('the faults of an operation are all, or those that it can have, each with the code that it breaks', () => {
    expect(faultsOf(sendOTP)).toEqual(
      Object.entries(faults).map(([name, { builtOn }]) => ({ name, code: codeOf[builtOn] })),
    );
    const ofPing = faultsOf(ping).map(({ name }) => name);
    expect(ofPing).toEqual(Object.keys(faults).filter((name) => name !== 'missing-id'));
    expect(faultsOf({ ...sendOTP, resultCodes: {} })).toEqual([]);
  });

  it('an operation whose order of checks names no success succeeds all the same, with the code that it has', () => {
    const unordered = { ...ping, orderOfChecks: [] };
    expect(success(unordered)).toEqual(outcome('SUCCESS'));
    expect(() => success({ ...unordered, resultCodes: {} })).toThrow(
      'ping has no result code with the status S',
    );
  });

  it('LOOK_UP_CLOSED is one of its own operation', () => {
    expect(parseScenario('LOOK_UP_CLOSED', lookUp)).toEqual({ kind: 'outcome', code: 'LOOK_UP_CLOSED' });
  });

  it('Prefer: example= takes the codes of the operation called and counts them', () => {
    const choose = (operation: Operation, prefer: string) =>
      chooseScenario({
        operation,
        prefer,
        accessToken: undefined,
        standing: { kind: 'outcome', code: 'SUCCESS' },
        tokenPrefix: sandbox.tokenPrefix,
      });
    expect(choose(lookUp, 'example=LOOK_UP_CLOSED')).toMatchObject({ outcome: 'chosen' });
    const count = Object.keys(ping.resultCodes).length;
    expect(choose(ping, 'example=LOOK_UP_CLOSED')).toMatchObject({
      outcome: 'refused',
      why: `Prefer: example= names none of the ${count} result codes of ${ping.operationId}`,
    });
  });

  it('the standing scenario is that of the operations that have it; one of none is an error', () => {
    expect([...standingScenarios('SUCCESS', contract).keys()]).toEqual(Object.keys(contract.operations));
    expect([...standingScenarios('LOOK_UP_CLOSED', contract).keys()]).toEqual([lookUp.operationId]);
    expect(() => standingScenarios('NOPE', contract)).toThrow(RangeError);
    expect(() => standingScenarios('LOOK_UP_CLOSED')).toThrow('no such scenario');
  });

  it('the access token is the secret that carries a scenario, otherwise the first secret', () => {
    const token = (operation: Operation, request: object) =>
      accessTokenOf(operation, request, sandbox.tokenPrefix);
    expect(token(sendOTP, { pspId: 'sandbox:SUCCESS', accessToken: 'own' })).toBe('own');
    expect(token(lookUp, { pin: '1234', userToken: 'sandbox:SUCCESS' })).toBe('sandbox:SUCCESS');
    expect(token(lookUp, { pin: '1234', userToken: 'own' })).toBe('1234');
    expect(token(lookUp, { userToken: 'own' })).toBe('own');
    expect(token(ping, { accessToken: 'sandbox:SUCCESS' })).toBeUndefined();
  });
});
