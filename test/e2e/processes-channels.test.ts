import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reply, startMailServer, type TestMailServer } from '../reference/channel/mail-server.js';
import { answering } from '../reference/channel/sms-gateway.js';
import { type Person, ServiceFiles } from '../reference/service/service-files.js';
import { goodBody, prepare, send } from './caller.js';
import { OtpGateway } from './otp-gateway.js';
import { expectNoPersonalData, ServiceProcess } from './service-process.js';

/** What the mail server does at one point of its talk. */
type Step = (done: (error?: Error | null) => void) => void;
const willing: Step = (done) => {
  done();
};
const mute: Step = () => undefined;
const refusing =
  (code: number, words: string): Step =>
  (done) => {
    done(reply(code, words));
  };

describe('a process of the service whose mail server or SMS gateway', () => {
  let mail: TestMailServer;
  let gateway: OtpGateway;
  let files: ServiceFiles;
  let service: ServiceProcess;
  /** One whose mail server and gateway are not there. */
  let lonely: ServiceProcess;
  let atSender = willing;
  let atRecipient = willing;
  let afterMessage = willing;
  /** The OTPs of the mails that went over, whatever the server said to them. */
  const mailed: string[] = [];
  const dropping: Step = () => {
    mail.cut();
  };

  const takesAll = (): void => {
    gateway.release();
    atSender = atRecipient = afterMessage = willing;
  };
  const start = (mailPort: number, sms: Readonly<Record<string, string>>): Promise<ServiceProcess> =>
    ServiceProcess.start(files, {
      ...sms,
      SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
      MAIL_FROM: 'no-reply@example.com',
      SENDING_LIMITS: '1/1h',
      CHANNEL_TIMEOUT_MS: '1000',
    });
  beforeAll(async () => {
    files = new ServiceFiles(100);
    mail = await startMailServer({
      onMailFrom: (_address, _session, done) => {
        atSender(done);
      },
      onRcptTo: (_address, _session, done) => {
        atRecipient(done);
      },
      onData: (stream, _session, done) => {
        void text(stream).then((source) => {
          mailed.push(/^(\d{10}) is your/m.exec(source)?.[1] ?? source);
          afterMessage(done);
        });
      },
    });
    gateway = await OtpGateway.start();
    const [noMail, noGateway] = await Promise.all([startMailServer(), OtpGateway.start()]);
    await Promise.all([noMail.close(), noGateway.close()]);
    [service, lonely] = await Promise.all([
      start(mail.port, {
        ...gateway.settings,
        SMS_GATEWAY_ACCEPTED: '^(accepted)?$',
        SMS_GATEWAY_REFUSED: 'barred',
      }),
      start(noMail.port, noGateway.settings),
    ]);
  });
  beforeEach(takesAll);
  afterAll(async () => {
    await Promise.all([service.end('SIGTERM'), lonely.end('SIGTERM')]);
    await gateway.close();
    await mail.close();
    files.remove();
  });

  const prepareFor = (verifyType: string, { token: accessToken }: Person) =>
    prepare(service.target, { body: goodBody(service.target, { accessToken, verifyType }) });
  const arrived = (): number => gateway.arrived.length + mailed.length;

  /**
   * Calls once more in the very same bytes, then once everything works again: what was for good does not count, and what
   * may have arrived does.
   */
  const expectInTrouble = async (verifyType: 'MOBILE' | 'EMAIL', code: string): Promise<void> => {
    const person = files.nextPerson();
    const prepared = prepareFor(verifyType, person);
    expect((await send(service.target, prepared)).code).toBe(code);
    const arrivedInTrouble = arrived();
    takesAll();
    const again = await send(service.target, prepared);
    if (code === 'REQUEST_TRAFFIC_EXCEED_LIMIT') {
      // Nothing was sent: the same bytes are another try, and the user's sending limit is not used up.
      expect(again.code).toBe('SUCCESS');
      expect(arrived()).toBe(arrivedInTrouble + 1);
      return;
    }
    expect(again.code, 'SIG-9').toBe(code);
    expect(arrived()).toBe(arrivedInTrouble);
    const later = await send(service.target, prepareFor(verifyType, person));
    expect(later.code).toBe(code === 'PROCESS_FAIL' ? 'SUCCESS' : 'OTP_SEND_TIMES_EXCEED_LIMIT');
  };

  it('RES-7: takes every message: MOBILE goes to the gateway, EMAIL to the mail server, and both OTPs are right', async () => {
    const person = files.nextPerson();
    const check = (verifyRequestId = '', otpCode = '') =>
      service.checkOtp({ verifyRequestId, accessToken: person.token, otpCode });
    const byPhone = await send(service.target, prepareFor('MOBILE', person));
    expect(gateway.to(person.phone)).toHaveLength(1);
    expect(await check(byPhone.body.verifyRequestId, gateway.arrived.at(-1)?.code)).toEqual({
      outcome: 'correct',
    });
    const byMail = await send(service.target, prepareFor('EMAIL', person));
    expect(await check(byMail.body.verifyRequestId, mailed.at(-1))).toEqual({ outcome: 'correct' });
  });

  it.each([
    ['refuses the user for good', 'PROCESS_FAIL', () => (atRecipient = refusing(550, '5.1.1 No such user'))],
    ['refuses the mail for good', 'PROCESS_FAIL', () => (afterMessage = refusing(554, '5.7.1 Spam'))],
    [
      'refuses the sender',
      'REQUEST_TRAFFIC_EXCEED_LIMIT',
      () => (atSender = refusing(550, '5.1.8 Not yours')),
    ],
    ['greylists', 'REQUEST_TRAFFIC_EXCEED_LIMIT', () => (atRecipient = refusing(451, '4.7.1 Greylisted'))],
    ['hangs', 'UNKNOWN_EXCEPTION', () => (atRecipient = mute)],
    ['hangs once it has the mail', 'UNKNOWN_EXCEPTION', () => (afterMessage = mute)],
    ['drops the connection', 'UNKNOWN_EXCEPTION', () => (atRecipient = dropping)],
    ['drops the connection once it has the mail', 'UNKNOWN_EXCEPTION', () => (afterMessage = dropping)],
  ])('RES-10: %s, EMAIL: %s', async (_, code, trouble) => {
    trouble();
    await expectInTrouble('EMAIL', code);
  });

  it.each([
    ['answers 400', 'PROCESS_FAIL', answering(400)],
    ['answers 200 and that the number is barred', 'PROCESS_FAIL', answering(200, 'barred')],
    ['answers 404', 'UNKNOWN_EXCEPTION', answering(404)],
    ['answers 401', 'REQUEST_TRAFFIC_EXCEED_LIMIT', answering(401)],
    ['answers 429', 'REQUEST_TRAFFIC_EXCEED_LIMIT', answering(429)],
    ['answers 500', 'UNKNOWN_EXCEPTION', answering(500)],
    ['answers 503', 'UNKNOWN_EXCEPTION', answering(503)],
    ['answers 302', 'UNKNOWN_EXCEPTION', answering(302, '', { location: '/elsewhere' })],
    ['answers 200 and garbage', 'UNKNOWN_EXCEPTION', answering(200, '\u0000\ufffd<html>')],
  ] as const)('RES-10: %s, MOBILE: %s', async (_, code, answer) => {
    gateway.answer = (_message, response, request) => {
      answer(response, request, '');
    };
    await expectInTrouble('MOBILE', code);
  });

  it.each([
    [
      'speaks no HTTP',
      (socket: { end: (garbage: string) => void }) => {
        socket.end('\u0000garbage\r\n\r\n');
      },
    ],
    [
      'drops the connection',
      (socket: { destroy: () => void }) => {
        socket.destroy();
      },
    ],
    ['answers nothing', () => undefined],
  ] as const)('RES-10: %s, MOBILE: UNKNOWN_EXCEPTION', async (_, onSocket) => {
    gateway.answer = (_message, { socket }) => {
      if (socket !== null) onSocket(socket);
    };
    await expectInTrouble('MOBILE', 'UNKNOWN_EXCEPTION');
  });

  it.each(['MOBILE', 'EMAIL'])(
    'RC-16: is not there, %s: nothing was sent, and the sending does not count',
    async (verifyType) => {
      const person = files.nextPerson();
      // With 1/1h, the second one would be over the limit if the first one counted.
      for (const attempt of ['first', 'second'])
        expect((await send(lonely.target, prepareFor(verifyType, person))).code, attempt).toBe(
          'REQUEST_TRAFFIC_EXCEED_LIMIT',
        );
      expect((await lonely.page('/readyz')).text).toContain('"smtp":"CONNECTION_FAILED"');
      expect((await service.page('/readyz')).text).toContain('"smtp":"ok"');
    },
  );

  it('a number that the gateway refuses is asked for 3 times an hour, not without a limit', async () => {
    const person = files.nextPerson();
    gateway.answer = (_message, response, request) => {
      answering(400)(response, request, '');
    };
    const codes: string[] = [];
    for (let call = 0; call < 6; call += 1)
      codes.push((await send(service.target, prepareFor('MOBILE', person))).code);
    const limited = 'OTP_SEND_TIMES_EXCEED_LIMIT';
    expect(codes).toEqual(['PROCESS_FAIL', 'PROCESS_FAIL', 'PROCESS_FAIL', limited, limited, limited]);
    expect(gateway.to(person.phone)).toHaveLength(3);
  });

  it('no token, OTP, phone number or address is in what they put out or tell Prometheus', async () => {
    await expectNoPersonalData([service, lonely], [...mailed, ...gateway.arrived.map(({ code }) => code)]);
  });
});
