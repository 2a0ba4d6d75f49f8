import { describe, expect, it } from 'vitest';
import { sandboxProfile } from '@sendotp-contract/conformance';
import { breachesOf, judge } from '../variants/judging.js';
import { variants } from '../variants/all.js';
import type { Change } from '../variants/variant.js';

/** The server of this name among those that break a rule. */
function changeOf(name: string): Change {
  const found = variants.find((variant) => variant.name === name);
  if (found === undefined) throw new Error(`there is no server that ${name}`);
  return found.change;
}

const idsOf = async (change: Change, only?: readonly string[]) =>
  breachesOf(await judge('sandbox', change, only)).map(({ id }) => id);

/** What the judge was blind to once, or told wrongly. What it said of bodies cut at an X is in body.test.ts. */
describe('what was once missed or wrong', () => {
  it.each([
    ['REQ-2', 'falls over when a verifyType is missing', 'REQ-2.left-out-for-a-user'],
    ['REQ-3', 'falls over when verifyType is null', 'REQ-3.null-for-a-user'],
    ['REQ-8', 'falls over when it sends an e-mail', 'REQ-8.values-for-a-user'],
    ['HDR-5', 'falls over with an Agent-Token behind the token', 'HDR-5.agent-token-for-a-user'],
    ['REQ-10', 'falls over with unknown parameters behind the token', 'REQ-10.unknown-for-a-user'],
    ['CALL-4', 'falls over with a query behind the token', 'CALL-4.signed-query-for-a-user'],
  ])('%s: a server that %s is told so before any OTP is sent', async (_, name, id) => {
    const report = await judge('sandbox', changeOf(name), [id]);
    expect(breachesOf(report).map((aCase) => aCase.id)).toEqual([id]);
    expect(report.otps.caused).toBe(0);
  });

  it('REQ-8: a server whose default is EMAIL is told so', async () => {
    expect(await idsOf(changeOf('sends e-mails when nothing else is said'), ['REQ-8'])).toEqual([
      'REQ-8.default',
    ]);
  });

  it('RES-7: the sandbox has a user without an e-mail address besides the one whom the channel refuses', () => {
    const { accessTokens = {} } = sandboxProfile({ privateKey: '', publicKey: '' });
    const all = Object.values(accessTokens);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(['plain base64', 'base64url'])('HDR-6: responses signed in %s are told', async (form) => {
    expect(
      await idsOf(changeOf(`writes its signatures in ${form}`), [
        'CALL-2.trailing-slash',
        'every.signature-url-encoded',
      ]),
    ).toEqual(['every.signature-url-encoded']);
  });

  it('HDR-3: "=" in a value is all that its case plants: a server that misreads "+" is told of SIG-4 alone', async () => {
    const misreading: Change = (good) => ({
      decodeSignature: (value) => good.decodeSignature(value.replaceAll('+', ' ')),
    });
    expect(await idsOf(misreading, ['HDR-3.equals-sign', 'SIG-4.base64'])).toEqual(['SIG-4.base64']);
  });

  it('SIG-9: a server without a replay store that sends one OTP to each user is told so', async () => {
    const change: Change = (good, { tokens }) => {
      let sent = 0;
      return {
        replayKey: () => undefined,
        outcome: (token, type) => {
          if (token !== tokens.valid) return good.outcome(token, type);
          sent += 1;
          return sent === 1 ? 'SUCCESS' : 'OTP_SEND_TIMES_EXCEED_LIMIT';
        },
      };
    };
    expect(await idsOf(change, ['SIG-9'])).toContain('SIG-9.in-a-row');
  });

  it('RC-16: a traffic answer to one user alone is a wrong answer', async () => {
    const change: Change = (good, { tokens }) => ({
      outcome: (token, type) =>
        token === tokens.noEmail && type === 'EMAIL'
          ? 'REQUEST_TRAFFIC_EXCEED_LIMIT'
          : good.outcome(token, type),
    });
    expect(await idsOf(change, ['RC-13.no-email'])).toEqual(['RC-13.no-email']);
  });
});
