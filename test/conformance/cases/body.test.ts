import { describe, expect, it } from 'vitest';
import { runConformance } from '@sendotp-contract/conformance';
import { objectOfSize, objectWith, objectWithBytes } from '../../../conformance/exchange/json-members.js';
import { type Habits, startVariant } from '../variant-server.js';
import { profileOf, world } from '../world.js';

/** Ids that contain what a body could be split at. */
const awkward = { acquirerId: 'SANDBOX}":,X', pspId: 'X{\\}X' };

async function failing(change?: (good: Habits) => Partial<Habits>, only?: string[]): Promise<string[]> {
  const server = await startVariant({ ...world, ...awkward }, change);
  try {
    const report = await runConformance(
      { ...profileOf(server.url), ...awkward },
      only === undefined ? {} : { only },
    );
    return report.cases.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id);
  } finally {
    await server.close();
  }
}

describe('bodies of a target whose ids contain X, braces and quotes', () => {
  it('a conforming server passes every case', async () => {
    expect(await failing(undefined, ['CALL-3', 'SIG-3', 'REQ-9', 'REQ-10', 'RC-12'])).toEqual([]);
  });

  it('CALL-3: a server that decodes leniently is found', async () => {
    const lenient = (): Partial<Habits> => ({ json: (body) => JSON.parse(body.toString()) as unknown });
    expect(await failing(lenient, ['CALL-3'])).toContain('CALL-3.not-utf-8');
  });

  it('RC-12: a server that mishandles a large body is found', async () => {
    const change = (good: Habits): Partial<Habits> => ({
      agreement: (body) => !('pad' in body) && good.agreement(body),
      bodyLimit: Infinity,
    });
    expect(await failing(change, ['RC-12.large-body'])).toEqual(['RC-12.large-body']);
  });

  it('REQ-10: a server that refuses unknown names is found', async () => {
    const change = (good: Habits): Partial<Habits> => ({
      schema: (body) => !('$id' in body) && good.schema(body),
    });
    expect(await failing(change, ['REQ-10.names-of-objects'])).toEqual(['REQ-10.names-of-objects']);
  });
});

describe('a body put together from its members', () => {
  it('has every member, and the bytes of one more as they are', () => {
    expect(objectWith({ a: 'X', b: undefined, c: '}' }, '"note":1')).toBe('{"a":"X","c":"}","note":1}');
    const bytes = Buffer.from(objectWithBytes({ a: 'X' }, [0x80]));
    expect(bytes.toString('latin1')).toBe('{"a":"X","note":"\u0080"}');
    expect(Buffer.from(objectWithBytes({}, [])).toString()).toBe('{"note":""}');
  });

  it('has exactly the size that was asked for', () => {
    for (const size of [100, 5000]) expect(Buffer.byteLength(objectOfSize({ a: '支X}' }, size))).toBe(size);
  });
});
