import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, goodBody } from '../../e2e/caller.js';
import { reply, startMailServer, type TestMailServer } from '../channel/mail-server.js';
import { answering, startSmsGateway, type TestSmsGateway } from '../channel/sms-gateway.js';
import { people, ServiceFiles } from './service-files.js';
import { type RunningService, runService } from './running-service.js';

let files: ServiceFiles;
let running: RunningService | undefined;
let gateway: TestSmsGateway | undefined;
let mail: TestMailServer | undefined;
beforeEach(() => {
  files = new ServiceFiles();
});
afterEach(async () => {
  await running?.service.close();
  await gateway?.close();
  await mail?.close();
  [running, gateway, mail] = [undefined, undefined, undefined];
  files.remove();
});

const production = { NODE_ENV: 'production', SHUTDOWN_DELAY_MS: '0', CHANNEL_TIMEOUT_MS: '300' };
const outcomeFor = async (verifyType: string): Promise<string> => {
  if (running === undefined) throw new Error('no service runs');
  return (await call(running, { body: goodBody(running, { verifyType }) })).code;
};
const said = (): Record<string, unknown>[] =>
  (running?.output() ?? '')
    .split('\n')
    .flatMap((line) =>
      line.includes('"msg":"request"') ? [JSON.parse(line) as Record<string, unknown>] : [],
    );

describe('the service in production with an SMS gateway', () => {
  const start = async (answer: Parameters<typeof startSmsGateway>[0], more: Record<string, string> = {}) => {
    gateway = await startSmsGateway(answer);
    running = await runService(files, {
      ...production,
      SMS_GATEWAY_URL: gateway.url,
      SMS_GATEWAY_BODY: '{"to":"{to}","text":"{text}"}',
      SMS_GATEWAY_HEADERS: '{"Authorization":"Bearer of-a-secret"}',
      ...more,
    });
  };

  it('RES-7: MOBILE goes to the phone, with the code and how long it is valid', async () => {
    await start(answering(200));
    expect(await outcomeFor('MOBILE')).toBe('SUCCESS');
    const [request] = gateway?.requests ?? [];
    expect(request?.headers.authorization).toBe('Bearer of-a-secret');
    const body = JSON.parse(request?.body ?? '') as { to: string; text: string };
    expect(body.to).toBe(people.phone);
    expect(body.text).toMatch(/^\d{6} is your verification code\. It is valid for 5 minutes\./);
    expect(running?.output()).not.toContain('of-a-secret');
  });

  it('RC-13: EMAIL, for which nothing is set up, is refused for good', async () => {
    await start(answering(200));
    expect(await outcomeFor('EMAIL')).toBe('PROCESS_FAIL');
  });

  it.each([
    ['HTTP 400', answering(400, 'no such number'), 'PROCESS_FAIL'],
    ['HTTP 500', answering(500), 'UNKNOWN_EXCEPTION'],
    ['HTTP 401', answering(401), 'UNKNOWN_EXCEPTION'],
    ['HTTP 429', answering(429), 'UNKNOWN_EXCEPTION'],
    ['a redirect', answering(302, '', { Location: 'http://127.0.0.1:1/' }), 'UNKNOWN_EXCEPTION'],
    ['nothing', () => undefined, 'UNKNOWN_EXCEPTION'],
    ['garbage', (response) => response.socket?.end('\0\0garbage\r\n\r\n'), 'UNKNOWN_EXCEPTION'],
  ] satisfies [string, Parameters<typeof startSmsGateway>[0], string][])(
    'a gateway that answers %s',
    async (_, answer, expected) => {
      await start(answer);
      expect(await outcomeFor('MOBILE')).toBe(expected);
      const kind = expected === 'PROCESS_FAIL' ? 'not-sent' : 'unknown';
      expect(said()).toMatchObject([{ code: expected, sending: { kind } }]);
    },
  );

  it('a body that says no at HTTP 200 is a no, where the settings say how it does', async () => {
    const refused = { SMS_GATEWAY_REFUSED: '"error":"invalid_number"', SMS_GATEWAY_ACCEPTED: '"id"' };
    await start(answering(200, '{"error":"invalid_number"}'), refused);
    expect(await outcomeFor('MOBILE')).toBe('PROCESS_FAIL');
  });
});

describe('the service in production with a mail server', () => {
  const start = async (options: Parameters<typeof startMailServer>[0] = {}) => {
    mail = await startMailServer(options);
    running = await runService(files, {
      ...production,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: 'Example Pay <otp@example.com>',
    });
  };

  it('RES-7: EMAIL goes to the e-mail address', async () => {
    await start();
    expect(await outcomeFor('EMAIL')).toBe('SUCCESS');
    expect(mail?.mails).toMatchObject([{ from: 'otp@example.com', to: [people.email] }]);
    expect(mail?.mails[0]?.source).toMatch(/\d{6} is your verification code/);
  });

  it.each([
    [
      'refuses',
      'PROCESS_FAIL',
      {
        onRcptTo: (_, __, done) => {
          done(reply(550, 'no such user'));
        },
      },
    ],
    [
      'greylists',
      'UNKNOWN_EXCEPTION',
      {
        onRcptTo: (_, __, done) => {
          done(reply(451, 'later'));
        },
      },
    ],
    ['hangs', 'UNKNOWN_EXCEPTION', { onRcptTo: () => undefined }],
    ['drops', 'UNKNOWN_EXCEPTION', { onRcptTo: () => mail?.cut() }],
  ] satisfies [string, string, Parameters<typeof startMailServer>[0]][])(
    'a mail server that %s: %s',
    async (_, expected, options) => {
      await start(options);
      expect(await outcomeFor('EMAIL')).toBe(expected);
      expect(mail?.mails).toEqual([]);
    },
  );

  it('readiness says whether the mail server is there', async () => {
    await start();
    const ready = async () => (await fetch(`${running?.adminUrl ?? ''}/readyz`)).json() as Promise<unknown>;
    expect(await ready()).toEqual({ ready: true, checks: { smtp: 'ok' } });
  });
});
