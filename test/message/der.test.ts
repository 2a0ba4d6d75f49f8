import { describe, expect, it } from 'vitest';
import { classifyDer } from '../../message/der.js';

/** An element whose content has fewer than 128 bytes. */
const element =
  (tag: number) =>
  (...parts: readonly (readonly number[])[]): readonly number[] => {
    const content = parts.flat();
    return [tag, content.length, ...content];
  };
const integer = element(0x02);
const bitString = element(0x03);
const octetString = element(0x04);
const text = element(0x0c);
const oid = element(0x06);
const sequence = element(0x30);

const zero = integer([0]);
const bytes = octetString([1, 2, 3]);
const bits = bitString([0, 1, 2]);
const rsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const algorithm = sequence(oid(rsa));

const kindOf = (der: readonly number[]) => classifyDer(Uint8Array.from(der));

describe('SIG-6: a DER structure is', () => {
  it.each([
    ['PKCS#8', sequence(zero, algorithm, bytes), { kind: 'private', algorithm: 'RSA' }],
    [
      'PKCS#8 with attributes',
      sequence(zero, algorithm, bytes, text()),
      { kind: 'private', algorithm: 'RSA' },
    ],
    ['SubjectPublicKeyInfo', sequence(algorithm, bits), { kind: 'public', algorithm: 'RSA' }],
    ['PKCS#1, public: modulus and exponent', sequence(zero, zero), { kind: 'pkcs1-public' }],
    ['PKCS#1, private: a version and more', sequence(zero, zero, zero), { kind: 'pkcs1-private' }],
    ['SEC1', sequence(zero, bytes), { kind: 'ec-private' }],
    ['an encrypted PKCS#8', sequence(algorithm, bytes), { kind: 'encrypted' }],
    ['a certificate', sequence(sequence(zero), algorithm, bits), { kind: 'certificate' }],
  ])('%s', (_, der, expected) => {
    expect(kindOf(der)).toEqual(expected);
  });

  it.each([
    ['no bytes', []],
    ['a tag alone', [0x30]],
    ['no sequence', octetString(zero, algorithm, bytes)],
    ['an empty sequence', sequence()],
    ['a sequence of one', sequence(zero)],
    ['PKCS#8 with a byte behind it', [...sequence(zero, algorithm, bytes), 0]],
    ['PKCS#8 that is cut off', sequence(zero, algorithm, bytes).slice(0, -1)],
    ['a sequence whose last part is cut off', sequence(zero, [0x02, 5, 0])],
    ['a sequence whose last part is a tag alone', sequence(zero, zero, [0x02])],
    ['a sequence whose parts have no length of their own', sequence([0x02, 0x80], [0x02, 0x80])],
    [
      'a sequence without a length, of 128 bytes',
      [0x30, 0x80, ...zero, ...integer(new Array<number>(123).fill(1))],
    ],
    ['a version with no key', sequence(zero, algorithm)],
    ['a version with the key in a bit string', sequence(zero, algorithm, bits)],
    ['a version with a text in place of the algorithm', sequence(zero, text(), bytes)],
    ['a version with a text in place of the numbers', sequence(zero, text())],
    ['a public key with a third part', sequence(algorithm, bits, bits)],
    ['an algorithm and another', sequence(algorithm, algorithm)],
    ['a certificate whose signature is no bit string', sequence(sequence(zero), algorithm, bytes)],
    ['a certificate without an algorithm', sequence(sequence(zero), text(), bits)],
    ['a text first', sequence(text(), bits)],
    ['a text in place of the version', sequence(text(), algorithm, bytes)],
    ['a text before a number', sequence(text(), zero)],
  ])('nothing known: %s', (_, der) => {
    expect(kindOf(der)).toEqual({ kind: 'unknown' });
  });

  it.each([
    ['a length in one byte more', [0x81, 0xc8], 200],
    ['a length in two bytes more', [0x82, 0x01, 0x2c], 300],
    ['a length in three bytes more', [0x83, 0x01, 0x00, 0x02], 65_538],
  ])('%s', (_, length, size) => {
    const modulus = [0x02, ...length, ...new Array<number>(size).fill(1)];
    const inner = [...modulus, ...zero];
    const outer = [0x30, 0x83, inner.length >> 16, (inner.length >> 8) & 0xff, inner.length & 0xff];
    expect(kindOf([...outer, ...inner])).toEqual({ kind: 'pkcs1-public' });
  });

  it('nothing known with a length in four bytes more: no key is so long', () => {
    expect(kindOf([0x30, 0x84, 0, 0, 0, 6, ...zero, ...zero])).toEqual({ kind: 'unknown' });
  });

  it.each([
    ['2a864886f70d01010a', 'RSASSA-PSS'],
    ['2a8648ce3d0201', 'EC'],
    ['2b6570', 'Ed25519'],
    ['2b6571', 'Ed448'],
    ['2b656e', 'X25519'],
    ['2b656f', 'X448'],
    ['2a8648ce380401', 'DSA'],
    ['2a8648ce380402', 'unknown'],
  ])('of the algorithm with the identifier %s: %s', (hex, name) => {
    const identified = sequence(oid([...Buffer.from(hex, 'hex')]));
    expect(kindOf(sequence(identified, bits))).toEqual({ kind: 'public', algorithm: name });
    expect(kindOf(sequence(zero, identified, bytes))).toEqual({ kind: 'private', algorithm: name });
  });

  it.each([
    ['no identifier', sequence()],
    ['an identifier of another type', sequence(octetString(rsa))],
  ])('of an unknown algorithm: %s', (_, identified) => {
    expect(kindOf(sequence(identified, bits))).toEqual({ kind: 'public', algorithm: 'unknown' });
  });
});
