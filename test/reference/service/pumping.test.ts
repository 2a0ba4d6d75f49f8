import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, goodBody } from '../../e2e/caller.js';
import { type RunningService, runService } from './running-service.js';
import { people, personalData, ServiceFiles } from './service-files.js';

/** Their numbers begin with +1202556. */
const tokens = Array.from({ length: 20 }, (_, n) => `token-${n}`);

let files: ServiceFiles;
let target: RunningService | undefined;
beforeEach(() => {
  files = new ServiceFiles(20);
});
afterEach(async () => {
  await target?.service.close();
  target = undefined;
  files.remove();
});

/** The codes of one OTP for each token, in order. */
async function codesOf(
  environment: Readonly<Record<string, string>>,
  asked: readonly string[] = tokens.slice(0, 5),
  body: object = {},
): Promise<string[]> {
  target = await runService(files, environment);
  const codes: string[] = [];
  for (const accessToken of asked)
    codes.push((await call(target, { body: goodBody(target, { accessToken, ...body }) })).code);
  return codes;
}
const metrics = async (): Promise<string> => (await fetch(`${target?.adminUrl ?? ''}/metrics`)).text();
const sent = 'SUCCESS';
const braked = 'REQUEST_TRAFFIC_EXCEED_LIMIT';

describe('settings against SMS pumping', () => {
  it('ADDRESS_LIMITS count a phone number, whoever uses it; the sending that is held back does not count for its user', async () => {
    for (const user of files.directory.users) Object.assign(user, { phone: people.phone });
    files.writeDirectory();
    expect(await codesOf({ ADDRESS_LIMITS: '3/1d', SENDING_LIMITS: '3/1d' })).toEqual([
      sent,
      sent,
      sent,
      braked,
      braked,
    ]);
    expect(await metrics()).toContain('result="not-sent",verify_type="MOBILE",reason="address-limit"} 2');
  });

  it('without ADDRESS_LIMITS a number may get twice SENDING_LIMITS: two users may share one', async () => {
    for (const user of files.directory.users) Object.assign(user, { phone: people.phone });
    files.writeDirectory();
    const twice = ['token-0', 'token-0', 'token-0', 'token-1', 'token-1', 'token-1', 'token-2'];
    expect(await codesOf({ SENDING_LIMITS: '3/1d' }, twice)).toEqual([
      ...Array<string>(6).fill(sent),
      braked,
    ]);
  });

  it('PREFIX_LIMITS count by the longest prefix', async () => {
    const limits = '+1=100/1d +1202556=2/1h +1202557=1/1d';
    expect(await codesOf({ PREFIX_LIMITS: limits })).toEqual([sent, sent, braked, braked, braked]);
    const text = await metrics();
    expect(text).toContain('reason="prefix-limit"} 3');
    expect(text).toContain('sendotp_prefix_otps_total{prefix="+1202556",state="sent"} 2');
  });

  it('RC-13: ALLOWED_PREFIXES let no other number have an OTP, for good; mail is no matter of it', async () => {
    expect(await codesOf({ ALLOWED_PREFIXES: '+65,+852' }, tokens.slice(0, 2))).toEqual([
      'PROCESS_FAIL',
      'PROCESS_FAIL',
    ]);
    expect(await metrics()).toContain('reason="prefix-not-allowed"} 2');
    await target?.service.close();
    expect(await codesOf({ ALLOWED_PREFIXES: '+65' }, tokens.slice(0, 1), { verifyType: 'EMAIL' })).toEqual([
      sent,
    ]);
    await target?.service.close();
    expect(await codesOf({ ALLOWED_PREFIXES: '+65, +1202' }, tokens.slice(0, 1))).toEqual([sent]);
  });

  it.each([
    ['CLIENT_LIMITS', 'client-limit'],
    ['TOTAL_LIMITS', 'total-limit'],
  ])('%s end the sending when that many are sent', async (name, reason) => {
    expect(await codesOf({ [name]: '4/1d' })).toEqual([sent, sent, sent, sent, braked]);
    expect(await metrics()).toContain(`reason="${reason}"} 1`);
  });

  it('UNANSWERED_LIMIT holds back a block that does not answer, until it does', async () => {
    const CHECK_SECRET = '5b0c1f3a9d27e486b1a4c7d20e9f8365aa17cc03d4be4290817f6e5d3c2b1a09';
    const codes = await codesOf({ UNANSWERED_LIMIT: '10', CHECK_SECRET }, tokens.slice(0, 12));
    expect(codes).toEqual([...Array<string>(10).fill(sent), braked, braked]);
    const output = target?.output() ?? '';
    const [, otpCode] = /OTP\s+(\d{6})/.exec(output) ?? [];
    const [, verifyRequestId] = /verifyRequestId\s+(\w+)/.exec(output) ?? [];
    const answer = await fetch(`${target?.adminUrl ?? ''}/check`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${CHECK_SECRET}` },
      body: JSON.stringify({ verifyRequestId, otpCode, accessToken: 'token-0' }),
    });
    expect(await answer.json()).toEqual({ outcome: 'correct' });
    const text = await metrics();
    expect(text).toContain('reason="unanswered-limit"} 2');
    expect(text).toContain('sendotp_prefix_otps_total{prefix="+1",state="sent"} 10');
    expect(text).toContain('sendotp_prefix_otps_total{prefix="+1",state="answered"} 1');
    const next =
      target === undefined
        ? ''
        : (await call(target, { body: goodBody(target, { accessToken: 'token-12' }) })).code;
    expect(next).toBe(sent);
    const log = output.split('\n').filter((line) => line.startsWith('{'));
    expect((text + log.join('')).match(personalData)).toBeNull();
  });
});
