import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { envExample, settingsPage } from '../../../scripts/generate/settings.js';
import { misspelt, readSettings, SettingsError } from '@sendotp-contract/reference';
import type { Setting } from '../../../server/reference/service/setting.js';
import { settingRows } from '../../../server/reference/service/setting-rows.js';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
};

/** As openssl rand -hex 32 makes it. */
const hashSecret = 'f1d2c0a97b3e64855a0c9e8f7b6d413228e7a5c6b9d0f1e2c3a4958677f8b1d0';
const production = {
  NODE_ENV: 'production',
  DIRECTORY_FILE: 'directory.yaml',
  MPP_KEYS: 'keys',
  OTP_HASH_SECRET: hashSecret,
  SMTP_URL: 'smtps://mail.internal',
  TRUST_PROXY_TLS: 'yes',
  MAIL_FROM: 'otp@example.com',
};

describe('settings', () => {
  it('a sandbox needs none', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      mode: 'sandbox',
      HOST: '127.0.0.1',
      PORT: 8080,
      ADMIN_PORT: undefined,
      LOG_FORMAT: 'text',
      SENDING_LIMITS: [
        { sendings: 1, periodMs: 60_000 },
        { sendings: 5, periodMs: 3_600_000 },
        { sendings: 10, periodMs: 86_400_000 },
      ],
    });
  });

  it('production has defaults of its own', () => {
    expect(readSettings(production)).toMatchObject({
      mode: 'production',
      HOST: '0.0.0.0',
      ADMIN_PORT: 9090,
      LOG_FORMAT: 'json',
    });
  });

  it('an empty one counts as not set', () => {
    expect(readSettings({ PORT: '', REDIS_URL: '' })).toMatchObject({ PORT: 8080, REDIS_URL: undefined });
  });

  it('every fault is listed at once', () => {
    expect(faultsOf({ NODE_ENV: 'production', PORT: 'x', OTP_LENGTH: '3', TLS_CERT: 'a.pem' })).toEqual([
      'PORT must be a whole number from 0 to 65535, not "x"',
      'DIRECTORY_FILE is not set; in production it must be a file',
      'MPP_KEYS is not set; in production it must be a folder',
      'OTP_HASH_SECRET is not set; in production it must be 32 characters or more',
      'OTP_LENGTH must be a whole number from 4 to 10, not "3"',
      'TLS_CERT and TLS_KEY go together; only one is set',
      'neither SMS_GATEWAY_URL nor SMTP_URL is set; in production no OTP is shown on the console',
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['OTP_HASH_SECRET must be 32 characters or more', { OTP_HASH_SECRET: 'hunter2' }],
    ['REDIS_URL must be a URL that begins with redis:// or rediss://', { REDIS_URL: 'http://:hunter2@h' }],
    ['SMTP_URL must be a URL that begins with smtp:// or smtps://', { SMTP_URL: 'imap://u:hunter2@h' }],
    ['SMS_GATEWAY_URL must be a URL that begins with http:// or https://', { SMS_GATEWAY_URL: 'hunter2' }],
    ['SMS_GATEWAY_HEADERS must be a JSON map of strings', { SMS_GATEWAY_HEADERS: '{"a": hunter2}' }],
  ])('a secret is not shown: %s', (start, environment) => {
    const [fault, ...others] = faultsOf(environment).filter((text) => text.startsWith(start));
    expect(others).toEqual([]);
    expect(fault).toContain(start);
    expect(fault).not.toContain('hunter2');
  });

  it.each<[Record<string, string>, string]>([
    [{ NODE_ENV: 'prod' }, 'NODE_ENV must be production, development, test or not set'],
    [{ PORT: '65536' }, 'PORT must be'],
    [{ PORT: '-1' }, 'PORT must be'],
    [{ PORT: '80.5' }, 'PORT must be'],
    [{ HOST: 'a b' }, 'HOST must be an address'],
    [{ ADMIN_PORT: 'on' }, 'ADMIN_PORT must be a port, or off'],
    [{ SENDING_LIMITS: '1/1x' }, 'SENDING_LIMITS must be sendings/period'],
    [{ SENDING_LIMITS: '0/1m' }, 'SENDING_LIMITS must be sendings/period'],
    [{ SENDING_LIMITS: '1/1m,' }, 'SENDING_LIMITS must be sendings/period'],
    [
      { SENDING_LIMITS: '1001/1m' },
      'SENDING_LIMITS must be windows of at most 1000 sendings each, not "1001/1m"',
    ],
    [{ ADDRESS_LIMITS: '2/1d' }, 'ADDRESS_LIMITS must be windows that each allow 3 OTPs a day'],
    [{ PREFIX_LIMITS: '1868=1/1h' }, 'PREFIX_LIMITS must be prefix=sendings/period'],
    [{ PREFIX_LIMITS: '+1868=1/1h +1868=2/1h' }, 'PREFIX_LIMITS must be prefix=sendings/period'],
    [{ PREFIX_LIMITS: '+12025550142=1/1h' }, 'PREFIX_LIMITS must be prefix=sendings/period'],
    [{ PREFIX_LIMITS: '+1868' }, 'PREFIX_LIMITS must be prefix=sendings/period'],
    [{ ALLOWED_PREFIXES: 'SG' }, 'ALLOWED_PREFIXES must be a list of + and 1 to 8 digits'],
    [{ ALLOWED_PREFIXES: '+65,' }, 'ALLOWED_PREFIXES must be a list'],
    [{ CLIENT_LIMITS: '0/1d' }, 'CLIENT_LIMITS must be sendings/period'],
    [{ TOTAL_LIMITS: 'x' }, 'TOTAL_LIMITS must be sendings/period'],
    [{ UNANSWERED_LIMIT: '9' }, 'UNANSWERED_LIMIT must be a whole number from 10 to 10000, or off'],
    [{ UNANSWERED_LIMIT: '10001' }, 'UNANSWERED_LIMIT must be a whole number from 10 to 10000, or off'],
    [{ STRANGERS_LIMIT: '0' }, 'STRANGERS_LIMIT must be a whole number from 1 to 100000, or off'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace'],
    [{ SIGNED_PATH_PREFIX: 'mpp/' }, 'SIGNED_PATH_PREFIX must be a path such as /mpp/gateway'],
    [{ SMS_GATEWAY_ACCEPTED: '(' }, 'SMS_GATEWAY_ACCEPTED must be a regular expression'],
    [{ SMS_GATEWAY_HEADERS: '{"a":1}' }, 'SMS_GATEWAY_HEADERS must be a JSON map of strings'],
    [{ SMS_GATEWAY_URL: 'https://sms' }, 'SMS_GATEWAY_BODY must be a template'],
    [{ SMTP_URL: 'smtp://mail' }, 'MAIL_FROM is not set'],
    [{ REDIS_URL: 'redis://r' }, 'OTP_HASH_SECRET is not set; with REDIS_URL'],
    [{ CHECK_SECRET: 'hunter2', ADMIN_PORT: '0' }, 'CHECK_SECRET must be 32 characters or more'],
    [{ CHECK_SECRET: hashSecret }, 'CHECK_SECRET has no effect, because ADMIN_PORT is off'],
    [{ RELEASE_SECRET: hashSecret }, 'RELEASE_SECRET has no effect, because ADMIN_PORT is off'],
    [{ CHANNEL_TIMEOUT_MS: '5000' }, 'CHANNEL_TIMEOUT_MS must be less than HANDLER_TIMEOUT_MS'],
  ])('%j is refused: %s', (environment, start) => {
    expect(faultsOf(environment).map((fault) => fault.slice(0, start.length))).toEqual([start]);
  });

  it.each(['2/1d', '1/1m,2/1d', '1/1d', '1/12h', '5/2d'])(
    'RC-11: SENDING_LIMITS of %s allow fewer than 3 OTPs a day and are refused',
    (limits) => {
      expect(faultsOf({ SENDING_LIMITS: limits })).toEqual([
        `SENDING_LIMITS must be windows that each allow 3 OTPs a day or more (RC-11), such as 1/1m,5/1h,10/1d, not "${limits}"`,
      ]);
    },
  );

  it.each(['3/1d', '1/1m', '1/8h', '1/1m,3/1d', '6/2d', '1000/1s'])(
    'RC-11: SENDING_LIMITS of %s allow 3 OTPs a day',
    (limits) => {
      expect(faultsOf({ SENDING_LIMITS: limits })).toEqual([]);
    },
  );

  it.each(['SMS_GATEWAY_ACCEPTED', 'SMS_GATEWAY_REFUSED'] as const)(
    '%s is matched in linear time, however it is written',
    (name) => {
      for (const [expression, body] of [
        ['^(a+)+$', `${'a'.repeat(60_000)}!`],
        ['(x+x+)+y', 'x'.repeat(60_000)],
        ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(60_000)],
      ] as const) {
        const pattern = readSettings({ [name]: expression })[name];
        const since = performance.now();
        expect(pattern?.test(body)).toBe(false);
        expect(performance.now() - since).toBeLessThan(2_000);
      }
      expect(readSettings({ [name]: '"status":"(queued|sent)"' })[name]?.test('{"status":"sent"}')).toBe(
        true,
      );
      for (const unsupported of ['(?=a)', '(a)\\1', '('])
        expect(faultsOf({ [name]: unsupported })).toEqual([
          expect.stringMatching(`^${name} must be a regular expression in RE2 syntax`),
        ]);
    },
  );

  it.each<[Record<string, string>, string]>([
    [{ OTP_LENGTH: '5' }, 'OTP_LENGTH must be 6 or more in production, not 5'],
    [{ OTP_TTL_SECONDS: '601' }, 'OTP_TTL_SECONDS must be 600 or less in production, not 601'],
    [{ OTP_HASH_SECRET: 'x'.repeat(64) }, 'OTP_HASH_SECRET is easy to guess'],
    [{ OTP_HASH_SECRET: '0123456789'.repeat(5) }, 'OTP_HASH_SECRET is easy to guess'],
    [{ OTP_HASH_SECRET: 'change-me-'.repeat(4) }, 'OTP_HASH_SECRET is easy to guess'],
    [{ REDIS_ULR: 'redis://r' }, 'REDIS_ULR is not a setting; did you mean REDIS_URL?'],
    [
      { OTP_HASH_SECRET_FIEL: '/x' },
      'OTP_HASH_SECRET_FIEL is not a setting; did you mean OTP_HASH_SECRET_FILE?',
    ],
    [{ TRUST_PROXY_TLS: 'no' }, 'neither TLS_CERT nor TRUST_PROXY_TLS is set'],
    [{ REDIS_URL: 'redis://redis.internal' }, 'REDIS_URL is not encrypted; expected rediss://'],
    [{ SMTP_URL: 'smtp://mail.internal' }, 'SMTP_URL does not require encryption'],
    [{ SMTP_URL: 'smtp://u:p@mail.internal?requireTLS=false' }, 'SMTP_URL does not require encryption'],
    [
      { SMS_GATEWAY_URL: 'http://sms.internal', SMS_GATEWAY_BODY: '{}' },
      'SMS_GATEWAY_URL is not encrypted; expected https://',
    ],
    [{ CHECK_SECRET: 'x'.repeat(64) }, 'CHECK_SECRET is easy to guess'],
    [{ RELEASE_SECRET: 'x'.repeat(64) }, 'RELEASE_SECRET is easy to guess'],
    [{ CHECK_SECRET: hashSecret, ADMIN_HOST: '0.0.0.0' }, 'ADMIN_HOST is reached from other machines'],
    [{ RELEASE_SECRET: hashSecret, ADMIN_HOST: '10.0.0.1' }, 'ADMIN_HOST is reached from other machines'],
    [{ ALLOW_PLAIN_TEXT: 'all' }, 'ALLOW_PLAIN_TEXT must be none, or a list of redis'],
  ])('production refuses %j: %s', (environment, start) => {
    expect(faultsOf({ ...production, ...environment }).map((fault) => fault.slice(0, start.length))).toEqual([
      start,
    ]);
  });

  it.each<Record<string, string>>([
    { OTP_LENGTH: '6', OTP_TTL_SECONDS: '600' },
    { OTP_HASH_SECRET: hashSecret.slice(0, 32) },
    { TRUST_PROXY_TLS: 'no', HOST: '127.0.0.1' },
    { TRUST_PROXY_TLS: 'no', TLS_CERT: 'c.pem', TLS_KEY: 'k.pem' },
    { REDIS_URL: 'redis://127.0.0.1' },
    { REDIS_URL: 'redis://[::1]:7000' },
    { REDIS_URL: 'rediss://redis.internal' },
    { REDIS_URL: 'redis://redis.internal', ALLOW_PLAIN_TEXT: 'redis' },
    { SMTP_URL: 'smtp://mail.internal?requireTLS=true' },
    { SMTP_URL: 'smtp://u:p@mail.internal' },
    { CHECK_SECRET: hashSecret, RELEASE_SECRET: hashSecret },
    { CHECK_SECRET: hashSecret, ADMIN_HOST: '0.0.0.0', ALLOW_PLAIN_TEXT: 'admin' },
    { ADMIN_HOST: '0.0.0.0' },
    { SMTP_URL: 'smtp://mail.internal', REDIS_URL: 'redis://r', ALLOW_PLAIN_TEXT: 'redis, smtp' },
  ])('production takes %j', (environment) => {
    expect(faultsOf({ ...production, ...environment })).toEqual([]);
  });

  it('the sandbox takes what production refuses', () => {
    expect(faultsOf({ OTP_LENGTH: '4', OTP_TTL_SECONDS: '3600', REDIS_ULR: 'x' })).toEqual([]);
  });

  it.each([
    ['PORT', '"8080"'],
    ['OTP_LENGTH', "'6'"],
    ['SMS_GATEWAY_ACCEPTED', `'"status":"sent"'`],
    ['OTP_HASH_SECRET', `"${hashSecret}"`],
  ])('quotes that docker --env-file leaves in %s are noticed, and no secret is shown', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([
      `${name} is in quotes, which docker --env-file keeps as part of the value; write it without`,
    ]);
  });

  it('a quote at both ends of a regular expression or of JSON is no mistake', () => {
    const environment = { SMS_GATEWAY_ACCEPTED: '"ok"', SMS_GATEWAY_REFUSED: '"a":"b"' };
    expect(faultsOf(environment)).toEqual([]);
  });

  describe('a secret in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sendotp-secrets-'));
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });
    const file = (text: string): string => {
      const path = join(folder, 'secret');
      writeFileSync(path, text);
      return path;
    };
    const secrets = Object.entries<Setting<unknown>>(settingRows).filter(([, { secret }]) => secret === true);

    it.each(secrets)(
      '%s_FILE names a file with its value; the line break at its end is no part of it',
      (name, row) => {
        const value = row.example?.startsWith('openssl') ? hashSecret : (row.example ?? '{"a":"b"}');
        const rest = {
          OTP_HASH_SECRET: hashSecret,
          MAIL_FROM: 'otp@example.com',
          SMS_GATEWAY_BODY: '{}',
          SMS_GATEWAY_URL: 'https://sms.internal',
          ADMIN_PORT: '0',
          [name]: undefined,
        };
        const direct = { ...rest, [name]: value };
        const byFile = { ...rest, [`${name}_FILE`]: file(`${value}\n`) };
        expect(readSettings(byFile)).toEqual(readSettings(direct));
      },
    );

    it('a file that cannot be read, and a secret that is given twice, are faults', () => {
      expect(
        faultsOf({ ...production, OTP_HASH_SECRET: '', OTP_HASH_SECRET_FILE: join(folder, 'none') }),
      ).toEqual([`OTP_HASH_SECRET_FILE ${join(folder, 'none')} cannot be read: ENOENT`]);
      expect(faultsOf({ ...production, OTP_HASH_SECRET_FILE: file(hashSecret) })).toEqual([
        'OTP_HASH_SECRET and OTP_HASH_SECRET_FILE are both set; expected only one',
      ]);
    });

    it('a file that cannot be read says nothing of another secret that is missing', () => {
      const given = { ...production, OTP_HASH_SECRET: '', SMTP_URL: '', SMTP_URL_FILE: join(folder, 'none') };
      expect(faultsOf(given)).toEqual([
        'OTP_HASH_SECRET is not set; in production it must be 32 characters or more',
        `SMTP_URL_FILE ${join(folder, 'none')} cannot be read: ENOENT`,
      ]);
    });

    it('of several lines in a file only the last line break is no part of the value', () => {
      const lines = `${hashSecret}\n${hashSecret}`;
      const { OTP_HASH_SECRET } = readSettings({
        ...production,
        OTP_HASH_SECRET: undefined,
        OTP_HASH_SECRET_FILE: file(`${lines}\r\n`),
      });
      expect(OTP_HASH_SECRET).toBe(lines);
    });

    it('what is in the file is not shown', () => {
      const [fault, ...others] = faultsOf({ OTP_HASH_SECRET_FILE: file('hunter2') });
      expect(others).toEqual([]);
      expect(fault).toBe('OTP_HASH_SECRET must be 32 characters or more');
    });
  });

  it('a name that is nearly a setting is asked about, and others are left alone', () => {
    const environment = { REDIS_ULR: 'x', LOGLEVEL: 'x', HOSTNAME: 'x', PATH: 'x', HOME: 'x', PORT: '1' };
    expect(misspelt(environment)).toEqual([
      { name: 'REDIS_ULR', meant: 'REDIS_URL' },
      { name: 'LOGLEVEL', meant: 'LOG_LEVEL' },
    ]);
  });
});

