import { describe, expect, it } from 'vitest';
import { DirectoryFileError, readDirectoryFile } from '@sendotp-contract/reference';
import { operations } from '@sendotp-contract/spec';

const good = `
clients:
  - clientId: ALIPAY_PLUS
    keys: { '1': keys/1.pem, 2: keys/2.pem }
    mayCallFor:
      - { pspId: 1022172000000000002, acquirerIds: [1022172000000000001, ACQP] }
users:
  - { id: u-1, status: ACTIVE, phone: '+12025550101', email: a@example.com, locale: en-SG }
  - { id: u-2, status: FROZEN }
tokens:
  - { token: 281010033AB2F588, userId: u-1, expiresAt: 2027-01-01T00:00:00+08:00 }
  - { token: __proto__, userId: u-2, status: CANCELLED }
`;

const faultsOf = (content: string): readonly string[] => {
  try {
    readDirectoryFile(content);
    return [];
  } catch (error) {
    if (error instanceof DirectoryFileError) return error.faults;
    throw error;
  }
};

describe('a directory file', () => {
  it('says clients, users and tokens; an id of 19 digits stays what it is', () => {
    const records = readDirectoryFile(good);
    expect(records.clients).toEqual([
      { clientId: 'ALIPAY_PLUS', keys: { 1: 'keys/1.pem', 2: 'keys/2.pem' } },
    ]);
    expect(records.agreements).toEqual([
      { clientId: 'ALIPAY_PLUS', pspId: '1022172000000000002', acquirerId: '1022172000000000001' },
      { clientId: 'ALIPAY_PLUS', pspId: '1022172000000000002', acquirerId: 'ACQP' },
    ]);
    expect(records.users).toEqual([
      { id: 'u-1', status: 'ACTIVE', phone: '+12025550101', email: 'a@example.com', locale: 'en-SG' },
      { id: 'u-2', status: 'FROZEN' },
    ]);
    expect(Object.entries(records.tokens)).toEqual([
      ['281010033AB2F588', { userId: 'u-1', status: 'ACTIVE', expiresAt: Date.UTC(2026, 11, 31, 16) }],
      ['__proto__', { userId: 'u-2', status: 'CANCELLED' }],
    ]);
  });

  it('may be JSON', () => {
    expect(readDirectoryFile('{"clients":[],"users":[],"tokens":[]}')).toMatchObject({ users: [] });
  });

  it.each<[start: string, content: string]>([
    ['the file must be a map with clients, users and tokens', ''],
    ['line 1: neither YAML nor JSON', 'clients: [}'],
    ['users must be a list of users', good.replace('users:', 'user:')],
    ['users[1].status must be ACTIVE, FROZEN or CLOSED', good.replace('FROZEN', 'COLD')],
    ['users[0].phone must be in E.164 form', good.replace('+12025550101', '3105550123')],
    ['users[0].email must be an e-mail address', good.replace('a@example.com', 'secret-address')],
    ['users[0].locale must be a BCP 47 language tag', good.replace('en-SG', 'x')],
    ['tokens[0].expiresAt must be a time with a zone', good.replace('2027-01-01T', '2027-02-30T')],
    ['tokens[1].token is the same as that of tokens[0]', good.replace('__proto__', '281010033AB2F588')],
    [
      'users[1].id is the same as that of users[0]',
      good.replace('u-2, status: FROZEN', 'u-1, status: FROZEN'),
    ],
    ['clients[0].keys must name at least one', good.replace("{ '1': keys/1.pem, 2: keys/2.pem }", '{}')],
    ['clients[0].keys.1,2 must be a keyVersion', good.replace("'1'", "'1,2'")],
    ['tokens[1] contains an unknown key', good.replace('status: CANCELLED', 'stauts: CANCELLED')],
  ])('%# is refused: %s', (start, content) => {
    const faults = faultsOf(content);
    expect(
      faults.some((fault) => fault.startsWith(start)),
      faults.join('\n'),
    ).toBe(true);
  });

  const { accessToken, pspId, acquirerId } = operations.sendOTP.parameters;
  it.each([
    ['REQ-7', 'tokens[1].token', '__proto__', accessToken.maxLength],
    ['REQ-6', 'clients[0].mayCallFor[0].pspId', '1022172000000000002', pspId.maxLength],
    ['REQ-5', 'clients[0].mayCallFor[0].acquirerIds[1]', 'ACQP', acquirerId.maxLength],
  ])('%s: %s has as many characters as the contract allows, and no more', (_, place, value, most) => {
    for (const character of ['x', '🔑']) {
      expect(faultsOf(good.replace(value, character.repeat(most)))).toEqual([]);
      expect(faultsOf(good.replace(value, character.repeat(most + 1)))).toEqual([
        `${place} must have at most ${most} characters`,
      ]);
    }
  });

  it('a token without its quotes that begins with * is no alias to be quoted', () => {
    const faults = faultsOf(good.replace('token: __proto__', 'token: *tokSECRET'));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^an alias \(\*name\) cannot be resolved/);
  });

  it('what stands in it is not repeated: neither tokens nor phones nor addresses', () => {
    const broken = good
      .replace('+12025550101', '3105550123')
      .replace('a@example.com', 'secret-address')
      .replace('userId: u-2', '281010033AB2F589: u-2');
    const text = faultsOf(broken).join('\n');
    expect(text.split('\n').length).toBeGreaterThan(2);
    expect(text).not.toMatch(/3105550123|secret-address|281010033/);
  });
});
