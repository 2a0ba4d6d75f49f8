import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxProfile, tokenFixtures } from '@sendotp-contract/conformance';
import { sandbox } from '@sendotp-contract/spec';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profileFrom, type TargetOptions } from '../../cli/check-profile.js';
import { caller, mpp } from '../key-pairs.js';
import { cleanUp, newFolder } from './program.js';

const url = 'http://127.0.0.1:9';
const client = 'MY_CLIENT';

describe('the profile of check', () => {
  const before = process.cwd();
  beforeAll(() => {
    const folder = newFolder();
    mkdirSync(join(folder, '.sandbox'));
    for (const [file, key] of Object.entries({
      '.sandbox/caller.private.pem': caller.privateKey,
      '.sandbox/caller.older.private.pem': 'the older key',
      '.sandbox/mpp.public.pem': mpp.publicKey,
      'own.pem': caller.privateKey,
      'theirs.pem': mpp.publicKey,
      'mpp.yaml': stringify({
        baseUrl: 'https://mpp.example.net',
        clientId: client,
        privateKey: caller.privateKey,
        publicKeys: mpp.publicKey,
        acquirerId: 'A',
        pspId: 'P',
        accessTokens: { valid: 'one', frozen: 'two' },
      }),
    }))
      writeFileSync(join(folder, file), key);
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(before);
    cleanUp();
  });
  const from = (options: Partial<TargetOptions>) => profileFrom({ accessToken: [], ...options });
  const sandboxTokens = sandboxProfile({ privateKey: '', publicKey: '' });

  it.each<[string, Partial<TargetOptions>]>([
    ['nothing', {}],
    ['another address', { url }],
    ['keys that are kept elsewhere', { privateKey: 'own.pem', publicKey: 'theirs.pem' }],
    ['sandbox by name', { profile: 'sandbox', url, privateKey: 'own.pem' }],
  ])('is that of the sandbox, with its users, given %s', async (_, options) => {
    const { accessTokens, mockToken } = await from(options);
    expect(accessTokens).toEqual(sandboxTokens.accessTokens);
    expect(mockToken).toBe(sandboxTokens.mockToken);
  });

  it.each<[string, Partial<TargetOptions>, object]>([
    ['another client', { clientId: client }, {}],
    ['an access token', { accessToken: ['T'] }, { valid: 'T' }],
    ['access tokens by name', { accessToken: ['expired=E', 'T'] }, { expired: 'E', valid: 'T' }],
    ['another address with a private key', { url, privateKey: 'own.pem' }, {}],
    ['another address with a public key', { url, publicKey: 'theirs.pem' }, {}],
  ])('has no user of the sandbox, given %s', async (_, options, accessTokens) => {
    const profile = await from(options);
    expect(profile.accessTokens).toEqual(accessTokens);
    expect(profile.mockToken).toBeUndefined();
    expect(JSON.stringify(profile)).not.toContain(sandbox.tokenPrefix);
  });

  it("has the sandbox's older key and its throttled client, and neither for another target", async () => {
    const { olderKeyVersion: keyVersion, throttledClientId: clientId } = sandbox;
    expect(await from({})).toMatchObject({
      olderKey: { keyVersion, privateKey: 'the older key' },
      throttledClient: { clientId },
    });
    for (const options of [{ clientId: client }, { accessToken: ['T'] }]) {
      const profile = await from(options);
      expect([profile.olderKey, profile.throttledClient]).toEqual([undefined, undefined]);
    }
    expect((await from({ privateKey: 'own.pem' })).olderKey).toBeUndefined();
  });

  it('sandbox by name keeps its users besides those that are given', async () => {
    const { accessTokens, mockToken } = await from({ profile: 'sandbox', accessToken: ['expired=E'] });
    expect(accessTokens).toEqual({ ...sandboxTokens.accessTokens, expired: 'E' });
    expect(mockToken).toBe(sandboxTokens.mockToken);
  });

  it('of a file keeps its users besides those that are given', async () => {
    const profile = await from({ profile: 'mpp.yaml', accessToken: ['frozen=F'], url });
    expect(profile).toMatchObject({ baseUrl: url, clientId: client });
    expect(profile.accessTokens).toEqual({ valid: 'one', frozen: 'F' });
  });

  it('has every option in the place of what the file or the sandbox says', async () => {
    const own = { clientId: client, keyVersion: '7', signedPathPrefix: '/gw', acquirerId: 'A2', pspId: 'P2' };
    const keys = { privateKey: caller.privateKey, publicKeys: mpp.publicKey };
    for (const profile of ['mpp.yaml', 'sandbox'])
      expect(
        await from({ profile, url, ...own, privateKey: 'own.pem', publicKey: 'theirs.pem' }),
      ).toMatchObject({ baseUrl: url, ...own, ...keys });
  });

  it('refuses a name that is nearly one of a fixture, and does not print the token', async () => {
    const refusal = from({ accessToken: ['frozn=secret'] });
    await expect(refusal).rejects.toThrow('there is no fixture "frozn"; did you mean frozen?');
    await expect(refusal).rejects.not.toThrow('secret');
  });

  it('takes a token with "=" in it for the valid user, unless the name before it is one of a fixture', async () => {
    const { accessTokens } = await from({
      accessToken: ['toString=x', `${Object.keys(tokenFixtures)[1] ?? ''}=a=b`],
    });
    expect(accessTokens).toEqual({ valid: 'toString=x', expired: 'a=b' });
  });
});
