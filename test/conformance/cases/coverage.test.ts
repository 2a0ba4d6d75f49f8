import { describe, expect, it } from 'vitest';
import { businessCases, invisibleRules, listCases } from '@sendotp-contract/conformance';
import { contractCases } from '../../../conformance/cases/contract-cases.js';
import { orderPairs } from '../../../conformance/cases/order.js';
import { orderFaults } from '../../../conformance/cases/order-faults.js';
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

  it('every step names the faults of its message', () => {
    const silent = sending.flatMap(({ id, steps }) =>
      steps
        .filter((step) => 'send' in step && step.plants === undefined)
        .map(({ label }) => `${id}: ${label ?? ''}`),
    );
    expect(silent).toEqual([]);
  });

  it('steps of one case have labels of their own', () => {
    const alike = sending.filter(
      ({ steps }) => new Set(steps.map(({ label }, index) => label ?? index)).size !== steps.length,
    );
    expect(alike.map(({ id }) => id)).toEqual([]);
  });

  it('faults are planted at every check that one request can meet, of every kind', () => {
    // A replay needs a first message, and has no code of its own.
    const kinds = new Map<string, number>(operations.sendOTP.orderOfChecks.map(({ check }) => [check, 0]));
    for (const { check } of orderFaults(operations.sendOTP)) kinds.set(check, (kinds.get(check) ?? 0) + 1);
    expect(Object.fromEntries(kinds)).toEqual({
      path: 2,
      method: 5,
      'media type': 4,
      'body size': 1,
      'Client-Id': 2,
      'Request-Time is well-formed': 2,
      'Signature is well-formed': 2,
      key: 1,
      'signature verifies': 2,
      'Request-Time is in tolerance': 2,
      traffic: 1,
      'body against the schema': 4,
      replay: 0,
      'acquirerId and pspId': 2,
      token: 2,
      user: 2,
      'sending limit': 1,
      sending: 1,
    });
  });

  it('every pair of checks is shown, or says why it cannot be', () => {
    const pairs = orderPairs(operations.sendOTP);
    const { length } = operations.sendOTP.orderOfChecks;
    expect(pairs).toHaveLength((length * (length - 1)) / 2);
    const hidden = pairs.flatMap((pair) => ('hidden' in pair ? [pair] : []));
    expect(
      Object.fromEntries(hidden.map(({ earlier, later, hidden: why }) => [`${earlier} / ${later}`, why])),
    ).toMatchInlineSnapshot(`
      {
        "Client-Id / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "Client-Id / traffic": "a message has one Client-Id, and the client over its limit is a known one",
        "Request-Time is in tolerance / acquirerId and pspId": "both are answered ACCESS_DENIED",
        "Request-Time is in tolerance / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "Request-Time is well-formed / Request-Time is in tolerance": "what is no time is in no tolerance",
        "Request-Time is well-formed / body against the schema": "both are answered PARAM_ILLEGAL",
        "Request-Time is well-formed / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "Signature is well-formed / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "Signature is well-formed / signature verifies": "both are answered INVALID_SIGNATURE",
        "body against the schema / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "body size / Request-Time is well-formed": "both are answered PARAM_ILLEGAL",
        "body size / body against the schema": "both are answered PARAM_ILLEGAL",
        "body size / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "key / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "key / signature verifies": "without the key nobody knows whether the signature verifies",
        "media type / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "method / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "path / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "replay / acquirerId and pspId": "a replay has no code of its own: it gets the outcome of the first message",
        "replay / sending": "a replay has no code of its own: it gets the outcome of the first message",
        "replay / sending limit": "a replay has no code of its own: it gets the outcome of the first message",
        "replay / token": "a replay has no code of its own: it gets the outcome of the first message",
        "replay / user": "a replay has no code of its own: it gets the outcome of the first message",
        "sending limit / sending": "a message has one access token, whose user is at the limit or refused by the channel",
        "signature verifies / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "token / sending": "a message has one access token, which is a user's or nobody's",
        "token / sending limit": "a message has one access token, which is a user's or nobody's",
        "token / user": "a message has one access token, which is a user's or nobody's",
        "traffic / replay": "a replay has no code of its own: it gets the outcome of the first message",
        "user / sending": "a message has one access token, whose user is barred or refused by the channel",
        "user / sending limit": "a message has one access token, whose user is barred or at the limit",
      }
    `);
    // Each kind of fault stands in some pair with every check that it can stand beside.
    expect(pairs.flatMap((pair) => ('steps' in pair ? pair.steps : [])).length).toMatchInlineSnapshot(`378`);
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
