import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { failed, unknown } from '@sendotp-contract/server';
import {
  ChannelError,
  type Delivery,
  type OtpMessage,
  SmsGatewayChannel,
  type SmsGatewayChannelOptions,
} from '@sendotp-contract/reference';
import { transportError } from '../../../server/reference/channel/sms-gateway-channel.js';
import { alice, createTestMpp } from '../test-mpp.js';
import { answering, startSmsGateway, type TestSmsGateway } from './sms-gateway.js';

const message: OtpMessage = {
  verifyType: 'MOBILE',
  address: '+12025550142',
  code: '0042177310',
  validForMs: 300_000,
  verifyRequestId: '0123456789abcdef0123456789abcdef',
  locale: 'de',
};
const bodyTemplate = '{"to":"{to}","text":"{text}"}';
const waiting = () => ({ signal: new AbortController().signal });

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function gateway(answer: Parameters<typeof startSmsGateway>[0]): Promise<TestSmsGateway> {
  const started = await startSmsGateway(answer);
  toClose.push(started.close);
  return started;
}

function channelTo(url: string, options: Partial<SmsGatewayChannelOptions> = {}): SmsGatewayChannel {
  return new SmsGatewayChannel({
    url,
    headers: { Authorization: 'Bearer s3cret' },
    bodyTemplate,
    ...options,
  });
}

/** The answer, or the error once it is seen to be one that may be logged. */
async function outcomeOf(sending: Promise<Delivery>): Promise<Delivery | ChannelError> {
  try {
    return await sending;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const text = inspect(error, { depth: 9, showHidden: true });
    for (const secret of ['2025550142', message.code, 's3cret']) expect(text).not.toContain(secret);
    return error;
  }
}

async function sendWith(
  answer: Parameters<typeof startSmsGateway>[0],
  options: Partial<SmsGatewayChannelOptions> = {},
): Promise<Delivery | ChannelError> {
  const { url } = await gateway(answer);
  return outcomeOf(channelTo(url, options).send(message, waiting()));
}

