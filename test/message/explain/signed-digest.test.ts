import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  sign,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { equal, matches, mayMatch, readSignedDigest } from '../../../message/explain/signed-digest.js';
import { caller, mpp } from '../../key-pairs.js';

const privateKey = createPrivateKey(caller.privateKey);
const publicKey = createPublicKey(caller.publicKey);
const other = createPublicKey(mpp.publicKey);
/** A modulus whose highest byte is not full. */
const odd = generateKeyPairSync('rsa', { modulusLength: 2043 });
/** A modulus of whole bytes and one bit: what PSS makes for it is a byte shorter. */
const oneMore = pairOf(generatePrimeSync(1025, { bigint: true }), generatePrimeSync(1024, { bigint: true }));
const content = Buffer.from('POST /p\nC.T.{}');
const hashOf = (name: string) => new Uint8Array(createHash(name.replace('-', '')).update(content).digest());
const read = (signature: Uint8Array, key: KeyObject = publicKey) =>
  readSignedDigest(signature, key.export({ format: 'jwk' }));
const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
const pss = (hash: string, saltLength: number, key: KeyObject = privateKey) =>
  sign(hash.replace('-', ''), content, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
/** Among what a signature may be: by chance it may be PSS with another hash, too, which is not certain. */
const surely: unknown = expect.objectContaining({ padding: 'pss', hash: 'SHA-256', certain: true });
/** A block, as it is: what the public key makes of its signature. */
const raw = (...parts: readonly (readonly number[])[]): Buffer => {
  const start = parts.flat();
  const block = Buffer.from([...start, ...new Array<number>(256 - start.length).fill(5)]);
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block);
};
/** A pair of these two primes: from 2,048 bits on OpenSSL makes none whose modulus has an odd number of bits. */
function pairOf(p: bigint, q: bigint): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  const e = 65_537n;
  const numbers = {
    n: p * q,
    e,
    d: inverse(e, (p - 1n) * (q - 1n)),
    p,
    q,
    dp: inverse(e, p - 1n),
    dq: inverse(e, q - 1n),
    qi: inverse(q, p),
  };
  const inBase64 = (number: bigint): string => {
    const digits = number.toString(16);
    return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString(
      'base64url',
    );
  };
  const parts = Object.entries(numbers).map(([name, number]) => [name, inBase64(number)] as const);
  const key = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(parts) }, format: 'jwk' });
  return { privateKey: key, publicKey: createPublicKey(key) };
}

/** Euclid's algorithm. */
function inverse(number: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, number % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return ((factor % modulus) + modulus) % modulus;
}

const ones = (count: number): readonly number[] => new Array<number>(count).fill(0xff);

