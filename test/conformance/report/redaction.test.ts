import { printable } from '@sendotp-contract/message';
import { describe, expect, it } from 'vitest';
import { contract, operations } from '@sendotp-contract/spec';
import { curlCommand } from '../../../conformance/report/curl.js';
import { redactionFor } from '../../../conformance/report/redaction.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { tokens } from '../variant-server.js';
import { profileOf, world } from '../world.js';

const maskOf = (accessTokens: object) =>
  redactionFor(parseProfile({ ...profileOf('http://127.0.0.1:1'), accessTokens }), contract);

describe('the mask', () => {
  it('says whose token stood there', () => {
    expect(
      maskOf({ valid: ['one-token', 'two-token'], frozen: 'three' }).text('one-token, two-token, three'),
    ).toBe('<accessTokens.valid>, <accessTokens.valid>, <accessTokens.frozen>');
  });

  it('finds a token that is part of another, and one that JSON escapes', () => {
    const mask = maskOf({ valid: 'token', frozen: 'token-and-more', expired: 'a"b\\c' });
    expect(mask.text('token-and-more')).toBe('<accessTokens.frozen>');
    expect(mask.text(JSON.stringify({ accessToken: 'a"b\\c' }))).toBe(
      '{"accessToken":"<accessTokens.expired>"}',
    );
  });

  it('does not shred a report for a token of one or two characters: it is masked in quotes', () => {
    const mask = maskOf({ valid: 'x' });
    expect(mask.text('expected an index: {"accessToken":"x"} or \\"x\\"')).toBe(
      'expected an index: {"accessToken":"<accessTokens.valid>"} or \\"<accessTokens.valid>\\"',
    );
  });

  it("leaves the sandbox's tokens: they are no secret", () => {
    expect(maskOf({ valid: 'sandbox:SUCCESS' }).text('sandbox:SUCCESS')).toBe('sandbox:SUCCESS');
  });

  it('finds a token in bytes that are written out byte by byte in a command', async () => {
    const accessTokens = { valid: 'geheim-ü-100%-支' };
    const target = await openProfile(parseProfile({ ...profileOf('http://127.0.0.1:1'), accessTokens }));
    const sent = await new MessagePlan(target, 'test').make(operations.sendOTP, { token: 'valid' });
    const command = curlCommand(target.url, { ...sent, body: maskOf(accessTokens).bytes(sent.body) });
    expect(command).toContain('"accessToken":"<accessTokens.valid>"');
    expect(command).not.toContain('geheim');
    // The other bytes stay.
    expect(maskOf(accessTokens).bytes(Buffer.from([0x80, 0xff]))).toEqual(Buffer.from([0x80, 0xff]));
  });
});

describe('what cannot be seen', () => {
  it('is written out, and what can be seen stays', () => {
    expect(printable('a\u001B[2J\u202Eb\r\n\té支🔑')).toBe('a\\u001b[2J\\u202eb\\u000d\n\té支🔑');
  });

  it('masks the parameters that the contract says are secret, and no others', () => {
    const profile = parseProfile(profileOf('http://127.0.0.1:1'));
    const { sendOTP } = operations;
    const other = { ...contract, operations: { sendOTP: { ...sendOTP, secrets: ['pspId'] } } };
    const text = `${world.pspId} ${tokens.frozen}`;
    expect(redactionFor(profile, other).text(text)).toBe(`<pspId> ${tokens.frozen}`);
    expect(redactionFor(profile, contract).text(text)).toBe(`${world.pspId} <accessTokens.frozen>`);
    const third = { ...contract, operations: { sendOTP: { ...sendOTP, secrets: ['acquirerId'] } } };
    expect(redactionFor(profile, third).text(`${world.acquirerId} ${text}`)).toBe(`<acquirerId> ${text}`);
  });
});