describe('SMS gateway', () => {
  it.each([200, 201, 202, 204])(
    'RES-7: %d is accepted; the message is there, in the language of the user',
    async (status) => {
      const { url, requests } = await gateway(answering(status));
      expect(await channelTo(url).send(message, waiting())).toEqual({ outcome: 'accepted' });
      expect(requests).toHaveLength(1);
      const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = requests;
      expect(method).toBe('POST');
      expect(headers).toMatchObject({ authorization: 'Bearer s3cret', 'content-type': 'application/json' });
      expect(JSON.parse(body)).toEqual({
        to: '+12025550142',
        text: '0042177310 ist Ihr Bestätigungscode. Er ist 5 Minuten gültig. Geben Sie ihn an niemanden weiter.',
      });
    },
  );

  it.each([400, 409, 410, 413, 422])('RC-13: %d is refused for good', async (status) => {
    expect(await sendWith(answering(status, message.address))).toEqual({
      outcome: 'refused',
      reason: 'message-rejected',
    });
  });

  it.each([
    [401, 'NOT_AUTHORISED', true],
    [402, 'NOT_AUTHORISED', true],
    [403, 'NOT_AUTHORISED', true],
    [404, 'UNCLEAR_ANSWER', false],
    [405, 'UNCLEAR_ANSWER', false],
    [406, 'UNCLEAR_ANSWER', false],
    // A proxy may say so after the gateway has accepted the message.
    [408, 'REFUSED_FOR_NOW', false],
    [415, 'UNCLEAR_ANSWER', false],
    [421, 'UNCLEAR_ANSWER', false],
    [425, 'REFUSED_FOR_NOW', true],
    [426, 'UNCLEAR_ANSWER', false],
    [429, 'REFUSED_FOR_NOW', true],
    [500, 'UNCLEAR_ANSWER', false],
    [502, 'UNCLEAR_ANSWER', false],
    [503, 'REFUSED_FOR_NOW', false],
    [504, 'UNCLEAR_ANSWER', false],
    [304, 'UNCLEAR_ANSWER', false],
  ])(
    'RC-17: %d says nothing about the message: %s; that it was certainly not sent: %s',
    async (status, code, nothingSent) => {
      const outcome = await sendWith(answering(status, status === 304 ? '' : `no ${message.address}`));
      expect(outcome).toMatchObject({ code, nothingSent });
      expect(inspect(outcome)).toContain(`answered ${status}`);
    },
  );

  it.each([301, 302, 303, 307, 308])(
    'RC-17: a redirect with %d is not followed, least of all with the message',
    async (status) => {
      const elsewhere = await gateway(answering(200));
      expect(await sendWith(answering(status, '', { location: elsewhere.url }))).toMatchObject({
        code: 'UNCLEAR_ANSWER',
      });
      expect(elsewhere.requests).toEqual([]);
    },
  );

  it('RC-17: nobody listens', async () => {
    const { url, close } = await gateway(answering(200));
    await close();
    expect(await outcomeOf(channelTo(url).send(message, waiting()))).toMatchObject({
      code: 'CONNECTION_FAILED',
    });
  });

  it('RC-17: the connection breaks before an answer: the message is not sent a second time', async () => {
    const { url, requests } = await gateway((response) => response.destroy());
    expect(await outcomeOf(channelTo(url).send(message, waiting()))).toMatchObject({
      code: 'CONNECTION_LOST',
    });
    expect(requests).toHaveLength(1);
  });

  it('RC-17: garbage instead of HTTP', async () => {
    const outcome = await sendWith((response) => response.socket?.end('+12025550142 what?\r\n\r\n'));
    expect(outcome).toMatchObject({ code: 'CONNECTION_LOST' });
  });

  it('RC-17: a gateway that says nothing is given up when nobody waits any more', async () => {
    const controller = new AbortController();
    const { url } = await gateway(() => {
      controller.abort();
    });
    const outcome = await outcomeOf(channelTo(url).send(message, { signal: controller.signal }));
    expect(outcome).toMatchObject({ code: 'ABORTED' });
  });

  it('RC-17: nothing is begun for whom nobody waits any more', async () => {
    const { url, requests } = await gateway(answering(200));
    const outcome = await outcomeOf(channelTo(url).send(message, { signal: AbortSignal.abort() }));
    expect(outcome).toMatchObject({ code: 'ABORTED' });
    expect(requests).toEqual([]);
  });

  it.each([
    ['ECONNREFUSED', 'CONNECTION_FAILED', true],
    ['ENOTFOUND', 'CONNECTION_FAILED', true],
    ['EAI_AGAIN', 'CONNECTION_FAILED', true],
    ['EHOSTUNREACH', 'CONNECTION_FAILED', true],
    ['ENETUNREACH', 'CONNECTION_FAILED', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'CONNECTION_FAILED', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS_FAILED', true],
    ['CERT_HAS_EXPIRED', 'TLS_FAILED', true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'TLS_FAILED', true],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'TLS_FAILED', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'NO_ANSWER', false],
    ['UND_ERR_BODY_TIMEOUT', 'NO_ANSWER', false],
    ['ETIMEDOUT', 'NO_ANSWER', false],
    ['ECONNRESET', 'CONNECTION_LOST', false],
    ['UND_ERR_SOCKET', 'CONNECTION_LOST', false],
  ])('RC-16, RC-17: %s of fetch is %s; that it was certainly not sent: %s', (code, ours, nothingSent) => {
    const cause = Object.assign(new Error(`of ${message.address}`), { code });
    const error = transportError(new TypeError('fetch failed', { cause }), waiting().signal);
    expect(error).toMatchObject({ code: ours, nothingSent });
    expect(error.message).toContain(code);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(message.address);
  });

  it.each([
    ['no cause', undefined],
    ['a cause without a code', new Error(message.address)],
    ['a code that is a text', Object.assign(new Error(), { code: `at ${message.address}` })],
  ])('RC-17: of an error of fetch with %s nothing is repeated', (_, cause) => {
    expect(transportError(new TypeError(message.address, { cause }), waiting().signal)).toMatchObject({
      ...{ code: 'CONNECTION_LOST', nothingSent: false },
      message: 'the connection to the SMS gateway was lost (no further detail)',
    });
  });

  it.each([
    ['its status', {}],
    ['its body', { acceptedWhen: /x/ }],
  ])('goes over a connection that is kept when an answer is told by %s', async (_, options) => {
    const server = await gateway(answering(200, 'x'.repeat(20_000)));
    const channel = channelTo(server.url, options);
    for (let n = 0; n < 10; n += 1) await channel.send(message, waiting());
    expect(server.requests).toHaveLength(10);
    // One more where an answer was still being read when the next message came.
    expect(server.connections).toBeLessThan(5);
  });
});

