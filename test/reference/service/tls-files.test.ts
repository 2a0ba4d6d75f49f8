import { describe, expect, it } from 'vitest';
import type { MppServer, TlsKeys } from '@sendotp-contract/server';
import { readSettings, SettingsError } from '@sendotp-contract/reference';
import { readTls, tlsReload } from '../../../server/reference/service/tls-files.js';

const file = (name: string) => `test/server/tls/${name}.pem`;
const settings = (cert: string, key: string) => readSettings({ TLS_CERT: file(cert), TLS_KEY: file(key) });
const first = settings('first.cert', 'first.key');

/** A server that notes what it is given. */
function server() {
  const renewed: TlsKeys[] = [];
  return { renewed, server: { renewTls: (tls: TlsKeys) => renewed.push(tls) } as unknown as MppServer };
}

describe('a certificate and its key', () => {
  it('are none where none are named', async () => {
    expect(await readTls(readSettings({}))).toBeUndefined();
    expect(tlsReload(readSettings({}), server().server)).toEqual([]);
  });

  it('are those of their files', async () => {
    const tls = await readTls(first);
    expect(String(tls?.cert)).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect(String(tls?.key)).toMatch(/^-----BEGIN (EC )?PRIVATE KEY-----/);
  });

  it.each([
    ['gone.cert', 'first.key', `TLS_CERT ${file('gone.cert')} cannot be read: ENOENT`],
    ['first.cert', 'gone.key', `TLS_KEY ${file('gone.key')} cannot be read: ENOENT`],
    [
      'first.cert',
      'second.key',
      'TLS_CERT and TLS_KEY must be a certificate and its own key, both PEM (ERR_OSSL_X509_KEY_VALUES_MISMATCH)',
    ],
    ['first.key', 'first.key', 'TLS_CERT and TLS_KEY must be a certificate and its own key, both PEM ('],
  ])('%s and %s are refused', async (cert, key, fault) => {
    const reading = readTls(settings(cert, key));
    await expect(reading).rejects.toThrow(SettingsError);
    await expect(reading).rejects.toThrow(fault);
  });

  it('are read again and given to the server, whose files are watched', async () => {
    const { renewed, server: given } = server();
    const [reload] = tlsReload(first, given);
    expect([reload?.what, reload?.paths()]).toEqual(['certificate', [file('first.cert'), file('first.key')]]);
    await reload?.reload();
    expect(renewed.map(({ cert }) => String(cert).slice(0, 27))).toEqual(['-----BEGIN CERTIFICATE-----']);
  });

  it('that cannot be read again are not given to the server', async () => {
    const { renewed, server: given } = server();
    await expect(tlsReload(settings('first.cert', 'gone.key'), given)[0]?.reload()).rejects.toThrow('ENOENT');
    expect(renewed).toEqual([]);
  });
});
