import { getEventListeners, once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SMTPServerOptions } from 'smtp-server';
import { failed, unknown } from '@sendotp-contract/server';
import {
  ChannelError,
  type Delivery,
  MessageTexts,
  type OtpMessage,
  SmtpChannel,
  type SmtpChannelOptions,
} from '@sendotp-contract/reference';
import { alice, createTestMpp } from '../test-mpp.js';
import { reply, startMailServer, type TestMailServer } from './mail-server.js';

const message: OtpMessage = {
  verifyType: 'EMAIL',
  address: 'alice.liddell@example.com',
  code: '0042177310',
  validForMs: 300_000,
  verifyRequestId: '0123456789abcdef0123456789abcdef',
  locale: 'en-SG',
};
const waiting = () => ({ signal: new AbortController().signal });

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

async function mailServer(options?: SMTPServerOptions): Promise<TestMailServer> {
  const server = await startMailServer(options);
  toClose.push(server.close);
  return server;
}

function channelTo(port: number, options: Partial<SmtpChannelOptions> = {}, query = ''): SmtpChannel {
  const channel = new SmtpChannel({
    // The server's certificate is its own.
    url: `smtp://127.0.0.1:${port}/?rejectUnauthorized=false${query}`,
    from: 'Example Pay <no-reply@example.com>',
    ...options,
  });
  toClose.push(() => {
    channel.close();
  });
  return channel;
}

async function sendTo(
  options: SMTPServerOptions,
  sent: Partial<OtpMessage> = {},
): Promise<Delivery | ChannelError> {
  const server = await mailServer(options);
  return outcomeOf(channelTo(server.port).send({ ...message, ...sent }, waiting()));
}

/** The answer, or the error once it is seen to be one that may be logged. */
async function outcomeOf(sending: Promise<Delivery>): Promise<Delivery | ChannelError> {
  try {
    return await sending;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const text = inspect(error, { depth: 9, showHidden: true });
    for (const secret of [message.address, 'liddell', message.code]) expect(text).not.toContain(secret);
    return error;
  }
}

describe('mail that arrives', () => {
  it('RES-7: is one plain text, from the MPP, to the user alone, with code and validity', async () => {
    const server = await mailServer();
    expect(await channelTo(server.port).send(message, waiting())).toEqual({ outcome: 'accepted' });
    expect(server.mails).toHaveLength(1);
    const [{ from, to, source } = { from: '', to: [], source: '' }] = server.mails;
    expect({ from, to }).toEqual({ from: 'no-reply@example.com', to: [message.address] });
    const [head = '', text = ''] = source.split('\r\n\r\n');
    expect(head).toContain('From: Example Pay <no-reply@example.com>');
    expect(head).toContain(`To: ${message.address}`);
    expect(head).toContain('Subject: Your verification code');
    expect(head).toContain('Content-Type: text/plain; charset=utf-8');
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).not.toMatch(/nodemailer|multipart|X-Mailer/i);
    expect(text.replaceAll('=\r\n', '').replaceAll('\r\n', ' ')).toContain(
      '0042177310 is your verification code. It is valid for 5 minutes.',
    );
  });

  it('is in the language of the user', async () => {
    const server = await mailServer();
    await channelTo(server.port).send({ ...message, locale: 'zh-TW' }, waiting());
    const source = server.mails[0]?.source ?? '';
    expect(source).toContain(`Subject: =?UTF-8?B?${Buffer.from('您的驗證碼').toString('base64')}?=`);
    const body = Buffer.from(source.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8');
    expect(body).toContain('您的驗證碼為 0042177310，5 分鐘內有效');
  });

  it('takes a template of the MPP as plain text, whatever it looks like', async () => {
    const server = await mailServer();
    const texts = new MessageTexts({ templates: { en: { text: '<b>{code}</b>', subject: 'A <b>' } } });
    await channelTo(server.port, { texts }).send(message, waiting());
    expect(server.mails[0]?.source).toContain('Content-Type: text/plain');
    expect(server.mails[0]?.source).toContain('<b>0042177310</b>');
  });

  it('goes over connections that are kept, one each for those at the same time', async () => {
    const server = await mailServer();
    const channel = channelTo(server.port, { maxConnections: 2 });
    for (let n = 0; n < 5; n += 1) await channel.send(message, waiting());
    expect(server.connections).toBe(1);
    await Promise.all(Array.from({ length: 10 }, () => channel.send(message, waiting())));
    expect(server.connections).toBe(2);
    expect(server.mails).toHaveLength(15);
  });

  it('leaves a connection that is idle with a farewell, before it counts as silent', async () => {
    const server = await mailServer();
    await channelTo(server.port, { silenceTimeoutMs: 1_000 }).send(message, waiting());
    await expect.poll(() => server.open).toBe(0);
    expect(server.farewells).toBe(1);
  });

  it('finds a new connection after the server has dropped the kept one', async () => {
    const server = await mailServer();
    const channel = channelTo(server.port);
    await channel.send(message, waiting());
    server.cut();
    expect(await channel.send(message, waiting())).toEqual({ outcome: 'accepted' });
    expect(server.mails).toHaveLength(2);
  });

  it('goes on over the same connection after a refusal', async () => {
    let refuse = true;
    const server = await mailServer({
      onRcptTo: (_address, _session, done) => {
        done(refuse ? reply(550, '5.1.1 No such user') : null);
      },
    });
    const channel = channelTo(server.port, { maxConnections: 1 });
    expect(await channel.send(message, waiting())).toMatchObject({ outcome: 'refused' });
    refuse = false;
    expect(await channel.send(message, waiting())).toEqual({ outcome: 'accepted' });
    expect(server.connections).toBe(1);
  });
});

