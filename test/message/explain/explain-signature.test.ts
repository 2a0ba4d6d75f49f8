import { constants, createSign } from 'node:crypto';
import { importPublicKeys } from '@sendotp-contract/message';
import { type CandidateKey, explainSignature, knownMistakes } from '@sendotp-contract/message/explain';
import { describe, expect, it } from 'vitest';
import { content, json, received } from './corpus.js';
import { caller, header, mpp, older, path, sandbox, sign } from './parties.js';

const idsOf = ({ mistakes }: { readonly mistakes: readonly { readonly id: string }[] }) =>
  mistakes.map(({ id }) => id);
const slashed = received(header(sign(content(json, { path: `${path}/` }))));
const right = received(header(sign(content(json))));
const other = content('{"quite":"another"}');
const pss = (text: string, saltLength: number): string =>
  createSign('RSA-SHA256')
    .update(text)
    .sign({ key: caller.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, 'base64');

describe('an explanation', () => {
  it('has the content as the contract has it, and the one that was signed', async () => {
    const explanation = await explainSignature(slashed, caller.publicPem);
    expect(Buffer.from(explanation.contentToBeSigned).toString()).toBe(content(json));
    expect(explanation.explanations).toHaveLength(1);
    const [{ signedContent } = { signedContent: new Uint8Array() }] = explanation.explanations;
    expect(Buffer.from(signedContent).toString()).toBe(content(json, { path: `${path}/` }));
    expect(explanation).toMatchObject({ verified: false, facts: [] });
    expect(explanation.tried).toBeGreaterThan(1);
  });

  it('is none for what is right', async () => {
    const { tried, ...rest } = await explainSignature(right, caller.publicPem);
    expect(rest).toMatchObject({ verified: true, explanations: [], mistakes: [], facts: [] });
    expect(tried).toBe(1);
  });

  it('is none for a header that no key opens: nothing is tried', async () => {
    const { tried, facts } = await explainSignature(received('signature=AAAA'), caller.publicPem);
    expect(tried).toBe(0);
    expect(facts).toHaveLength(2);
  });

  it('puts the likeliest first, and names each mistake once', async () => {
    const rounded = received(header(sign(content(json, { time: '2026-11-25T08:51:49.12Z' }))));
    const explanation = await explainSignature(rounded, caller.publicPem);
    expect(explanation.explanations.map(idsOf)).toEqual([['time-fraction'], ['time-zone']]);
    expect(idsOf(explanation)).toEqual(['time-fraction', 'time-zone']);
    const both = received(header(sign(content(`${json}\n`, { path: `${path}/` }))));
    const twice = await explainSignature(both, caller.publicPem);
    expect(twice.explanations.map(idsOf)).toEqual([
      ['body-trailing-newline', 'path-trailing-slash'],
      ['path-trailing-slash', 'content-end'],
    ]);
    expect(idsOf(twice)).toEqual(['body-trailing-newline', 'path-trailing-slash', 'content-end']);
  });

  it('says of a body that ends with a line feed just that, and not that the content does', async () => {
    const exchange = received(header(sign(content(`${json}\n`))));
    const { explanations } = await explainSignature(exchange, caller.publicPem);
    expect(explanations.map(idsOf)).toEqual([['body-trailing-newline'], ['content-end']]);
  });

  it('names the key, what is wrong with the header and with the hash, then the content', async () => {
    const signature = sign(content(json, { path: `${path}/` }), older, 'RSA-SHA1');
    const exchange = received(Buffer.from(signature, 'base64').toString('hex'));
    const keys: CandidateKey[] = [
      { key: caller.publicPem },
      { key: older.publicPem, role: 'older', name: 'old.pem' },
    ];
    const { explanations } = await explainSignature(exchange, keys);
    expect(explanations.map(idsOf)).toEqual([
      ['key-older-version', 'signature-hex', 'hash-sha-1', 'path-trailing-slash'],
    ]);
    expect(explanations[0]?.keyName).toBe('old.pem');
  });

  it('ends at the limit that is given', async () => {
    expect((await explainSignature(slashed, caller.publicPem, { limit: 1 })).tried).toBe(1);
    expect(idsOf(await explainSignature(slashed, caller.publicPem, { limit: 1 }))).toEqual([]);
  });

  it('knows the paths and the parameters that it is told', async () => {
    const elsewhere = received(header(sign(content(json, { path: '/elsewhere' }))));
    expect(idsOf(await explainSignature(elsewhere, caller.publicPem))).toEqual([]);
    expect(idsOf(await explainSignature(elsewhere, caller.publicPem, { paths: ['/elsewhere'] }))).toEqual([
      'path-prefix',
    ]);
    const withNull = received(header(sign(content(json.replace('}', ',"x":null}')))));
    expect(idsOf(await explainSignature(withNull, caller.publicPem))).toEqual([]);
    expect(idsOf(await explainSignature(withNull, caller.publicPem, { optionalFields: ['x'] }))).toEqual([
      'body-null-dropped',
    ]);
  });
});

describe('the keys of an explanation', () => {
  const byOlder = received(header(sign(content(json), older)));

  it('SIG-5: are a key set, of which the newest is expected and the others are older', async () => {
    const keys = await importPublicKeys({
      '1': sandbox.publicPem,
      '2': older.publicPem,
      '3': caller.publicPem,
    });
    expect(await explainSignature(right, keys)).toMatchObject({ verified: true });
    const { explanations } = await explainSignature(byOlder, keys);
    expect(explanations.map((one) => [idsOf(one), one.keyName])).toEqual([[['key-older-version'], '2']]);
    const slashedBy3 = await explainSignature(slashed, keys);
    expect(slashedBy3.explanations.map((one) => [idsOf(one), one.keyName])).toEqual([
      [['path-trailing-slash'], '3'],
    ]);
  });

  it('are known to be a key set by their shape, of another copy of this package', async () => {
    const { newest, versions, find } = {
      newest: { version: '2', key: caller.privateKey },
      versions: ['0', '1', '2'],
      find: (version: string | undefined) =>
        version === '1' ? { version: '1', key: older.publicPem } : undefined,
    };
    const set = { newest: { ...newest, key: caller.publicPem }, versions, find };
    const { explanations } = await explainSignature(byOlder, set as unknown as CandidateKey[]);
    expect(explanations.map((one) => [idsOf(one), one.keyName])).toEqual([[['key-older-version'], '1']]);
  });

  it("SIG-5: may be one that is expected and the reader's own: what it signed is verified", async () => {
    const keys: CandidateKey[] = [{ key: caller.publicPem }, { key: caller.publicPem, role: 'own' }];
    expect(await explainSignature(right, keys)).toMatchObject({ verified: true, mistakes: [] });
    expect(idsOf(await explainSignature(slashed, keys))).toEqual(['path-trailing-slash']);
  });

  it('are one key of any form, or several with what they are', async () => {
    for (const key of [caller.publicPem, Buffer.from(caller.publicPem), Promise.resolve(caller.publicPem)])
      expect(await explainSignature(right, key)).toMatchObject({ verified: true });
    expect(await explainSignature(right, [{ key: caller.publicPem }])).toMatchObject({ verified: true });
    await expect(explainSignature(right, 'no key')).rejects.toThrow('neither PEM nor base64');
  });

  it('count once: the first role is the one that a key has', async () => {
    const keys: CandidateKey[] = [
      { key: caller.publicPem },
      { key: older.publicPem, role: 'sandbox', name: 'first' },
      { key: older.publicPem, role: 'other', name: 'second' },
    ];
    const { explanations } = await explainSignature(byOlder, keys);
    expect(explanations.map((one) => [idsOf(one), one.keyName])).toEqual([[['key-sandbox'], 'first']]);
  });

  it.each<[what: string, keys: CandidateKey[], id: string]>([
    ["the reader's own", [{ key: mpp.publicPem }, { key: older.publicPem, role: 'own' }], 'key-other-party'],
    [
      'another, where the one expected is not the own',
      [
        { key: mpp.publicPem },
        { key: sandbox.publicPem, role: 'own' },
        { key: older.publicPem, role: 'other' },
      ],
      'key-other',
    ],
    [
      'another, where the one expected is the own',
      [{ key: mpp.publicPem }, { key: mpp.publicPem, role: 'own' }, { key: older.publicPem, role: 'older' }],
      'key-own',
    ],
    [
      'another, where none is expected',
      [
        { key: mpp.publicPem, role: 'own' },
        { key: older.publicPem, role: 'other' },
      ],
      'key-other',
    ],
  ])('SIG-5: signed with %s', async (_, keys, id) => {
    expect(idsOf(await explainSignature(byOlder, keys))).toEqual([id]);
  });
});

describe('the remedy', () => {
  const fixOf = async (userAgent: string | undefined, signed: string) => {
    const headers = userAgent === undefined ? {} : { 'User-Agent': userAgent };
    const { mistakes, language } = await explainSignature(
      received(header(sign(signed)), { headers }),
      caller.publicPem,
    );
    return { fix: mistakes[0]?.fix, language };
  };
  const textOf = (id: string) => knownMistakes.find((mistake) => mistake.id === id);

  it('is in the words of the language that was used, where it has some', async () => {
    const { fix = '', fixIn = {} } = textOf('line-feed-missing') ?? {};
    const signed = content(json).replace('\n', '');
    expect(await fixOf('python-requests/2', signed)).toEqual({
      fix: `${fix} ${String(fixIn.Python)}`,
      language: 'Python',
    });
    expect(await fixOf('Go-http-client/1.1', signed)).toEqual({ fix, language: 'Go' });
    expect(await fixOf(undefined, signed)).toEqual({ fix, language: undefined });
  });

  it('is in the words of the one language that makes the mistake', async () => {
    const { fix = '', fixIn = {} } = textOf('body-slashes-escaped') ?? {};
    const signed = content(json.replaceAll('/', '\\/'));
    for (const userAgent of ['curl/8', undefined])
      expect((await fixOf(userAgent, signed)).fix).toBe(`${fix} ${String(fixIn.PHP)}`);
  });

  it('is the same for a mistake that no language has words for', async () => {
    const { fix } = textOf('path-case') ?? {};
    expect((await fixOf('curl/8', content(json, { path: path.toLowerCase() }))).fix).toBe(fix);
    expect(textOf('time-before-client')?.fixIn).toBeUndefined();
    expect((await fixOf('curl/8', content(json).replace(/\n(.*?)\.(2.*?Z)\./, '\n$2.$1.'))).fix).toBe(
      textOf('time-before-client')?.fix,
    );
  });
});

describe('what is certain when nothing explains it', () => {
  /** Of a search that ends early: the whole one takes a while. */
  const factsOf = async (signatureHeader: string, keys: string | CandidateKey[] = caller.publicPem) => {
    const { facts } = await explainSignature(received(signatureHeader), keys, { limit: 10 });
    return facts.filter((fact) => !fact.includes('cut short'));
  };
  const none = `none of the ${knownMistakes.length} known mistakes explains it`;
  const title = (id: string): string =>
    `it is certain that ${String(knownMistakes.find((mistake) => mistake.id === id)?.title)}: `;

  it('which key signed, and that it was over other content', async () => {
    const facts = await factsOf(header(sign(other)));
    expect(facts).toHaveLength(2);
    expect(facts[0]).toBe(none);
    expect(facts[1]).toContain(
      'with the private half of the key given, over other content than this request',
    );
    const named = await factsOf(header(sign(other)), [{ key: caller.publicPem, name: 'caller.pem' }]);
    expect(named[1]).toContain('with the private half of the key caller.pem, over');
  });

  it('of a response that it is one', async () => {
    const exchange = received(header(sign(other)));
    const response = { headers: { 'Response-Time': 'T', Signature: header(sign(other, mpp)) }, body: '{}' };
    const { facts } = await explainSignature({ ...exchange, response }, mpp.publicPem, { limit: 10 });
    expect(facts[1]).toContain('over other content than this response');
  });

  it('that no key given signed it', async () => {
    expect(await factsOf(header(sign(other)), mpp.publicPem)).toEqual([
      none,
      expect.stringContaining('not made with the private half of any of the keys given'),
    ]);
  });

  it('what else is wrong with it', async () => {
    const signature = Buffer.from(sign(other, older, 'RSA-SHA1'), 'base64').toString('hex');
    const facts = await factsOf(signature, [
      { key: caller.publicPem },
      { key: older.publicPem, role: 'older' },
    ]);
    expect(facts).toEqual([
      none,
      expect.stringContaining('over other content'),
      expect.stringContaining(title('key-older-version')),
      expect.stringContaining(title('signature-hex')),
      expect.stringContaining(title('hash-sha-1')),
    ]);
  });

  it("SIG-5: that the key expected is the reader's own, as where the content is explained", async () => {
    const keys: CandidateKey[] = [
      { key: mpp.publicPem },
      { key: mpp.publicPem, role: 'own' },
      { key: caller.publicPem, role: 'other' },
    ];
    expect(idsOf(await explainSignature(slashed, keys))).toEqual(['key-own', 'path-trailing-slash']);
    expect(await factsOf(header(sign(other)), keys)).toEqual([
      none,
      expect.stringContaining('over other content'),
      expect.stringContaining(title('key-own')),
    ]);
  });

  it('that the search was cut short', async () => {
    const exchange = received(header(sign(other)));
    const { facts } = await explainSignature(exchange, caller.publicPem, { limit: 5 });
    expect(facts.at(-1)).toContain('cut short');
    expect((await explainSignature(exchange, caller.publicPem)).facts).toEqual(facts.slice(0, -1));
  });

  it('PSS padding, but for the longest salt, which may be chance', async () => {
    expect((await factsOf(header(pss(other, 32)))).join()).toContain('has PSS padding');
    const longest = await factsOf(header(pss(other, constants.RSA_PSS_SALTLEN_MAX_SIGN)));
    expect(longest.join()).toContain('not made with the private half of any');
  });

  it('PSS padding with the longest salt is explained where the content fits', async () => {
    const exchange = received(header(pss(content(json), constants.RSA_PSS_SALTLEN_MAX_SIGN)));
    expect(idsOf(await explainSignature(exchange, caller.publicPem))).toEqual(['padding-pss']);
  });
});
