import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { explainSignature, knownMistakes } from '@sendotp-contract/message/explain';
import { content, corpus, json, received } from './corpus.js';
import { caller, header, mpp, path, sandbox, sign, time } from './parties.js';

const options = { optionalFields: ['verifyType'] };

describe('each mistake that is made by code is found and named', () => {
  it.each(corpus.map((one) => ({ name: `${one.ids.join(' and ')}: ${one.made}`, ...one })))(
    '$name',
    async ({ ids, exchange, keys = [{ key: caller.publicPem }] }) => {
      const { verified, explanations, facts } = await explainSignature(exchange, keys, options);
      expect({ verified, ids: explanations[0]?.mistakes.map(({ id }) => id).toSorted(), facts }).toEqual({
        verified: false,
        ids: [...ids].toSorted(),
        facts: [],
      });
    },
  );

  it('the corpus holds 40 mistakes and more', () => {
    expect(new Set(corpus.flatMap(({ ids }) => ids)).size).toBeGreaterThanOrEqual(40);
  });

  it('every mistake that is known has a case, or is named here with the reason', () => {
    const covered = new Set(corpus.flatMap(({ ids }) => ids));
    expect(knownMistakes.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([
      // Certain from the signature, but these hashes are not tried: the facts say so (below).
      ...['hash-md5', 'hash-sha-224'],
    ]);
  });
});

const random = (): string => header(randomBytes(256).toString('base64'));
const unexplainable = [
  ...Array.from({ length: 6 }, (_, index) => ({
    what: `random signature ${index + 1}`,
    exchange: received(random()),
  })),
  ...['A', 'B', 'C', 'D', 'E', 'F'].map((id) => ({
    what: `another body: acquirerId ${id}`,
    exchange: received(header(sign(content(json.replace('1022172000000000001', id))))),
  })),
  { what: 'another body, empty object in a list', exchange: received(header(sign(content('[{}]')))) },
  {
    what: 'another path',
    exchange: received(header(sign(content(json, { path: '/aps/api/v1/users/verifyOTP' })))),
  },
  { what: 'another Client-Id', exchange: received(header(sign(content(json, { clientId: 'SOMEBODY' })))) },
  {
    what: 'the time of another day',
    exchange: received(header(sign(content(json, { time: time.replace('25', '24') })))),
  },
  { what: 'a key that was not given', exchange: received(header(sign(content(json), sandbox))) },
  { what: "the MPP's key, not given", exchange: received(header(sign(content(json), mpp))) },
  {
    what: 'a truncated signature',
    exchange: received(
      header(
        Buffer.from(sign(content(json)), 'base64')
          .subarray(0, 200)
          .toString('base64'),
      ),
    ),
  },
  {
    what: 'one bit of the signature flipped',
    exchange: received(header(sign(content(json)).replace(/^./, (first) => (first === 'A' ? 'B' : 'A')))),
  },
  { what: 'no base64 at all', exchange: received('algorithm=RSA256, keyVersion=1, signature=****') },
  { what: 'another content with SHA-512', exchange: received(header(sign('POST /', caller, 'RSA-SHA512'))) },
  { what: 'a text', exchange: received('hello') },
  {
    what: 'the body is not JSON and another was signed',
    exchange: received(header(sign(content('a'))), { body: 'b' }),
  },
  {
    what: 'the body is not UTF-8',
    exchange: received(header(sign(content('a'))), { body: new Uint8Array([0xff, 0xfe, 0x80]) }),
  },
];

describe('what no known mistake explains is said to be so', () => {
  it('there are 20 and more', () => {
    expect(unexplainable.length).toBeGreaterThanOrEqual(20);
  });

  it.each(unexplainable)('$what', async ({ exchange }) => {
    const { verified, mistakes, facts } = await explainSignature(exchange, caller.publicPem, options);
    expect({ verified, mistakes }).toEqual({ verified: false, mistakes: [] });
    expect(facts[0]).toBe(`none of the ${knownMistakes.length} known mistakes explains it`);
  });
});

describe('what the signature itself tells', () => {
  it.each(['MD5', 'SHA-224'])('%s is named, though no content is tried with it', async (name) => {
    const exchange = received(header(sign(content(json), caller, `RSA-${name.replace('-', '')}`)));
    const { mistakes, facts } = await explainSignature(exchange, caller.publicPem);
    expect(mistakes).toEqual([]);
    expect(facts.join('\n')).toContain(`made with ${name}, not with SHA-256`);
  });

  it('whether the key is the right one', async () => {
    const other = received(header(sign(content('{"quite":"another"}'))));
    expect((await explainSignature(other, caller.publicPem)).facts.join()).toContain(
      'made with the private half of the key given',
    );
    expect((await explainSignature(other, mpp.publicPem)).facts.join()).toContain(
      'not made with the private half of any',
    );
  });
});

describe('what is right is verified', () => {
  it.each([
    ['as the contract has it', received(header(sign(content(json))))],
    ['SIG-4: plain base64', received(`algorithm=RSA256, signature=${sign(content(json))}`)],
    [
      'SIG-4: base64url',
      received(
        `signature=${sign(content(json)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`,
      ),
    ],
    [
      'CALL-2: a target that is a full URL',
      received(header(sign(content(json))), { target: `https://mpp.example.com${path}` }),
    ],
    [
      'CALL-4: with a query',
      received(header(sign(content(json, { path: `${path}?a=b` }))), { target: `${path}?a=b` }),
    ],
  ])('%s', async (_, exchange) => {
    expect(await explainSignature(exchange, caller.publicPem)).toMatchObject({
      verified: true,
      mistakes: [],
      explanations: [],
      facts: [],
    });
  });
});

describe('the time it takes', () => {
  it('is bounded: a body of 2 KB that nothing explains, in under 0.5 s', async () => {
    const body = JSON.stringify({
      ...Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => [`field${index}`, `välue <${index}> of / some length`]),
      ),
    });
    expect(Buffer.byteLength(body)).toBeGreaterThanOrEqual(1900);
    const exchange = received(header(sign(content('{"quite":"another"}'))), {
      body,
      target: `${path}?a=b%20c`,
    });
    const cpuMs: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const startedAt = process.cpuUsage();
      const { tried, mistakes, facts } = await explainSignature(exchange, caller.publicPem, options);
      cpuMs.push(process.cpuUsage(startedAt).user / 1000);
      expect(mistakes).toEqual([]);
      expect(tried).toBeLessThan(40_000);
      expect(facts.join()).not.toContain('cut short');
    }
    expect(Math.min(...cpuMs)).toBeLessThan(500);
  });

  it('ends at the limit that is given', async () => {
    const exchange = received(header(sign(content('{"quite":"another"}'))));
    const { tried, facts } = await explainSignature(exchange, caller.publicPem, { limit: 100 });
    expect(tried).toBe(100);
    expect(facts.join()).toContain('cut short');
  });
});
