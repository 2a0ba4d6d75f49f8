import { describe, expect, it } from 'vitest';
import { sandbox } from '@sendotp-contract/spec';
import { createSandboxDirectory, MemoryDirectory } from '@sendotp-contract/reference';
import { sandboxWorld } from '../../../server/reference/sandbox/sandbox-directory.js';
import { lookUpUser } from '../../../server/reference/directory/user-lookup.js';
import { agreement, alice, directory, start } from '../test-mpp.js';

describe('directory', () => {
  it('RC-2: a caller may act only for the acquirer and the MPP that were agreed, all three together', async () => {
    const { clientId, acquirerId, pspId } = agreement;
    expect(await directory.mayAct(clientId, acquirerId, pspId)).toBe(true);
    expect(await directory.mayAct('OTHER', acquirerId, pspId)).toBe(false);
    expect(await directory.mayAct(clientId, 'OTHER', pspId)).toBe(false);
    expect(await directory.mayAct(clientId, acquirerId, 'OTHER')).toBe(false);
    expect(await directory.mayAct(clientId, pspId, acquirerId)).toBe(false);
  });

  it('RC-2: ids that only together make up the agreed ones are others', async () => {
    const tricky = new MemoryDirectory({
      tokens: {},
      users: [],
      agreements: [{ clientId: 'a', acquirerId: 'b","c', pspId: 'd' }],
    });
    expect(await tricky.mayAct('a', 'b', 'c","d')).toBe(false);
    expect(await tricky.mayAct('a","b', 'c', 'd')).toBe(false);
    expect(await tricky.mayAct('a', 'b","c', 'd')).toBe(true);
  });

  it.each(['__proto__', 'constructor', 'toString', ''])(
    'RC-6: the token "%s" is nobody\'s',
    async (accessToken) => {
      expect(await directory.findToken('CLIENT', accessToken)).toBeUndefined();
      expect(await directory.findUser(accessToken)).toBeUndefined();
    },
  );

  it('RC-6: a token that was issued to another caller is unknown', async () => {
    const bound = new MemoryDirectory({
      tokens: { t: { userId: 'u', status: 'ACTIVE', clientId: 'ONE' } },
      users: [{ id: 'u', status: 'ACTIVE' }],
      agreements: [],
    });
    const outcome = async (clientId?: string) =>
      (await lookUpUser(bound, { clientId, accessToken: 't' }, start)).outcome;
    expect(await outcome('ONE')).toBe('found');
    expect(await outcome('OTHER')).toBe('failed');
    // The MPP's own verifyOTP knows no caller.
    expect(await outcome()).toBe('found');
  });

  it.each([
    ['RC-6', 'never-given-out', 'INVALID_TOKEN'],
    ['RC-6', 'token-alice-cancelled', 'INVALID_TOKEN'],
    ['RC-6', 'token-alice-cancelled-expired', 'INVALID_TOKEN'],
    ['RC-3', 'token-alice-expired', 'EXPIRED_ACCESS_TOKEN'],
    ['RC-14', 'token-departed', 'USER_NOT_EXIST'],
    ['RC-15', 'token-frozen', 'USER_STATUS_ABNORMAL'],
    ['RC-15', 'token-closed', 'USER_STATUS_ABNORMAL'],
  ])('%s: %s leads to %s', async (_, accessToken, resultCode) => {
    expect(await lookUpUser(directory, { accessToken }, start)).toEqual({ outcome: 'failed', resultCode });
  });

  it('RC-3: a token is valid until the millisecond of its expiry', async () => {
    const at = (now: number) => lookUpUser(directory, { accessToken: 'token-alice-short' }, now);
    expect(await at(start + 59_999)).toEqual({ outcome: 'found', user: alice });
    expect(await at(start + 60_000)).toMatchObject({ resultCode: 'EXPIRED_ACCESS_TOKEN' });
  });

  it('RC-3: an expired token is not the way to learn whether its user is gone', async () => {
    const gone = new MemoryDirectory({
      tokens: { t: { userId: 'gone', status: 'ACTIVE', expiresAt: start } },
      users: [],
      agreements: [],
    });
    expect(await lookUpUser(gone, { accessToken: 't' }, start)).toMatchObject({
      resultCode: 'EXPIRED_ACCESS_TOKEN',
    });
  });
});

describe('sandbox directory', () => {
  it('lets the sandbox client act for the sandbox ids only', async () => {
    const { clientId, acquirerId, pspId } = sandbox;
    const { mayAct } = bound();
    expect(await mayAct(clientId, acquirerId, pspId)).toBe(true);
    expect(await mayAct(clientId, 'OTHER', pspId)).toBe(false);
    expect(await mayAct(clientId, acquirerId, 'OTHER')).toBe(false);
    expect(await mayAct('OTHER', acquirerId, pspId)).toBe(false);
  });

  it('holds only addresses that belong to nobody', async () => {
    const users = createSandboxDirectory();
    const ids = ['reachable', 'frozen', 'over-limit', 'phone-only', 'unreachable', 'unanswered'];
    for (const id of ids) {
      const user = await users.findUser(`sandbox-${id}`);
      expect(user?.phone).toMatch(/^\+1\d{3}55501\d{2}$/);
      expect(user?.email ?? 'none@example.com').toMatch(/@example\.com$/);
    }
    for (const address of [...sandboxWorld.refusedAddresses, ...sandboxWorld.unansweredAddresses]) {
      expect(address).toMatch(/^\+1\d{3}55501\d{2}$|@example\.com$/);
    }
  });

  function bound() {
    const sandboxDirectory = createSandboxDirectory();
    return { mayAct: sandboxDirectory.mayAct.bind(sandboxDirectory) };
  }
});
