import { describe, expect, it } from 'vitest';
import { businessCases, invisibleRules, listCases } from '@sendotp-contract/conformance';
import { contractCases } from '../../../conformance/cases/contract-cases.js';
import { plantedFaults } from '../../../conformance/cases/order.js';
import { hintedIds } from '../../../conformance/report/hints.js';
import { otpsOf } from '../../../conformance/run/otp-budget.js';
import { contract, operations, resultCodes, rules } from '@sendotp-contract/spec';

const cases = listCases();
const sending = contractCases({
  contract,
  operations: Object.values(operations),
  businessCases,
  toleranceMinutes: 10,
});

describe('the cases', () => {
  it('every rule has a case or a reason why it cannot be seen, and none has both', () => {
    const seen = new Set(cases.flatMap((aCase) => aCase.rules));
    const hidden = Object.keys(invisibleRules);
    expect([...seen, ...hidden].sort()).toEqual(Object.keys(rules).sort());
    expect(hidden.filter((id) => [...seen].some((other) => other === id))).toEqual([]);
  });

  it('every rule that can be seen has a case that must pass', () => {
    const binding = new Set(
      cases.filter(({ severity }) => severity === 'must').flatMap((aCase) => aCase.rules),
    );
    expect(
      Object.keys(rules).filter(
        (id) => !(id in invisibleRules) && ![...binding].some((other) => other === id),
      ),
    ).toEqual([]);
  });

  it('every result code is expected by some case', () => {
    const expected = new Set(
      sending.flatMap(({ steps }) =>
        steps.flatMap(({ expect: what }) => (what.kind === 'code' ? what.codes : [])),
      ),
    );
    expect(Object.keys(resultCodes).filter((code) => ![...expected].some((other) => other === code))).toEqual(
      [],
    );
  });

  it('each has an id and a title of its own', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  });

  it('an id begins with the rule that it is about', () => {
    const odd = cases.filter(
      ({ id, rules: [first] }) => !/^(order|every|fuzz)\./.test(id) && !id.startsWith(`${first}.`),
    );
    expect(odd.map(({ id }) => id)).toEqual([]);
  });

  it('every hint belongs to a case or a rule that there is', () => {
    const known = new Set<string>([...cases.map(({ id }) => id), ...Object.keys(rules)]);
    expect(hintedIds.filter((id) => !known.has(id))).toEqual([]);
  });

  it('faults are planted at every check that one request can meet, in the contract’s order', () => {
    // Traffic needs many requests, a replay a first one, limit and sending a user of their own behind the one token.
    const left = ['traffic', 'replay', 'sending limit', 'sending'];
    expect(plantedFaults(operations.sendOTP).map(({ check }) => check)).toEqual(
      operations.sendOTP.orderOfChecks.map(({ check }) => check).filter((check) => !left.includes(check)),
    );
  });

  it('a target that keeps the contract is caused at most 6 OTPs, any other at most the 10 that are allowed', () => {
    expect(otpsOf(sending).expected).toBeLessThanOrEqual(6);
    expect(otpsOf(sending).atMost).toBeLessThanOrEqual(10);
  });

  it('whoever uses the token of the valid user says how many OTPs that may cause', () => {
    const silent = sending.filter(
      ({ steps, otps }) =>
        otps === undefined && steps.some((step) => 'send' in step && step.send.token === 'valid'),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});
