import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  loadProfile,
  ProfileError,
  profileTemplate,
  readProfile,
  runConformance,
  sandboxProfile,
  tokenFixtures,
} from '@sendotp-contract/conformance';
import { contract } from '@sendotp-contract/spec';
import { parseProfile, profileSchema } from '../../../conformance/profile/profile.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { caller } from '../../key-pairs.js';
import { profileOf } from '../world.js';

const { privateKey, publicKey } = caller;

async function faultsOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProfileError) return error.message;
    throw error;
  }
  return 'no fault';
}

describe('a profile', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sendotp-profile-'));
    writeFileSync(join(folder, 'caller.pem'), privateKey);
    writeFileSync(join(folder, 'mpp.pem'), publicKey);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (text: string): string => {
    const path = join(folder, 'conformance.yaml');
    writeFileSync(path, text);
    return path;
  };

  it('is read with its keys from files beside it, and with defaults', async () => {
    const profile = await loadProfile(
      file(`
baseUrl: https://mpp.example.net/gateway/
clientId: C
privateKey: caller.pem
publicKeys: mpp.pem
acquirerId: A
pspId: P
accessTokens: { valid: [t1, t2], frozen: t3 }
olderKey: { keyVersion: '0', privateKey: caller.pem }
throttledClient: { clientId: T, privateKey: caller.pem }
`),
    );
    expect(profile).toMatchObject({
      baseUrl: 'https://mpp.example.net/gateway',
      keyVersion: '1',
      privateKey,
      publicKeys: publicKey,
      accessTokens: { valid: ['t1', 't2'], frozen: 't3' },
      olderKey: { privateKey },
      throttledClient: { privateKey },
      toleranceMinutes: 10,
      timeoutMs: 10_000,
      maxOtps: 10,
    });
  });

  it('takes keys inline, and several public ones by version', async () => {
    const indented = (pem: string) => pem.trim().replaceAll('\n', '\n    ');
    const profile = await readProfile(
      `baseUrl: http://127.0.0.1:1\nclientId: C\nacquirerId: A\npspId: P\nprivateKey: |\n    ${indented(privateKey)}\npublicKeys:\n  '1': |\n    ${indented(publicKey)}\n  '2': mpp.pem\n`,
      join(folder, 'inline.yaml'),
    );
    expect((await openProfile(profile)).publicKeys.versions).toEqual(['1', '2']);
  });

  it('says every fault at once, each with its line', async () => {
    const message = await faultsOf(() =>
      readProfile(
        `baseUrl: ftp://mpp\nclientID: C\nkeyVersion: 1\nprivateKey: gone.pem\npublicKeys: {}\nacquirerId: ''\npspId: P\naccessTokens:\n  frosen: x\n  valid: 5\nmaxOtps: -1\n`,
        join(folder, 'bad.yaml'),
      ),
    );
    for (const fault of [
      'line 1: baseUrl: has the scheme ftp; expected https or http',
      '  clientId: is missing',
      'line 2: clientID: is not a key of a profile; is it misspelt?',
      'line 3: keyVersion: must be a key version such as "1", in quotes',
      'line 4: privateKey: cannot read the key file gone.pem: there is no such file',
      'line 5: publicKeys: contains no key',
      'line 6: acquirerId: must be the acquirerId of the agreement, not empty',
      'line 9: accessTokens.frosen: is not a key of a profile; is it misspelt?',
      'line 10: accessTokens.valid: must be an access token or a list of them',
      'line 11: maxOtps: must be 0 or more',
    ]) {
      expect(message).toContain(fault);
    }
    expect(message).toContain('has 10 faults');
  });

  it.each([
    ['', 'expected keys such as baseUrl'],
    ['- a', 'expected keys such as baseUrl'],
    ['a: [', 'not YAML'],
    ['a: 1\na: 2', 'not YAML'],
  ])('refuses %j', async (text, fault) => {
    expect(await faultsOf(() => readProfile(text, 'p.yaml'))).toContain(fault);
  });

  it('finds the line of the nearest key that is there', async () => {
    const message = await faultsOf(() =>
      readProfile(
        `clientId: C\nolderKey:\n  keyVersion: '1'\npublicKeys:\n  '1': gone.pem\n  '2': gone-too.pem\naccessTokens:\n  valid:\n    - t1\n    - 5\n`,
        join(folder, 'nested.yaml'),
      ),
    );
    expect(message).toContain('  baseUrl: is missing');
    expect(message).toMatch(/line 2: olderKey\.privateKey: /);
    expect(message).toContain(
      'line 5: publicKeys.1: cannot read the key file gone.pem: there is no such file',
    );
    expect(message).toContain(
      'line 6: publicKeys.2: cannot read the key file gone-too.pem: there is no such file',
    );
    expect(message).toMatch(/line (8|10): accessTokens\.valid/);
  });

  it.each([
    ['a text', 'a text'],
    [new Error('no room'), 'no room'],
    [Object.assign(new Error('x'), { code: 'EACCES' }), 'this user may not read it'],
    [Object.assign(new Error('x'), { code: 'ENOENT' }), 'there is no such file'],
    [{ code: 'ENOENT' }, '[object Object]'],
    [null, 'null'],
  ])('says why a key file cannot be read, whatever is thrown: %o', async (thrown, reason) => {
    const text = 'privateKey: caller.pem\n';
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a careless reader does
    const message = await faultsOf(() => readProfile(text, 'p.yaml', () => Promise.reject(thrown)));
    expect(message).toContain(`privateKey: cannot read the key file caller.pem: ${reason}`);
  });

  it.each([
    ['x'.repeat(299), true],
    ['x'.repeat(300), false],
    ['a-----b', false],
    ['a\nb', false],
    ['', false],
  ])('takes for the path of a key file what may be one: %j is: %s', async (value, isPath) => {
    const asked: string[] = [];
    await faultsOf(() =>
      readProfile(JSON.stringify({ privateKey: value }), 'p.yaml', (path) => {
        asked.push(path);
        return Promise.resolve(privateKey);
      }),
    );
    expect(asked).toEqual(isPath ? [resolve(value)] : []);
  });

  it('has one fault, or several, in words', () => {
    const fault = { path: ['accessTokens', 'valid', 0], message: 'is wrong' };
    const one = new ProfileError('p.yaml', [fault]);
    expect([one.message, one.faults]).toEqual([
      'p.yaml has one fault:\n  accessTokens.valid.0: is wrong',
      [fault],
    ]);
    expect(new ProfileError('p.yaml', [fault, { path: [], message: 'is empty' }]).message).toBe(
      'p.yaml has 2 faults:\n  accessTokens.valid.0: is wrong\n  the whole profile: is empty',
    );
    expect(new ProfileError('p.yaml', [], ({ message }) => message).message).toBe('p.yaml has 0 faults:\n');
  });

  it('says why a file cannot be read', async () => {
    expect(await faultsOf(() => loadProfile(join(folder, 'gone.yaml')))).toContain('there is no such file');
    expect(await faultsOf(() => loadProfile(folder))).toContain('it is a folder');
  });

  it.each([
    ['https://user:secret@mpp.example.net', 'contains a user name or password'],
    ['https://mpp.example.net/?a=b', 'contains a query or fragment'],
    ['mpp.example.net', 'is not a URL'],
  ])('refuses the base URL %s', (baseUrl, fault) => {
    expect(() => parseProfile({ ...profileOf(baseUrl) })).toThrow(fault);
  });

  it.each([
    ['toleranceMinutes', 2, 1440],
    ['timeoutMs', 1, 600_000],
    ['maxOtps', 0, 1_000],
  ])('takes a %s from %d to %d', (name, least, most) => {
    const parsed = (value: number) => parseProfile({ ...profileOf('http://127.0.0.1:1'), [name]: value });
    for (const value of [least, most]) expect(parsed(value)).toHaveProperty(name, value);
    expect(() => parsed(least - 1)).toThrow(`${name}: `);
    if (name !== 'maxOtps') expect(() => parsed(most + 1)).toThrow(`${name}: must be ${most} or less`);
  });

  it('SIG-6: says by name which key cannot be used, all at once', async () => {
    const profile = {
      ...profileOf('http://127.0.0.1:1'),
      privateKey: publicKey,
      publicKeys: { '7': privateKey },
    };
    const message = await faultsOf(() => runConformance(profile));
    expect(message).toContain('privateKey: this is a public key');
    expect(message).toContain('publicKeys: public key version 7: this is a private key');
  });

  it('no fault holds a token or a key', async () => {
    const secret = 'a-token-that-nobody-may-see';
    const message = await faultsOf(() =>
      readProfile(
        `accessTokens:\n  valid: [${secret}, 5]\n  frozen: ${secret.repeat(20)}\nprivateKey: |\n  ${secret}\n`,
        'p.yaml',
      ),
    );
    expect(message).toContain(
      `accessTokens.frozen: is longer than ${contract.operations.sendOTP.parameters.accessToken.maxLength} characters`,
    );
    expect(message).not.toContain(secret);
  });

  it('takes the length of an access token from the record of the contract', () => {
    const { sendOTP } = contract.operations;
    const token = 'x'.repeat(sendOTP.parameters.accessToken.maxLength + 1);
    const profile = { ...profileOf('http://127.0.0.1:1'), accessTokens: { valid: token } };
    const accessToken = { ...sendOTP.parameters.accessToken, maxLength: token.length };
    const longer = {
      ...contract,
      operations: { sendOTP: { ...sendOTP, parameters: { ...sendOTP.parameters, accessToken } } },
    };
    expect(() => parseProfile(profile)).toThrow('accessTokens.valid');
    expect(parseProfile(profile, longer).accessTokens.valid).toBe(token);
  });

  it('of the sandbox has none of its users when the target has its own', () => {
    const keys = { privateKey, publicKey };
    expect(Object.keys(sandboxProfile(keys).accessTokens ?? {})).toEqual(Object.keys(tokenFixtures));
    const tokensOfSandbox = Object.entries(sandboxProfile(keys).accessTokens ?? {});
    expect(new Set(tokensOfSandbox.map(([, token]) => token)).size).toBeGreaterThan(5);
    expect(sandboxProfile(keys).throttledClient).toEqual({ clientId: contract.sandbox.throttledClientId });
    expect(sandboxProfile(keys)).not.toHaveProperty('olderKey');
    expect(sandboxProfile({ ...keys, olderPrivateKey: privateKey }).olderKey).toEqual({
      ...{ keyVersion: contract.sandbox.olderKeyVersion, privateKey },
    });
    const own = sandboxProfile({ ...keys, accessTokens: { valid: 'token-of-ada' } });
    expect(own).not.toHaveProperty('throttledClient');
    expect(own.accessTokens).toEqual({ valid: 'token-of-ada' });
    expect(own.mockToken).toBeUndefined();
  });

  it('the template is YAML with every key explained, and complete once its key files are there', async () => {
    const template = profileTemplate();
    expect(parse(template)).toMatchObject({
      baseUrl: 'https://mpp.example.net',
      accessTokens: { valid: 'REPLACE_ME' },
    });
    for (const name of Object.keys(tokenFixtures))
      expect(template).toMatch(new RegExp(`^ +(# )?${name}: `, 'm'));
    const read = (path: string) => Promise.resolve(path.includes('private') ? privateKey : publicKey);
    await expect(readProfile(template, 'conformance.yaml', read)).resolves.toMatchObject({ maxOtps: 10 });
    const { accessTokens: _, ...keys } = profileSchema(contract).shape;
    for (const name of Object.keys(keys)) expect(template, name).toMatch(new RegExp(`^(# )?${name}:`, 'm'));
    for (const name of ['clientId', 'keyVersion', 'privateKey'])
      expect(template.slice(template.indexOf('throttledClient:')), name).toMatch(
        new RegExp(`^#   ${name}:`, 'm'),
      );
    // With every key that is commented out brought in, it is still a profile.
    const whole = template.replaceAll(/^( *)# ((?: {2})?\w+:(?: \S+)?)$/gm, '$1$2');
    await expect(readProfile(whole, 'conformance.yaml', read)).resolves.toMatchObject({
      signedPathPrefix: '/mpp/gateway',
      accessTokens: { unanswered: '…' },
      olderKey: { keyVersion: '0' },
      throttledClient: { clientId: 'MY_THROTTLED_CLIENT_ID', keyVersion: '1' },
      mockToken: 'mock:KEY_NOT_FOUND',
    });
  });
});
