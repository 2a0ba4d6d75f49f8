import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import type { Changes } from '../../../conformance/exchange/changes.js';
import type { Exchange } from '../../../conformance/exchange/exchange.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';
import { openProfile, type OpenedProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { hintFor } from '../../../conformance/report/hints.js';
import { profileOf } from '../world.js';

let opened: OpenedProfile;
beforeAll(async () => {
  opened = await openProfile(parseProfile(profileOf('http://127.0.0.1:1')));
});

/** An exchange that was answered this code, or nothing. */
async function exchangeOf(code: string | undefined, changes: Changes = {}): Promise<Exchange> {
  const message = await new MessagePlan(opened, 'test').make(operations.sendOTP, changes);
  if (code === undefined)
    return { message, response: { kind: 'none', fault: 'broken-off', detail: 'no answer' } };
  const body = JSON.stringify({ result: { resultStatus: 'F', resultCode: code } });
  const raw = { status: 200, headers: [], bytes: Buffer.from(body), at: 0 };
  return { message, response: readResponse(raw, operations.sendOTP) };
}

/** The hint for a case that failed with these exchanges. */
async function hintOf(
  id: string,
  rule: string,
  exchanges: readonly Exchange[] = [],
  fuzz?: { readonly seed: number; readonly runs: number },
): Promise<string | undefined> {
  const findings = exchanges.map((exchange) => ({ expected: '', actual: '', exchange }));
  return hintFor({ id, rules: [rule], findings }, opened, fuzz);
}

describe('a hint', () => {
  it('is that of the case, else that of its rule, else none', async () => {
    expect(await hintOf('CALL-2.case', 'CALL-2')).toContain('case sensitive routing');
    expect(await hintOf('CALL-2.case@other', 'CALL-2')).toContain('case sensitive routing');
    expect(await hintOf('REQ-1.number', 'REQ-1')).toContain('switch coercion off');
    expect(await hintOf('every.signature', 'SIG-2')).toContain(
      'publicKeys may not belong to the private key',
    );
    expect(await hintOf('RC-1.sent', 'RC-1')).toBeUndefined();
    expect(await hintOf('RC-1.sent', 'RC-1', [await exchangeOf('PROCESS_FAIL')])).toBeUndefined();
    expect(await hintOf('order.media-type', 'RC-8')).toContain('do not run in the order of the contract');
  });

  it('of generated requests says how to repeat them', async () => {
    const fuzz = { seed: 7, runs: 40 };
    expect(await hintOf('fuzz.requests', 'RC-8', [], fuzz)).toContain('--fuzz 40 --seed 7');
    expect(await hintOf('fuzz.requests', 'REQ-1')).toContain('switch coercion off');
    expect(await hintOf('REQ-1.number', 'REQ-1', [], fuzz)).toContain('switch coercion off');
  });

  it.each<[string, Changes, string | undefined]>([
    ['a token of the profile', { token: 'frozen' }, 'Is accessTokens.frozen of the profile really that of'],
    ['the usual user', { token: 'valid' }, undefined],
    ['an unknown token', { token: 'unknown' }, undefined],
    [
      'the older key',
      { signer: 'olderKey' },
      'Is the olderKey of the profile registered beside the newest, as keyVersion 1?',
    ],
    [
      'the client over its limit',
      { signer: 'throttledClient' },
      'Is the throttledClient of the profile really over its traffic limit now?',
    ],
  ])('is about the profile where only that knows: %s', async (_, changes, hint) => {
    const said = await hintOf('RC-1.sent', 'RC-1', [await exchangeOf('PROCESS_FAIL', changes)]);
    if (hint === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(hint);
  });

  it.each([
    ['SIG-3.as-sent', ['PARAM_ILLEGAL'], 'The signature verified'],
    ['SIG-3.as-sent', ['INVALID_SIGNATURE', 'PARAM_ILLEGAL'], 'The signature verified'],
    ['SIG-3.as-sent', ['INVALID_SIGNATURE'], 'parsed and serialised again'],
    [
      'SIG-3.as-sent',
      ['NO_INTERFACE_DEF'],
      'NO_INTERFACE_DEF is the answer of another check: see the cases of RC-10.',
    ],
    [
      'HDR-3.blanks',
      ['METHOD_NOT_SUPPORTED', 'METHOD_NOT_SUPPORTED'],
      'METHOD_NOT_SUPPORTED is the answer of another check: see the cases of RC-9.',
    ],
    [
      'SIG-4.base64',
      ['INVALID_CLIENT'],
      'INVALID_CLIENT is the answer of another check: see the cases of RC-4.',
    ],
    [
      'SIG-1.path',
      ['MEDIA_TYPE_NOT_ACCEPTABLE'],
      'MEDIA_TYPE_NOT_ACCEPTABLE is the answer of another check: see the cases of RC-8.',
    ],
    [
      'SIG-1.path',
      ['MEDIA_TYPE_NOT_ACCEPTABLE', 'SUCCESS'],
      'Part of the content to be signed is not verified',
    ],
    [
      'SIG-1.path',
      ['MEDIA_TYPE_NOT_ACCEPTABLE', undefined],
      'Part of the content to be signed is not verified',
    ],
    ['SIG-1.path', [], 'Part of the content to be signed is not verified'],
    ['SIG-8.beyond', ['INVALID_CLIENT'], 'Request-Time is not compared with the clock'],
  ] as const)('of %s, which was answered %j: %s', async (id, codes, hint) => {
    const exchanges: Exchange[] = [];
    for (const code of codes) exchanges.push(await exchangeOf(code));
    expect(await hintOf(id, id.split('.', 1)[0] ?? '', exchanges)).toContain(hint);
  });
});
