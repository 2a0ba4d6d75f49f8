import { readFile } from 'node:fs/promises';
import { runInThisContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { SmsGatewayChannel, type SmsGatewayChannelOptions } from '@sendotp-contract/reference';
import { answering, startSmsGateway } from './sms-gateway.js';

const guide = await readFile(new URL('../../../docs/sms-gateways.md', import.meta.url), 'utf8');
const env = {
  TWILIO_ACCOUNT_SID: 'AC0123',
  TWILIO_AUTH_TOKEN: 'token',
  VONAGE_API_KEY: 'key',
  VONAGE_API_SECRET: 'secret',
};
const message = {
  verifyType: 'MOBILE',
  address: '+12025550142',
  code: '004217',
  validForMs: 300_000,
  verifyRequestId: 'id-1',
  locale: 'ja',
} as const;
const waiting = () => ({ signal: new AbortController().signal });

const toClose: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

/** The options of an example in the guide, as they are written there. */
function optionsOf(name: string): SmsGatewayChannelOptions {
  const [, code] =
    new RegExp(`<!-- example: ${name} -->\\n+\`\`\`ts\\n([^\`]*(?:\`[^\`]+\`[^\`]*)*)\`\`\``).exec(guide) ??
    [];
  if (code === undefined) throw new Error(`the guide has no example ${name}`);
  const run = runInThisContext(`(SmsGatewayChannel, env) => { ${code} }`) as (
    make: unknown,
    env: unknown,
  ) => void;
  const seen: SmsGatewayChannelOptions[] = [];
  run(function record(options: SmsGatewayChannelOptions) {
    seen.push(options);
  }, env);
  const [options] = seen;
  if (options === undefined) throw new Error(`the example ${name} makes no channel`);
  return options;
}

/** Sends as the example does, but to a gateway here. */
async function sendAs(name: string, status: number, body: string) {
  const options = optionsOf(name);
  const gateway = await startSmsGateway(answering(status, body));
  toClose.push(gateway.close);
  const url = new URL(options.url);
  const { host } = url;
  Object.assign(url, { protocol: 'http:', host: new URL(gateway.url).host });
  const outcome = await new SmsGatewayChannel({ ...options, url: url.href })
    .send(message, waiting())
    .catch((error: unknown) => error);
  const [request] = gateway.requests;
  if (request === undefined) throw new Error('no request');
  return { outcome, request, host };
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('examples of the guide to SMS gateways', () => {
  it('Twilio: a form', async () => {
    const { outcome, request, host } = await sendAs('twilio', 201, '{"status":"queued"}');
    expect(outcome).toEqual({ outcome: 'accepted' });
    expect(`${request.method} ${host}${request.url}`).toBe(
      'POST api.twilio.com/2010-04-01/Accounts/AC0123/Messages.json',
    );
    expect(request.headers).toMatchObject({
      authorization: basic('AC0123:token'),
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(Object.fromEntries(new URLSearchParams(request.body))).toEqual({
      From: '+15005550006',
      To: '+12025550142',
      Body: '認証コードは 004217 です。有効期間は 5 分です。他の人には教えないでください。',
    });
  });

  it('Twilio: a phone number that cannot be is refused for good, too many requests are not', async () => {
    const { outcome } = await sendAs('twilio', 400, '{"code":21211}');
    expect(outcome).toMatchObject({ outcome: 'refused' });
    expect((await sendAs('twilio', 429, '{"code":20429}')).outcome).toMatchObject({
      code: 'REFUSED_FOR_NOW',
    });
  });

  it('Vonage Messages API: JSON', async () => {
    const { outcome, request, host } = await sendAs('vonage-messages', 202, '{"message_uuid":"u"}');
    expect(outcome).toEqual({ outcome: 'accepted' });
    expect(`${request.method} ${host}${request.url}`).toBe('POST api.nexmo.com/v1/messages');
    expect(request.headers).toMatchObject({
      authorization: basic('key:secret'),
      'content-type': 'application/json',
    });
    expect(JSON.parse(request.body)).toMatchObject({
      channel: 'sms',
      message_type: 'text',
      to: '12025550142',
      from: 'ExamplePay',
      client_ref: 'id-1',
    });
  });

  it.each([
    ['0', { outcome: 'accepted' }],
    ['1', { code: 'UNCLEAR_ANSWER' }],
    ['4', { code: 'UNCLEAR_ANSWER' }],
    ['6', { outcome: 'refused' }],
    ['7', { outcome: 'refused' }],
    ['9', { code: 'UNCLEAR_ANSWER' }],
    ['10', { code: 'UNCLEAR_ANSWER' }],
  ])('Vonage SMS API: 200 with status %s', async (status, expected) => {
    const body = `{\n  "message-count": "1",\n  "messages": [{ "to": "12025550142", "status": "${status}" }]\n}`;
    const { outcome, request, host } = await sendAs('vonage-sms', 200, body);
    expect(outcome).toMatchObject(expected);
    expect(`${host}${request.url}`).toBe('rest.nexmo.com/sms/json');
    expect(request.body).toMatch(/^from=ExamplePay&to=12025550142&type=unicode&text=%E8%AA%8D/);
  });
});