describe('mail that is refused for good', () => {
  it.each([
    [550, 'No such user here', 'no-such-address'],
    [550, '5.1.1 <alice.liddell@example.com> unknown', 'no-such-address'],
    [501, '5.1.3 Bad address syntax', 'no-such-address'],
    [550, '5.4.1 Recipient address rejected', 'no-such-address'],
    [556, '5.1.10 Domain takes no mail', 'no-such-address'],
    [550, '5.2.1 Mailbox disabled', 'address-barred'],
    [554, '5.7.1 Relay access denied', 'address-barred'],
    [552, '5.2.2 Mailbox full', 'message-rejected'],
    [554, 'Transaction failed', 'message-rejected'],
  ])('RC-13: %d %s, to the recipient, is %s', async (code, text, reason) => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (_address, _session, done) => {
      done(reply(code, text));
    };
    expect(await sendTo({ onRcptTo })).toEqual({ outcome: 'refused', reason });
    // Without PIPELINING the replies come one by one.
    expect(await sendTo({ onRcptTo, hidePIPELINING: true })).toEqual({ outcome: 'refused', reason });
  });

  it.each([
    [554, '5.7.1 Message refused as spam', 'message-rejected'],
    [552, 'Too much', 'message-rejected'],
    [550, 'Content refused', 'message-rejected'],
    [550, '5.1.1 User unknown after all', 'no-such-address'],
  ])('RC-13: %d %s, to the whole message, is %s', async (code, text, reason) => {
    const outcome = await sendTo({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => {
          done(reply(code, text));
        });
      },
    });
    expect(outcome).toEqual({ outcome: 'refused', reason });
  });

  it.each([
    'alice@example.com, mallory@example.com',
    'alice@example.com\r\nBcc: mallory@example.com',
    'alice@example.com\nSubject: hello',
    'alice@example.com>\r\nRCPT TO:<mallory@example.com',
    'Alice <alice@example.com>',
    '"alice@evil.example"@example.com',
    'alice@evil.example@example.com',
    'group:alice@example.com;',
    'alice@example.com\u0000',
    'alice @example.com',
    '+12025550142',
    '',
    `${'a'.repeat(250)}@example.com`,
  ])('RC-13: an address that is not one mailbox reaches no server (%#)', async (address) => {
    const server = await mailServer();
    const outcome = await channelTo(server.port).send({ ...message, address }, waiting());
    expect(outcome).toEqual({ outcome: 'refused', reason: 'no-such-address' });
    expect(server.connections).toBe(0);
  });

  it.each([
    ["o'brien+tag=x@sub.example.com", "o'brien+tag=x@sub.example.com"],
    ['a@[::1]x.example', undefined],
    ['=?utf-8?q?a?=@example.com', '=?utf-8?q?a?=@example.com'],
  ])('takes %s for what it is', async (address, recipient) => {
    const server = await mailServer();
    await channelTo(server.port).send({ ...message, address }, waiting());
    expect(server.mails.map(({ to }) => to)).toEqual(recipient === undefined ? [] : [[recipient]]);
  });
});

