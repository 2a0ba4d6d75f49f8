import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import {
  describeActual,
  describeExpectation,
  describeOutcome,
  type Expectation,
  meets,
  type Yardstick,
} from '../../../conformance/cases/expectation.js';
import type { Exchange } from '../../../conformance/exchange/exchange.js';
import type { Message } from '../../../conformance/exchange/message.js';
import { type Answer, readResponse } from '../../../conformance/exchange/read-response.js';

const operation = operations.sendOTP;
const answer = (code: string, status = 'F', successFields = {}): Answer => ({
  ...{ code, status, message: undefined, successFields },
});
const first = answer('SUCCESS', 'S', { verifyRequestId: 'id' });
const yardstick: Yardstick = { operation, plain: { code: 'INVALID_TOKEN' }, earlier: [undefined, first] };
const stray: Yardstick = { ...yardstick, plain: { code: 'USER_NOT_EXIST', strayCode: 'INVALID_TOKEN' } };
const code: Expectation = { kind: 'code', codes: ['KEY_NOT_FOUND', 'INVALID_SIGNATURE'] };
const accepted: Expectation = { kind: 'accepted' };
const notS: Expectation = { kind: 'not-S' };
const sameAs = (step: number): Expectation => ({ kind: 'same-as', step });

describe('an answer is as expected', () => {
  it.each<[Answer, Expectation, Yardstick, boolean]>([
    [answer('INVALID_SIGNATURE'), code, yardstick, true],
    [answer('KEY_NOT_FOUND'), code, yardstick, true],
    [answer('INVALID_TOKEN'), code, yardstick, false],
    [answer('INVALID_TOKEN'), accepted, yardstick, true],
    [answer('USER_NOT_EXIST'), accepted, yardstick, false],
    [answer('USER_NOT_EXIST'), accepted, stray, true],
    [answer('INVALID_TOKEN'), accepted, stray, true],
    [answer('PARAM_ILLEGAL'), accepted, stray, false],
    [answer('PARAM_ILLEGAL'), { kind: 'accepted', or: ['PARAM_ILLEGAL'] }, stray, true],
    [answer('PARAM_ILLEGAL'), notS, yardstick, true],
    [answer('SUCCESS', 'F'), notS, yardstick, false],
    [answer('PARAM_ILLEGAL', 'S'), notS, yardstick, false],
    [answer('SUCCESS', 'S', { verifyRequestId: 'id' }), sameAs(1), yardstick, true],
    [answer('SUCCESS', 'S', { verifyRequestId: 'other' }), sameAs(1), yardstick, false],
    [answer('SUCCESS', 'S'), sameAs(1), yardstick, false],
    [first, sameAs(0), yardstick, false],
    [first, sameAs(2), yardstick, false],
  ])('%o, where it is %o', (actual, expectation, measure, isMet) => {
    expect(meets(actual, expectation, measure)).toBe(isMet);
  });
});

describe('in words', () => {
  it.each<[Expectation, Yardstick, string]>([
    [code, yardstick, 'F KEY_NOT_FOUND or F INVALID_SIGNATURE'],
    [{ kind: 'code', codes: ['SUCCESS', 'SUCCESS'] }, yardstick, 'S SUCCESS'],
    [{ kind: 'code', codes: ['OF_NOBODY'] }, yardstick, 'OF_NOBODY'],
    [accepted, yardstick, 'accepted: INVALID_TOKEN, the code of a plain call with an unknown access token'],
    [
      accepted,
      stray,
      'accepted: USER_NOT_EXIST or INVALID_TOKEN, the code of a plain call with an unknown access token',
    ],
    [
      { kind: 'accepted', or: ['X'] },
      yardstick,
      'accepted: INVALID_TOKEN or X, the code of a plain call with an unknown access token',
    ],
    [notS, yardstick, 'F or U, never S'],
    [sameAs(0), yardstick, 'the outcome of the first message'],
    [sameAs(1), yardstick, 'the outcome of the first message again: SUCCESS with verifyRequestId "id"'],
  ])('%o is expected', (expectation, measure, words) => {
    expect(describeExpectation(expectation, measure)).toBe(words);
  });

  it('an outcome has the fields that it has', () => {
    expect(describeOutcome(answer('X', 'F', { a: undefined }))).toBe('X');
    expect(describeOutcome(answer('X', 'F', { a: 1, b: null }))).toBe('X with a 1, b null');
  });

  it.each<[string, string]>([
    ['{}', 'HTTP 418 with a body that has no result'],
    ['{"result":{"resultStatus":"F","resultCode":"X"}}', 'F X'],
    ['{"result":{"resultCode":"X"},"verifyRequestId":"id"}', '? X with verifyRequestId "id"'],
  ])('%s was answered', (body, words) => {
    const raw = { status: 418, headers: [], bytes: Buffer.from(body), at: 0 };
    const exchange: Exchange = { message: {} as Message, response: readResponse(raw, operation) };
    expect(describeActual(exchange)).toBe(words);
  });

  it('nothing was answered', () => {
    const response = { kind: 'none', fault: 'timeout', detail: 'nothing came' } as const;
    expect(describeActual({ message: {} as Message, response })).toBe('no response: nothing came');
  });
});
