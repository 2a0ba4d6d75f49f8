import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { envExample, settingsPage } from '../../../scripts/generate/settings.js';
import { misspelt, readSettings, SettingsError } from '../../../server/reference/index.js';
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

const production = {
  NODE_ENV: 'production',
  DIRECTORY_FILE: 'directory.yaml',
  MPP_KEYS: 'keys',
  OTP_HASH_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtp://mail.internal',
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
    ['SMS_GATEWAY_HEADERS must be a JSON map of texts', { SMS_GATEWAY_HEADERS: '{"a": hunter2}' }],
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
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace'],
    [{ SIGNED_PATH_PREFIX: 'mpp/' }, 'SIGNED_PATH_PREFIX must be a path such as /mpp/gateway'],
    [{ SMS_GATEWAY_ACCEPTED: '(' }, 'SMS_GATEWAY_ACCEPTED must be a regular expression'],
    [{ SMS_GATEWAY_HEADERS: '{"a":1}' }, 'SMS_GATEWAY_HEADERS must be a JSON map'],
    [{ SMS_GATEWAY_URL: 'https://sms' }, 'SMS_GATEWAY_BODY must be a template'],
    [{ SMTP_URL: 'smtp://mail' }, 'MAIL_FROM is not set'],
    [{ REDIS_URL: 'redis://r' }, 'OTP_HASH_SECRET is not set; with REDIS_URL'],
    [{ CHANNEL_TIMEOUT_MS: '5000' }, 'CHANNEL_TIMEOUT_MS must be less than HANDLER_TIMEOUT_MS'],
  ])('%j is refused: %s', (environment, start) => {
    expect(faultsOf(environment).map((fault) => fault.slice(0, start.length))).toEqual([start]);
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
    ]);
  });

  it('every example and default in .env.example is one that its setting takes', () => {
    const text = envExample().replaceAll(/^#(?=[A-Z_]+=)/gm, '');
    const lines = [...text.matchAll(/^([A-Z_]+)=('?)(.*?)\2$/gm)];
    const values = Object.fromEntries(lines.map(([, name = '', , value = '']) => [name, value]));
    expect(Object.keys(values).filter((name) => name !== 'NODE_ENV')).toEqual(Object.keys(settingRows));
    expect(faultsOf({ ...values, OTP_HASH_SECRET: 'x'.repeat(32) })).toEqual([]);
  });
});
