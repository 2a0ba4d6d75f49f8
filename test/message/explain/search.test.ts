import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HashName } from '../../../message/explain/digest.js';
import { rightLayout } from '../../../message/explain/draft.js';
import type { Surroundings } from '../../../message/explain/mistake.js';
import { search, type Target } from '../../../message/explain/search.js';
import { contentOf, type Signed, usual } from './names-of.js';

const draft = { ...usual, body: new TextEncoder().encode(usual.body), layout: rightLayout };
const surroundings: Omit<Surroundings, 'alone'> = {
  host: undefined,
  method: 'POST',
  requestTime: usual.time,
  responseTime: undefined,
  date: undefined,
  isResponse: false,
  paths: [],
  optionalFields: [],
};

/** What a signature over a content turns out to hold. */
function over(content: Signed | string | Buffer, hash: HashName = 'SHA-256'): Target {
  const bytes = typeof content === 'string' || Buffer.isBuffer(content) ? content : contentOf(content);
  const digest = createHash(hash.replace('-', '')).update(bytes).digest();
  return { signed: { padding: 'pkcs1', hash, digest: new Uint8Array(digest) } };
}

const unknown: Target = { signed: { padding: 'unknown', hash: 'no hash known here' } };
const nobody = over('nothing that is ever tried');

async function found(targets: readonly Target[], limit = 1_000_000) {
  const { matches, ...rest } = await search(draft, targets, surroundings, limit);
  return {
    ...rest,
    matches: matches.map(({ target, content, mistakes }) => ({
      target: targets.indexOf(target),
      content: Buffer.from(content).toString(),
      ids: mistakes.map(({ id }) => id),
    })),
  };
}

describe('the search for what was signed', () => {
  it('ends at once when it is right', async () => {
    expect(await found([over({})])).toEqual({
      matches: [{ target: 0, content: contentOf({}).toString(), ids: [] }],
      tried: 1,
      stopped: false,
    });
  });

  it('tries every mistake alone, then two together', async () => {
    const alone = await found([over({ path: `${usual.path}/` })]);
    expect(alone.matches).toEqual([
      { target: 0, content: contentOf({ path: `${usual.path}/` }).toString(), ids: ['path-trailing-slash'] },
    ]);
    const together = await found([over({ path: `${usual.path}/`, body: '{"a":1}' })]);
    expect(together.matches).toEqual([
      {
        target: 0,
        content: contentOf({ path: `${usual.path}/`, body: '{"a":1}' }).toString(),
        ids: ['body-number-for-string', 'path-trailing-slash'],
      },
    ]);
    expect(together.tried).toBeGreaterThan(alone.tried);
    // Every mistake alone was tried, though the first found it.
    expect((await found([over({ method: 'post' })])).tried).toBe(alone.tried);
    expect((await found([over({ body: '{"a":"1"}\n' })])).tried).toBe(alone.tried);
  });

  it('finds nothing and says so, of all that it tried', async () => {
    const { matches, tried, stopped } = await found([nobody]);
    expect({ matches, stopped }).toEqual({ matches: [], stopped: false });
    expect(tried).toBeGreaterThan(5_000);
    expect(tried).toBeLessThan(40_000);
    expect(await found([nobody, unknown])).toEqual({ matches, tried, stopped });
  });

  it('does not put one mistake in the place of another: one time, one Client-Id, one method', async () => {
    for (const twice of [
      { time: '"1795596709120"' },
      { clientId: 'NULL' },
      { clientId: ' null' },
      { method: 'get' },
    ])
      expect((await found([over(twice)])).matches, JSON.stringify(twice)).toEqual([]);
    expect((await found([over({ path: `${usual.path.toUpperCase()}/` })])).matches).toMatchObject([
      { ids: ['path-trailing-slash', 'path-case'] },
    ]);
  });

  it('changes the content as a whole once only', async () => {
    const hash = createHash('sha256').update(contentOf({})).digest();
    expect((await found([over(hash)])).matches).toMatchObject([{ ids: ['hash-twice'] }]);
    expect((await found([over(createHash('sha256').update(hash).digest())])).matches).toEqual([]);
    expect((await found([over(Buffer.from(hash.toString('hex')).toString('base64'))])).matches).toEqual([]);
  });

  it('looks for several signatures with several hashes, each by its own', async () => {
    const path = `${usual.path}/`;
    const { matches } = await found([
      over({ path }),
      unknown,
      over({ path }, 'SHA-1'),
      over({ method: 'post' }),
    ]);
    expect(matches.map(({ target, ids }) => [target, ids])).toEqual([
      [0, ['path-trailing-slash']],
      [2, ['path-trailing-slash']],
      [3, ['method-case']],
    ]);
    const { signed } = over({ path });
    if (signed.padding === 'unknown') throw new Error('not known');
    expect((await found([{ signed: { ...signed, hash: 'SHA-512' } }])).matches).toEqual([]);
  });

  it('names every mistake that leads there, and each once', async () => {
    const { matches } = await found([over({ time: '2026-11-25T08:51:49.12Z' })]);
    expect(matches.map(({ ids }) => ids)).toEqual([['time-fraction'], ['time-zone']]);
    const slashes = await found([over({ path: `//${usual.path}`.slice(1) })]);
    expect(slashes.matches.map(({ ids }) => ids)).toEqual([['path-slashes']]);
    const several = await found([over({ body: '{"a":1}' })]);
    expect(several.matches.map(({ ids }) => ids)).toEqual([['body-number-for-string']]);
    const pairs = await found([over({ path: `${usual.path}/`, time: '2026-11-25T08:51:49Z' })]);
    expect(pairs.matches.map(({ ids }) => ids)).toEqual([
      ['path-trailing-slash', 'time-fraction'],
      ['path-trailing-slash', 'time-zone'],
      ['path-trailing-slash', 'time-form'],
    ]);
  });

  it('does not name one mistake twice', async () => {
    const { matches } = await found([over({ body: '{"a":"1"}\n\n' })]);
    expect(matches.map(({ ids }) => ids)).toEqual([['body-trailing-newline', 'content-end']]);
  });

  it.each([1, 2, 127, 128, 129, 256, 257, 1000])(
    'ends after %i contents where that is the limit',
    async (limit) => {
      expect(await found([nobody], limit)).toEqual({ matches: [], tried: limit, stopped: true });
    },
  );

  it('is not cut short by a limit at which it has found something, or was to end', async () => {
    const { tried } = await found([over({ method: 'post' })]);
    expect(await found([over({ method: 'post' })], tried)).toMatchObject({ tried, stopped: false });
    expect(await found([over({ body: '{"a":"1"}\n' })], 200)).toMatchObject({ tried: 200, stopped: false });
    expect(await found([over({})], 1)).toMatchObject({ tried: 1, stopped: false });
    const all = await found([nobody]);
    expect(await found([nobody], all.tried)).toEqual(all);
    expect(await found([nobody], all.tried - 1)).toMatchObject({ stopped: true });
  });
});