describe('mail of unknown fate', () => {
  it.each([
    [450, '4.2.0 Greylisted, try again later'],
    [451, 'Greylisted'],
    [421, '4.7.0 Too busy'],
    [452, '4.2.2 Mailbox full'],
    [450, '5.7.1 A server at odds with itself'],
  ])('RC-17: %d %s is no refusal for good', async (code, text) => {
    const outcome = await sendTo({
      onRcptTo: (_address, _session, done) => {
        done(reply(code, text));
      },
    });
    expect(outcome).toMatchObject({ code: 'REFUSED_FOR_NOW' });
    expect(inspect(outcome)).toContain(`answered ${code}`);
  });

  it('RC-17: a temporary refusal of the whole message is none for good either', async () => {
    const outcome = await sendTo({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => {
          done(reply(451, '4.3.0 Try later'));
        });
      },
    });
    expect(outcome).toMatchObject({ code: 'REFUSED_FOR_NOW' });
  });

  it.each([
    [530, '5.7.0 Authentication required', 'NOT_AUTHORISED'],
    [553, '5.7.1 Sender not yours', 'SENDER_REFUSED'],
    [550, '5.1.8 Sender unknown', 'SENDER_REFUSED'],
  ])('RC-17: %d %s, to the sender, is our own trouble', async (code, text, errorCode) => {
    const outcome = await sendTo({
      onMailFrom: (_address, _session, done) => {
        done(reply(code, text));
      },
    });
    expect(outcome).toMatchObject({ code: errorCode });
  });

  it.each([
    [503, '5.5.1 Bad sequence'],
    [550, '5.1.8 Sender unknown'],
    [530, 'Log in first'],
  ])('RC-17: %d %s, to the recipient, is not about the recipient', async (code, text) => {
    const outcome = await sendTo({
      onRcptTo: (_address, _session, done) => {
        done(reply(code, text));
      },
    });
    expect(outcome).toBeInstanceOf(ChannelError);
  });

  it('RC-17: nobody listens', async () => {
    const server = await mailServer();
    await server.close();
    expect(await outcomeOf(channelTo(server.port).send(message, waiting()))).toMatchObject({
      code: 'CONNECTION_FAILED',
    });
  });

  it('RC-17: the connection breaks before the message goes over: it is not sent again and again', async () => {
    let tries = 0;
    const server: TestMailServer = await mailServer({
      onRcptTo: () => {
        tries += 1;
        server.cut();
      },
    });
    expect(await outcomeOf(channelTo(server.port).send(message, waiting()))).toMatchObject({
      code: 'CONNECTION_LOST',
    });
    expect(tries).toBe(1);
  });

  it('RC-17: the connection breaks after the message and before the answer: it is not sent a second time', async () => {
    let taken = 0;
    const server: TestMailServer = await mailServer({
      onData: (stream) => {
        stream.resume();
        stream.on('end', () => {
          taken += 1;
          server.cut();
        });
      },
    });
    const channel = channelTo(server.port);
    expect(await outcomeOf(channel.send(message, waiting()))).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(taken).toBe(1);
    expect(server.connections).toBe(1);
  });

  it('RC-17: neither is it over a connection that was kept', async () => {
    let taken = 0;
    const server: TestMailServer = await mailServer({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => {
          taken += 1;
          if (taken === 1) done();
          else server.cut();
        });
      },
    });
    const channel = channelTo(server.port);
    expect(await channel.send(message, waiting())).toEqual({ outcome: 'accepted' });
    expect(await outcomeOf(channel.send(message, waiting()))).toMatchObject({ code: 'CONNECTION_LOST' });
    expect(taken).toBe(2);
    expect(server.connections).toBe(1);
  });

  it('RC-17: the server hangs, until nobody waits any more; then its connection is given up', async () => {
    const controller = new AbortController();
    const server = await mailServer({
      onRcptTo: () => {
        controller.abort();
      },
    });
    const channel = channelTo(server.port, { maxConnections: 1 });
    const outcome = await outcomeOf(channel.send(message, { signal: controller.signal }));
    expect(outcome).toMatchObject({ code: 'ABORTED' });
    expect(server.mails).toEqual([]);
  });

  it('RC-17: nothing is begun for whom nobody waits any more', async () => {
    const server = await mailServer();
    const outcome = await outcomeOf(channelTo(server.port).send(message, { signal: AbortSignal.abort() }));
    expect(outcome).toMatchObject({ code: 'ABORTED' });
    expect(server.connections).toBe(0);
  });

  it('RC-17: a server that falls silent is given up after a time, too', async () => {
    const server = await mailServer({ onRcptTo: () => undefined });
    const channel = channelTo(server.port, { silenceTimeoutMs: 100 });
    expect(await outcomeOf(channel.send(message, waiting()))).toMatchObject({ code: 'NO_ANSWER' });
  });

  it('RC-17: a server that never greets is given up after a time', async () => {
    const port = await listening(createServer());
    const channel = channelTo(port, { connectTimeoutMs: 100 });
    expect(await outcomeOf(channel.send(message, waiting()))).toMatchObject({ code: 'NO_ANSWER' });
  });

  it('RC-17: a server that never greets has as long as connecting may take, however long that is', async () => {
    const server = createServer();
    const port = await listening(server);
    const channel = channelTo(port, { connectTimeoutMs: 120_000 });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      const connected = once(server, 'connection');
      let isOver = false;
      const sending = outcomeOf(channel.send(message, waiting())).finally(() => (isOver = true));
      await connected;
      // In steps, between which the channel sees that it is connected.
      for (let passed = 0; passed < 119; passed += 1) {
        await new Promise(setImmediate);
        vi.advanceTimersByTime(1_000);
      }
      await new Promise(setImmediate);
      expect(isOver).toBe(false);
      vi.advanceTimersByTime(1_000);
      expect(await sending).toMatchObject({ code: 'NO_ANSWER' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('RC-17: a server that hangs up without a greeting is tried three times', async () => {
    let calls = 0;
    const port = await listening(
      createServer((socket) => {
        calls += 1;
        socket.destroy();
      }),
    );
    expect(await outcomeOf(channelTo(port).send(message, waiting()))).toBeInstanceOf(ChannelError);
    expect(calls).toBe(3);
  });

  it('RC-17: a server that speaks something else', async () => {
    const port = await listening(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await outcomeOf(channelTo(port).send(message, waiting()))).toBeInstanceOf(ChannelError);
  });

  async function listening(server: Server): Promise<number> {
    const sockets: Socket[] = [];
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      sockets.push(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    toClose.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return address.port;
  }
});

describe('encryption and login', () => {
  const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _session, done) => {
    if (username === 'us@er' && password === 'pass:word%') done(null, { user: username });
    else done(reply(535, '5.7.8 Wrong'));
  };

  async function sendWith(
    url: (port: number) => string,
    options: SMTPServerOptions,
  ): Promise<Delivery | ChannelError> {
    const server = await mailServer({ disabledCommands: [], ...options });
    return outcomeOf(channelTo(server.port, { url: url(server.port) }).send(message, waiting()));
  }

  it('logs in with what the URL says, over STARTTLS', async () => {
    let secure = false;
    const outcome = await sendWith(
      (port) => `smtp://us%40er:pass%3Aword%25@127.0.0.1:${port}/?rejectUnauthorized=false`,
      {
        authOptional: false,
        onAuth: (auth, session, done) => {
          ({ secure } = session);
          onAuth(auth, session, done);
        },
      },
    );
    expect(outcome).toEqual({ outcome: 'accepted' });
    expect(secure).toBe(true);
  });

  it('smtps: speaks TLS from the first byte on', async () => {
    const url = (port: number) => `smtps://127.0.0.1:${port}?rejectUnauthorized=false`;
    expect(await sendWith(url, { secure: true })).toEqual({ outcome: 'accepted' });
  });

  it.each(['smtp', 'smtps'])(
    '%s: sends nothing to a server whose certificate does not verify',
    async (scheme) => {
      const outcome = await sendWith((port) => `${scheme}://127.0.0.1:${port}`, {
        secure: scheme === 'smtps',
      });
      expect(outcome).toMatchObject({ code: 'TLS_FAILED' });
    },
  );

  it('sends no password to a server without STARTTLS', async () => {
    let told = false;
    const outcome = await sendWith((port) => `smtp://user:password@127.0.0.1:${port}`, {
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, done) => {
        told = true;
        done(null, { user: 'user' });
      },
    });
    expect(outcome).toBeInstanceOf(ChannelError);
    expect(told).toBe(false);
  });

  it('sends no mail to a server without STARTTLS when the URL requires it', async () => {
    const outcome = await sendWith((port) => `smtp://127.0.0.1:${port}?requireTLS=true`, {
      disabledCommands: ['STARTTLS'],
    });
    expect(outcome).toBeInstanceOf(ChannelError);
  });

  it('RC-17: a wrong password is our own trouble, and is not shown', async () => {
    const outcome = await sendWith(
      (port) => `smtp://user:s3cret@127.0.0.1:${port}/?rejectUnauthorized=false`,
      { authOptional: false, onAuth },
    );
    expect(outcome).toMatchObject({ code: 'NOT_AUTHORISED' });
    expect(inspect(outcome, { depth: 9, showHidden: true })).not.toContain('s3cret');
  });
});

describe('readiness of the mail server', () => {
  it('is seen by a login, and no mail is sent', async () => {
    const server = await mailServer();
    await expect(channelTo(server.port).check(waiting())).resolves.toBeUndefined();
    expect(server.mails).toEqual([]);
    expect(server.connections).toBe(1);
  });

  it('is missed when nobody listens, or the password is wrong', async () => {
    const server = await mailServer({
      disabledCommands: [],
      onAuth: (_auth, _session, done) => {
        done(reply(535, 'no'));
      },
    });
    const url = `smtp://user:s3cret@127.0.0.1:${server.port}/?rejectUnauthorized=false`;
    await expect(channelTo(server.port, { url }).check(waiting())).rejects.toMatchObject({
      code: 'NOT_AUTHORISED',
    });
    await server.close();
    await expect(channelTo(server.port).check(waiting())).rejects.toMatchObject({
      code: 'CONNECTION_FAILED',
    });
  });

  it('is not waited for longer than anybody waits', async () => {
    const controller = new AbortController();
    const server = await mailServer({
      onConnect: () => {
        controller.abort();
      },
    });
    await expect(channelTo(server.port).check({ signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });

  it('is not asked for whom nobody waits from the beginning, and leaves no listener with whoever waits on', async () => {
    const server = await mailServer();
    const channel = channelTo(server.port);
    await expect(channel.check({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    const { signal } = waiting();
    await channel.check({ signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('ends with the channel: nothing can be sent or checked, and its connections are closed', async () => {
    const server = await mailServer();
    const channel = channelTo(server.port);
    await channel.send(message, waiting());
    expect(server.open).toBe(1);
    channel.close();
    await expect.poll(() => server.open).toBe(0);
    await expect(channel.send(message, waiting())).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(channel.check(waiting())).rejects.toMatchObject({ code: 'CLOSED' });
  });
});

describe('an MPP with a mail server', () => {
  it.each([
    ['takes the mail', {}, 'SUCCESS', 'sent'],
    [
      'refuses it for good',
      {
        onRcptTo: (_address, _session, done) => {
          done(reply(550, `5.1.1 <${alice.email ?? ''}>: no such user`));
        },
      },
      'PROCESS_FAIL',
      'not-sent',
    ],
    [
      'refuses it for now',
      {
        onRcptTo: (_address, _session, done) => {
          done(reply(451, `4.7.1 <${alice.email ?? ''}>: greylisted`));
        },
      },
      'REQUEST_TRAFFIC_EXCEED_LIMIT',
      'not-sent',
    ],
    ['hangs', { onRcptTo: () => undefined }, 'UNKNOWN_EXCEPTION', 'unknown'],
  ] satisfies [string, SMTPServerOptions, string, string][])(
    'RC-1, RC-13, RC-16, RC-17: that %s answers so, and no event quotes the user',
    async (_, options, resultCode, kind) => {
      const codes: string[] = [];
      const server = await mailServer(options);
      const texts = new MessageTexts();
      const write = texts.write.bind(texts);
      texts.write = (sent) => {
        codes.push(sent.code);
        return write(sent);
      };
      const mail = channelTo(server.port, { texts });
      const mpp = createTestMpp({
        channels: { MOBILE: mail, EMAIL: mail },
        otp: { length: 10 },
        channelTimeoutMs: resultCode === 'UNKNOWN_EXCEPTION' ? 400 : 10_000,
      });
      const outcome = await mpp.send({ verifyType: 'EMAIL' });
      if (resultCode === 'SUCCESS') expect(outcome).toMatchObject({ resultStatus: 'S', resultCode });
      else
        expect(outcome).toEqual(
          resultCode === 'PROCESS_FAIL' ? failed(resultCode) : unknown(resultCode as 'UNKNOWN_EXCEPTION'),
        );
      expect(mpp.events).toMatchObject([{ kind }]);
      const [code = ''] = codes;
      expect(code).toMatch(/^\d{10}$/);
      const text = inspect({ outcome, events: mpp.events }, { depth: 9, showHidden: true });
      for (const secret of [alice.email ?? '', 'liddell', code]) expect(text).not.toContain(secret);
    },
  );
});

describe('options of the mail channel', () => {
  const from = 'no-reply@example.com';

  it.each([
    ['', 'is not a URL'],
    ['mail.example.com', 'is not a URL'],
    ['https://user:s3cret@mail.example.com', 'https://***@mail.example.com'],
    ['smtp://user:s3cret@mail.example.com/path', 'smtp://***@mail.example.com/path'],
    ['smtp:///', 'expected smtps://'],
    ['smtp://user@mail.example.com', 'only one of user and password'],
    ['smtp://:s3cret@mail.example.com', 'only one of user and password'],
    ['smtp://user:s3cret%@mail.example.com', 'written as %25'],
    ['smtp://mail.example.com?logger=s3cret', '"logger"'],
    ['smtp://mail.example.com?requireTLS=s3cret', 'requireTLS'],
    ['smtp://mail.example.com?requireTLS=true&ignoreTLS=true', 'drop one'],
    ['smtps://mail.example.com?ignoreTLS=true', 'drop one'],
  ])('refuses the URL %s, and shows no password', (url, text) => {
    const make = () => new SmtpChannel({ url, from });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(text);
    expect(make).not.toThrow('s3cret');
  });

  it.each([
    '',
    'Example Pay',
    'a@example.com, b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'g: a@b.c;',
  ])('refuses a from of %j', (sender) => {
    expect(() => new SmtpChannel({ url: 'smtp://mail.example.com', from: sender })).toThrow(
      /^from must be one/,
    );
  });

  it.each([
    { maxConnections: 0 },
    { maxConnections: 1.5 },
    { connectTimeoutMs: 0 },
    { connectTimeoutMs: Number.NaN },
    { silenceTimeoutMs: 2 ** 31 },
  ])('refuses %j', (options) => {
    const [name = ''] = Object.keys(options);
    expect(() => new SmtpChannel({ url: 'smtp://mail.example.com', from, ...options })).toThrow(name);
  });
});
