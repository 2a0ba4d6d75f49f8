import type { explainSignature } from '@sendotp-contract/message/explain';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { content, corpus, json, received } from './corpus.js';
import { caller, header, sign } from './parties.js';

/** A page hashes by WebCrypto, which answers later. */
describe('in a runtime without node:crypto', () => {
  let explain: typeof explainSignature;
  beforeAll(async () => {
    vi.resetModules();
    // Vitest itself needs what is left.
    vi.stubGlobal('process', { ...process, getBuiltinModule: undefined });
    ({ explainSignature: explain } = await import('@sendotp-contract/message/explain'));
    vi.unstubAllGlobals();
  });
  afterAll(() => {
    vi.resetModules();
  });

  const some = [
    'path-trailing-slash',
    'hash-twice',
    'content-encoded',
    'padding-pss',
    'hash-sha-1',
    'signature-hex',
  ];
  it.each(corpus.filter(({ ids }) => ids.length === 1 && some.includes(ids[0] ?? '')))(
    '$ids: $made',
    async ({ ids, exchange, keys = [{ key: caller.publicPem }] }) => {
      const { explanations } = await explain(exchange, keys);
      expect(explanations[0]?.mistakes.map(({ id }) => id)).toEqual(ids);
    },
  );

  it('what is right is verified, and what nothing explains is tried to the limit', async () => {
    const right = await explain(received(header(sign(content(json)))), caller.publicPem);
    expect(right).toMatchObject({ verified: true, tried: 1 });
    const other = received(header(sign(content('{"quite":"another"}'))));
    const { tried, mistakes } = await explain(other, caller.publicPem, { limit: 1000 });
    expect({ tried, mistakes }).toEqual({ tried: 1000, mistakes: [] });
  });
});
