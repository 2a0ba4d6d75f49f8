import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import {
  changesOf,
  type GeneratedRequest,
  generatedRequests,
} from '../../../conformance/fuzz/generated-request.js';

const operation = operations.sendOTP;
const plain: GeneratedRequest = {
  ...{ body: '{}', contentType: 'application/json', accept: undefined, contentEncoding: undefined },
  ...{ clientId: 'C', time: { minutes: 0, write: 'Z' }, signature: 'right', agentToken: undefined },
  ...{ query: '', oddHeaders: {} },
};
const changed = (own: Partial<GeneratedRequest>) => changesOf(operation, { ...plain, ...own });
const now = Date.UTC(2026, 10, 23, 12);
const bytes = Buffer.from([0xfb, 0xff]);

describe('a generated request as changes of the plain call', () => {
  it('has what was generated, and nothing else', () => {
    const { time, signature, ...changes } = changed({ accept: '*/*', agentToken: 'a', query: '?a=b' });
    expect(changes).toEqual({
      ...{ body: '{}', path: `${operation.path}?a=b`, clientId: 'C' },
      headers: {
        ...{ 'Content-Type': 'application/json', Accept: '*/*', 'Agent-Token': 'a' },
        'Content-Encoding': undefined,
      },
    });
    expect(time?.(now)).toBe('2026-11-23T12:00:00.000Z');
    expect(signature?.(bytes, '1')).toBe('algorithm=RSA256, keyVersion=1, signature=%2B%2F8%3D');
  });

  it.each([
    [{ minutes: 1, write: 'Z' }, '2026-11-23T12:01:00.000Z'],
    [{ minutes: -1, write: 'seconds' }, '2026-11-23T11:59:00Z'],
    [{ minutes: 0, write: '+05:30' }, '2026-11-23T17:30:00.000+05:30'],
    [{ minutes: 0, write: '-0800' }, '2026-11-23T04:00:00.000-0800'],
    ['now', 'now'],
  ] as const)('HDR-2: has the time %o as %s', (time, written) => {
    expect(changed({ time }).time?.(now)).toBe(written);
    expect(changed({ time }).headers).not.toHaveProperty('Request-Time');
  });

  it('lacks the headers that were left out', () => {
    expect(Object.entries(changed({ clientId: undefined }).headers ?? {})).toContainEqual([
      'Client-Id',
      undefined,
    ]);
    expect(changed({ clientId: undefined }).clientId).toBe('');
    expect(changed({}).headers).not.toHaveProperty('Client-Id');
    expect(Object.entries(changed({ time: undefined }).headers ?? {})).toContainEqual([
      'Request-Time',
      undefined,
    ]);
    expect(changed({ time: undefined }).time?.(now)).toBe('');
    expect(Object.entries(changed({ signature: 'absent' }).headers ?? {})).toContainEqual([
      'Signature',
      undefined,
    ]);
    expect(changed({}).headers).not.toHaveProperty('Signature');
  });

  it.each([
    ['right', 'algorithm=RSA256, keyVersion=1, signature=%2B%2F8%3D', false],
    ['unknown-version', 'algorithm=RSA256, keyVersion=no-such-version, signature=%2B%2F8%3D', false],
    ['garbage', 'algorithm=RSA256, keyVersion, signature', false],
    ['of-other-content', 'algorithm=RSA256, keyVersion=1, signature=%2B%2F8%3D', true],
  ] as const)('HDR-3: has a signature that is %s', (signature, header, isOther) => {
    const changes = changed({ signature });
    expect(changes.signature?.(bytes, '1')).toBe(header);
    expect(changes.signedInstead?.body?.('{}')).toBe(isOther ? '{} ' : undefined);
  });

  it('has odd headers in place of its own', () => {
    const { headers } = changed({ oddHeaders: { 'Content-Type': 'x', 'X-Other': 'y' } });
    expect(headers).toMatchObject({ 'Content-Type': 'x', 'X-Other': 'y' });
  });
});

describe('generated requests', () => {
  const own = { acquirerId: 'OWN_ACQUIRER', pspId: 'OWN_PSP' };
  const all = fc.sample(generatedRequests(operation, own, 'OWN_CLIENT'), { numRuns: 200, seed: 1 });
  const bodies = all.flatMap(({ body }): readonly unknown[] => {
    try {
      return [JSON.parse(body)];
    } catch {
      return [];
    }
  });
  const share = (isSo: (body: unknown) => boolean): number => bodies.filter(isSo).length / bodies.length;

  it("RC-2, RC-4: are mostly the caller's own, so that most of them get beyond the checks of ids", () => {
    for (const [name, value] of Object.entries(own))
      expect(
        share((body) => new Map(Object.entries(body ?? {})).get(name) === value),
        name,
      ).toBeGreaterThan(0.3);
    expect(all.filter(({ clientId }) => clientId === 'OWN_CLIENT').length).toBeGreaterThan(150);
  });
});
