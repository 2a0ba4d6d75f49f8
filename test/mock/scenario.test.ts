import { describe, expect, it } from 'vitest';
import { resultCodes } from '../../generated/result-codes.js';
import { faults } from '../../server/mock/faults.js';
import { parseScenario, type Scenario } from '../../server/mock/scenario.js';
import { chooseScenario } from '../../server/mock/scenario-choice.js';

const outcome = (code: keyof typeof resultCodes) => ({ kind: 'outcome', code }) as const;

describe('a scenario as it is written', () => {
  it.each(Object.values(resultCodes))('$rule: $code is one', ({ code }) => {
    expect(parseScenario(code)).toEqual(outcome(code));
  });

  it.each(Object.entries(faults))('fault:%s is one', (name, { delayMs = 0 }) => {
    expect(parseScenario(`fault:${name}`)).toEqual({ kind: 'fault', name, ms: delayMs });
  });

  it.each<[string, Scenario]>([
    ['fault:slow:0', { kind: 'fault', name: 'slow', ms: 0 }],
    ['fault:slow:600000', { kind: 'fault', name: 'slow', ms: 600_000 }],
    ['SUCCESS#run 7', outcome('SUCCESS')],
    ['seq:SUCCESS', { kind: 'sequence', steps: [outcome('SUCCESS')] }],
    [
      'seq:UNKNOWN_EXCEPTION,fault:reset,SUCCESS#1,2',
      {
        kind: 'sequence',
        steps: [outcome('UNKNOWN_EXCEPTION'), { kind: 'fault', name: 'reset', ms: 0 }, outcome('SUCCESS')],
      },
    ],
  ])('%s is read', (text, scenario) => {
    expect(parseScenario(text)).toEqual(scenario);
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
    expect(() => parseScenario(text)).toThrow(RangeError);
    expect(() => parseScenario(text)).toThrow(message);
  });
});

describe('the choice of a scenario', () => {
  const standing = outcome('PROCESS_FAIL');
  const choose = (accessToken: string, prefer?: string) => chooseScenario({ prefer, accessToken, standing });
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

  it.each(['example=', 'example=NOPE', 'example=success', 'example=seq:SUCCESS', 'example=toString'])(
    'RC-12: Prefer: %s names no code, PARAM_ILLEGAL',
    (prefer) => {
      expect(choose('sandbox:USER_NOT_EXIST', prefer)).toMatchObject({
        outcome: 'refused',
        code: 'PARAM_ILLEGAL',
      });
    },
  );

  it.each(['sandbox:', 'sandbox:NOPE', 'sandbox:seq:NOPE', 'sandbox:fault:NOPE'])(
    'RC-6: the access token %s was never given out, and the reason repeats nothing of it',
    (token) => {
      const choice = choose(token);
      expect(choice).toMatchObject({ outcome: 'refused', code: 'INVALID_TOKEN' });
      expect(JSON.stringify(choice)).not.toContain('NOPE');
    },
  );
});