describe('SIG-4: the public key tells what was signed', () => {
  it.each(hashes)('PKCS#1 v1.5 with %s', async (hash) => {
    const signed = { padding: 'pkcs1', hash, digest: hashOf(hash) };
    expect(await read(sign(hash.replace('-', ''), content, privateKey))).toEqual([signed]);
    expect(await read(sign(hash.replace('-', ''), content, odd.privateKey), odd.publicKey)).toEqual([signed]);
  });

  it.each(['MD5', 'SHA-224'])('PKCS#1 v1.5 with %s, which is not tried', async (hash) => {
    expect(await read(sign(hash.replace('-', ''), content, privateKey))).toEqual([
      { padding: 'unknown', hash },
    ]);
  });

  it.each(hashes)('%s without its name', async (hash) => {
    expect(await read(privateEncrypt(privateKey, hashOf(hash)))).toEqual([
      { padding: 'bare', hash, digest: hashOf(hash) },
    ]);
  });

  it('something else of another length', async () => {
    expect(await read(privateEncrypt(privateKey, Buffer.alloc(33)))).toEqual([
      { padding: 'unknown', hash: 'no hash known here' },
    ]);
  });

  it.each(hashes.flatMap((hash) => [0, 20, 32, 100].map((salt) => [hash, salt] as const)))(
    'PSS with %s and a salt of %i bytes',
    async (hash, length) => {
      for (const pair of [{ privateKey, publicKey }, odd, oneMore]) {
        const readings = await read(pss(hash, length, pair.privateKey), pair.publicKey);
        const found = readings.find((reading) => reading.hash === hash);
        if (found?.padding !== 'pss') throw new Error('not read as PSS');
        expect(found.salt).toHaveLength(length);
        expect(found.certain).toBe(true);
        expect(await matches(found, hashOf(hash))).toBe(true);
        expect(await matches(found, new Uint8Array(hashOf(hash).length))).toBe(false);
      }
    },
  );

  it('PSS behind a byte that is no part of it, and not 0, is none', async () => {
    expect(oneMore.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2_049);
    const raw = { key: oneMore.privateKey, padding: constants.RSA_NO_PADDING };
    // With a first byte of 1 it must still be less than the modulus: one in sixteen is.
    let encoded: Buffer;
    do encoded = publicDecrypt(raw, pss('SHA-256', 32, oneMore.privateKey));
    while ((encoded[1] ?? 0) >= 0x10);
    expect(await read(privateEncrypt(raw, encoded), oneMore.publicKey)).toContainEqual(surely);
    encoded[0] = 1;
    expect(await read(privateEncrypt(raw, encoded), oneMore.publicKey)).toEqual([]);
  });

  it('PSS that ends with another byte than 0xbc is none', async () => {
    const raw = { key: privateKey, padding: constants.RSA_NO_PADDING };
    const encoded = publicDecrypt(raw, pss('SHA-256', 32));
    expect(await read(privateEncrypt(raw, encoded))).toContainEqual(surely);
    encoded[encoded.length - 1] = 0xbb;
    expect(await read(privateEncrypt(raw, encoded))).toEqual([]);
  });

  it('PSS with the longest salt is not certain', async () => {
    const readings = await read(pss('SHA-256', constants.RSA_PSS_SALTLEN_MAX_SIGN));
    const found = readings.find(({ hash }) => hash === 'SHA-256');
    expect(found).toMatchObject({ padding: 'pss', certain: false });
    expect(found?.padding === 'pss' && (await matches(found, hashOf('SHA-256')))).toBe(true);
  });

  it('PSS is certain from eight zeros on', async () => {
    const longest = 256 - 32 - 2;
    const certain = async (salt: number) =>
      (await read(pss('SHA-256', salt))).find(({ hash }) => hash === 'SHA-256');
    expect(await certain(longest - 8)).toMatchObject({ certain: true });
    expect(await certain(longest - 7)).toMatchObject({ certain: false });
  });

  it('nothing with another key, or in another length', async () => {
    const signature = sign('SHA256', content, privateKey);
    expect(await read(signature, other)).toEqual([]);
    expect(await read(signature.subarray(1))).toEqual([]);
    expect(await read(Buffer.concat([signature, Buffer.alloc(1)]))).toEqual([]);
    expect(await read(new Uint8Array())).toEqual([]);
  });

  it('nothing with a key that is none', async () => {
    const signature = sign('SHA256', content, privateKey);
    const { n, e } = publicKey.export({ format: 'jwk' });
    for (const key of [{}, { n }, { e }, { n: '*', e }, { n, e: '*' }])
      expect(await readSignedDigest(signature, key)).toEqual([]);
  });

  it.each<[what: string, start: readonly number[], padding: readonly number[], end: readonly number[]]>([
    ['fewer than eight bytes of padding', [0, 1], ones(7), [0]],
    ['another type of padding', [0, 2], ones(10), [0]],
    ['no zero before it', [1, 1], ones(10), [0]],
    ['no zero behind it', [0, 1], ones(10), [5]],
    ['nothing but padding', [0, 1], ones(254), []],
  ])('nothing in a block with %s', async (_, start, padding, end) => {
    expect(await read(raw(start, padding, end))).toEqual([]);
  });

  it('eight bytes of padding are enough', async () => {
    expect(await read(raw([0, 1], ones(8), [0]))).toEqual([
      { padding: 'unknown', hash: 'no hash known here' },
    ]);
  });

  it('zeros behind the padding belong to what was signed', async () => {
    const digest = [0, 0, ...new Array<number>(18).fill(7)];
    expect(await read(raw([0, 1], ones(256 - 3 - 20), [0], digest))).toEqual([
      { padding: 'bare', hash: 'SHA-1', digest: Uint8Array.from(digest) },
    ]);
  });
});

describe('the hash of a content', () => {
  const digest = new Uint8Array([1, 2, 3]);
  const signed = { padding: 'pkcs1', hash: 'SHA-256', digest } as const;

  it('is compared whole', async () => {
    expect(await matches(signed, new Uint8Array([1, 2, 3]))).toBe(true);
    for (const wrong of [
      [0, 2, 3],
      [1, 2, 4],
      [1, 2],
      [1, 2, 3, 4],
    ])
      expect(await matches(signed, Uint8Array.from(wrong))).toBe(false);
    expect(equal(new Uint8Array(), new Uint8Array())).toBe(true);
  });

  it('is told to differ by its first byte, but for PSS', () => {
    expect(mayMatch(signed, new Uint8Array([1, 9, 9]))).toBe(true);
    expect(mayMatch(signed, new Uint8Array([2, 2, 3]))).toBe(false);
    expect(mayMatch({ ...signed, padding: 'pss', salt: digest, certain: true }, digest.slice(1))).toBe(true);
  });

  it('is none that is not known', async () => {
    const unknown = { padding: 'unknown', hash: 'MD5' } as const;
    expect(await matches(unknown, digest)).toBe(false);
    expect(mayMatch(unknown, digest)).toBe(false);
  });
});