describe('body of the answer', () => {
  const rules = { acceptedWhen: /"status":"0"/g, refusedWhen: /"status":"[67]"/ };

  it.each([
    ['"status":"0"', 200, { outcome: 'accepted' }],
    ['"status":"6"', 200, { outcome: 'refused', reason: 'message-rejected' }],
    ['"status":"7"', 500, { outcome: 'refused', reason: 'message-rejected' }],
    ['"status":"1"', 200, { code: 'UNCLEAR_ANSWER' }],
    ['', 200, { code: 'UNCLEAR_ANSWER' }],
    ['"status":"0"', 500, { code: 'UNCLEAR_ANSWER' }],
    ['"status":"0"', 401, { code: 'NOT_AUTHORISED' }],
    ['"status":"1"', 400, { outcome: 'refused', reason: 'message-rejected' }],
  ])('RC-13, RC-17: %s with %d', async (body, status, outcome) => {
    expect(await sendWith(answering(status, body), rules)).toMatchObject(outcome);
  });

  it('is read to its end, whatever pieces its characters come in', async () => {
    const bytes = Buffer.from('"status":"é"');
    const answer = (response: ServerResponse): void => {
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 11));
      // Once the first piece has gone, so that it comes alone.
      setTimeout(() => response.end(bytes.subarray(11)), 50);
    };
    expect(await sendWith(answer, { acceptedWhen: /"status":"é"$/ })).toEqual({ outcome: 'accepted' });
  });

  it.each([
    [65_536, { outcome: 'accepted' }],
    // The piece that reaches the limit is read as a whole, and it may have 64 KiB, too.
    [131_073, { code: 'UNCLEAR_ANSWER' }],
  ])('is matched up to 64 KiB, with the status at the end of %i bytes', async (size, outcome) => {
    const body = '"status":"0"'.padStart(size, ' ');
    expect(await sendWith(answering(200, body), { acceptedWhen: /"status":"0"$/ })).toMatchObject(outcome);
  });

  it('decides each time anew: an expression with a memory has none here', async () => {
    const { url } = await gateway(answering(200, '"status":"0"'));
    const channel = channelTo(url, rules);
    for (let n = 0; n < 3; n += 1) {
      expect(await channel.send(message, waiting())).toEqual({ outcome: 'accepted' });
    }
  });

  /** Answers 200 and then without end; tells when the other side has let go. */
  function endless(start: string): { answer: Parameters<typeof startSmsGateway>[0]; letGo: Promise<void> } {
    let done: () => void = () => undefined;
    const letGo = new Promise<void>((resolve) => {
      done = resolve;
    });
    const answer = (response: ServerResponse): void => {
      response.on('close', done);
      response.write(start);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    };
    return { answer, letGo };
  }

  it.each([
    ['by its status', {}, { outcome: 'accepted' }],
    ['by its beginning', rules, { outcome: 'accepted' }],
    ['as unclear', { acceptedWhen: /never/ }, { code: 'UNCLEAR_ANSWER' }],
  ])('an endless one is let go of, and taken %s', async (_, options, outcome) => {
    const { answer, letGo } = endless('"status":"0"');
    expect(await sendWith(answer, options)).toMatchObject(outcome);
    await letGo;
  });

  it('one that stops halfway changes nothing where the status decides, and is let go of', async () => {
    let done: () => void = () => undefined;
    const letGo = new Promise<void>((resolve) => {
      done = resolve;
    });
    const outcome = await sendWith((response) => {
      response.on('close', done);
      response.writeHead(200, { 'content-length': '100' }).write('half');
    });
    expect(outcome).toEqual({ outcome: 'accepted' });
    await letGo;
  });

  it('RC-17: one that breaks off halfway is no yes where the body decides', async () => {
    const outcome = await sendWith((response) => {
      response.writeHead(200, { 'content-length': '100' }).write('"status":"0"', () => response.destroy());
    }, rules);
    expect(outcome).toMatchObject({ code: 'CONNECTION_LOST' });
  });
});

describe('an MPP with an SMS gateway', () => {
  it.each([
    ['takes the message', answering(201), 'SUCCESS', 'sent'],
    ['refuses it for good', answering(400, `bad number ${alice.phone ?? ''}`), 'PROCESS_FAIL', 'not-sent'],
    ['is overloaded', answering(429, alice.phone), 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'not-sent'],
    ['fails', answering(500, alice.phone), 'UNKNOWN_EXCEPTION', 'unknown'],
    ['says nothing', () => undefined, 'UNKNOWN_EXCEPTION', 'unknown'],
  ] as const)(
    'RC-1, RC-13, RC-16, RC-17: that %s answers so, and no event quotes the user',
    async (_, answer, resultCode, kind) => {
      const { url, requests } = await gateway(answer);
      const sms = channelTo(url, { bodyTemplate: '{"to":"{to}","code":"{code}"}' });
      const mpp = createTestMpp({
        channels: { MOBILE: sms, EMAIL: sms },
        otp: { length: 10 },
        channelTimeoutMs: resultCode === 'UNKNOWN_EXCEPTION' ? 400 : 10_000,
      });
      const outcome = await mpp.send();
      if (resultCode === 'SUCCESS') expect(outcome).toMatchObject({ resultStatus: 'S', resultCode });
      else
        expect(outcome).toEqual(
          resultCode === 'PROCESS_FAIL' ? failed(resultCode) : unknown(resultCode as 'UNKNOWN_EXCEPTION'),
        );
      expect(mpp.events).toMatchObject([{ kind }]);
      const { code } = JSON.parse(requests[0]?.body ?? '') as { code: string };
      expect(code).toMatch(/^\d{10}$/);
      const text = inspect({ outcome, events: mpp.events }, { depth: 9, showHidden: true });
      for (const secret of [alice.phone ?? '', '2025550142', code, 's3cret'])
        expect(text).not.toContain(secret);
    },
  );
});