describe('the documents of the settings', () => {
  it('docs/settings.md and .env.example are what npm run generate makes', () => {
    expect(readFileSync('docs/settings.md', 'utf8')).toBe(settingsPage());
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });

  it('.env.example is read by Node as it stands, and no secret in it would be taken', () => {
    const script = 'process.loadEnvFile(".env.example"); console.log(JSON.stringify(process.env))';
    const output = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: {} });
    const environment = JSON.parse(output) as Record<string, string>;
    expect(environment['NODE_ENV']).toBe('production');
    expect(faultsOf(environment)).toEqual([
      'OTP_HASH_SECRET must be 32 characters or more',
      'neither SMS_GATEWAY_URL nor SMTP_URL is set; in production no OTP is shown on the console',
      'neither TLS_CERT nor TRUST_PROXY_TLS is set: requests would arrive unencrypted; set TRUST_PROXY_TLS=yes if a proxy in front does TLS',
    ]);
  });

  it('every example and default in .env.example is one that its setting takes', () => {
    const text = envExample().replaceAll(/^#(?=[A-Z_]+=)/gm, '');
    const lines = [...text.matchAll(/^([A-Z_]+)=('?)(.*?)\2$/gm)];
    const values = Object.fromEntries(lines.map(([, name = '', , value = '']) => [name, value]));
    expect(Object.keys(values).filter((name) => name !== 'NODE_ENV')).toEqual(Object.keys(settingRows));
    const secrets = Object.keys(settingRows).filter((name) => values[name] === 'openssl-rand-hex-32');
    expect(secrets).toContain('OTP_HASH_SECRET');
    const real = Object.fromEntries(secrets.map((name) => [name, hashSecret]));
    expect(faultsOf({ ...values, ...real })).toEqual([]);
  });
});
