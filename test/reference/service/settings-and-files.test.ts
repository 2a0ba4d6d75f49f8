import { afterAll, describe, expect, it } from 'vitest';
import { SettingsError } from '@sendotp-contract/reference';
import { openChannels } from '../../../server/reference/service/channels.js';
import { readSettingsAndFiles } from '../../../server/reference/service/settings-and-files.js';
import { readSettings } from '../../../server/reference/service/settings.js';
import { ServiceFiles } from './service-files.js';

const files = new ServiceFiles();
afterAll(() => {
  files.remove();
});

const faultsOf = (environment: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  readSettingsAndFiles(environment).then(
    () => [],
    (error: unknown) => {
      if (error instanceof SettingsError) return error.faults;
      throw error;
    },
  );

describe('settings that are read with their files', () => {
  it('are the settings where none has a fault; what is in their files is then not looked at', async () => {
    const environment = { DIRECTORY_FILE: '/of/nobody.yaml', OTP_LENGTH: '8' };
    expect(await readSettingsAndFiles(environment)).toMatchObject({ OTP_LENGTH: 8, mode: 'sandbox' });
  });

  it('have the faults of the files besides their own, if there is one', async () => {
    expect(await faultsOf(files.environment({ OTP_LENGTH: '3' }))).toEqual([
      'OTP_LENGTH must be a whole number from 4 to 10, not "3"',
    ]);
    const faults = await faultsOf({
      ...{ OTP_LENGTH: '3', DIRECTORY_FILE: '/of/nobody.yaml', MESSAGES_FILE: '/of/nobody.messages.yaml' },
      ...{
        TLS_CERT: '/of/nobody.cert.pem',
        TLS_KEY: '/of/nobody.key.pem',
        MPP_KEYS: files.environment()['MPP_KEYS'] ?? '',
      },
    });
    expect(faults).toEqual([
      'OTP_LENGTH must be a whole number from 4 to 10, not "3"',
      'DIRECTORY_FILE: the directory file /of/nobody.yaml cannot be read: ENOENT',
      'MESSAGES_FILE /of/nobody.messages.yaml cannot be read: ENOENT',
      'TLS_CERT /of/nobody.cert.pem cannot be read: ENOENT',
    ]);
  });

  it('of a sandbox have none for keys that it has not made yet', async () => {
    expect(await faultsOf({ OTP_LENGTH: '3' })).toHaveLength(1);
  });
});

describe('the channels of a service', () => {
  it('are ready when the mail server is, and say so by name', async () => {
    const settings = readSettings({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'otp@example.com' });
    const channels = await openChannels(settings, {}, () => undefined);
    expect(channels.checks.map(({ name }) => name)).toEqual(['smtp']);
    const { signal } = new AbortController();
    await expect(channels.checks[0]?.check({ signal })).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
    await channels.close();
    await expect(channels.checks[0]?.check({ signal })).rejects.toMatchObject({ code: 'CLOSED' });
  });

  it.each([
    [{ WEBOTP_HOST: 'Pay.example.com' }, 'WEBOTP_HOST: the host of WebOTP must be'],
    [{ SMS_RETRIEVER_HASH: 'short' }, 'SMS_RETRIEVER_HASH: the hash of the SMS Retriever must be'],
    [
      { WEBOTP_HOST: 'pay.example.com', SMS_RETRIEVER_HASH: 'short' },
      'WEBOTP_HOST, SMS_RETRIEVER_HASH: the hash',
    ],
    [
      { SMS_GATEWAY_URL: 'https://sms.internal', SMS_GATEWAY_BODY: '{}' },
      'SMS_GATEWAY_…: neither bodyTemplate nor url',
    ],
    [
      { SMTP_URL: 'smtp://mail.internal?x=1', MAIL_FROM: 'a@example.com' },
      'SMTP_URL, MAIL_FROM: the SMTP URL',
    ],
  ])('of %o are refused under the names of their settings', async (environment, fault) => {
    const opened = openChannels(readSettings(environment), {}, () => undefined);
    await expect(opened).rejects.toThrow(SettingsError);
    await expect(opened).rejects.toThrow(fault);
  });

  it('have nothing to be ready for without one', async () => {
    const channels = await openChannels(readSettings({}), {}, () => undefined);
    expect(channels.checks).toEqual([]);
    await channels.close();
  });
});
