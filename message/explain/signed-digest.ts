import { decodeBase64 } from '../base64.js';
import type { Bytes } from '../bytes.js';
import type { RsaJwk } from '../key-form.js';
import { digest, type HashName, hashes } from './digest.js';

/** What a signature turns out to hold when the public key is applied to it. */
export type SignedDigest =
  | { readonly padding: 'pkcs1'; readonly hash: HashName; readonly digest: Bytes }
  /** PKCS#1 padding, but the hash stands there without its name. */
  | { readonly padding: 'bare'; readonly hash: HashName; readonly digest: Bytes }
  | {
      readonly padding: 'pss';
      readonly hash: HashName;
      readonly digest: Bytes;
      readonly salt: Bytes;
      readonly certain: boolean;
    }
  /** Made with this key, but with a hash function that is not tried here. */
  | { readonly padding: 'unknown'; readonly hash: string };

/** The DER bytes before the hash in a DigestInfo (RFC 8017 §9.2). */
const prefixes: Readonly<Record<HashName | 'MD5' | 'SHA-224', string>> = {
  'SHA-1': '3021300906052b0e03021a05000414',
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
  MD5: '3020300c06082a864886f70d020505000410',
  'SHA-224': '302d300d06096086480165030402040500041c',
};

const lengths: Readonly<Record<HashName, number>> = {
  'SHA-1': 20,
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
};

/**
 * Applies a public key to a signature and reads the padding. One modular exponentiation tells which hash was signed, so that
 * every guess at the content costs a hash and no verification.
 * @returns what it may be, nearly always one; empty when the signature was not made with the key, or is damaged
 */
export async function readSignedDigest(signature: Uint8Array, key: RsaJwk): Promise<readonly SignedDigest[]> {
  const modulus = decodeBase64(key.n ?? '');
  const exponent = decodeBase64(key.e ?? '');
  if (modulus === undefined || exponent === undefined || signature.length !== modulus.length) return [];
  const opened = toBytes(power(toNumber(signature), toNumber(exponent), toNumber(modulus)), modulus.length);
  const signed = readPkcs1(opened);
  return signed === undefined ? readPss(opened, bitLength(modulus)) : [signed];
}

function readPkcs1(opened: Bytes): SignedDigest | undefined {
  if (opened[0] !== 0 || opened[1] !== 1) return undefined;
  let end = 2;
  while (opened[end] === 0xff) end += 1;
  if (end < 10 || opened[end] !== 0) return undefined;
  const payload = opened.slice(end + 1);
  const text = hex(payload);
  for (const [name, prefix] of Object.entries(prefixes)) {
    if (!text.startsWith(prefix)) continue;
    const hash = hashes.find((known) => known === name);
    return hash === undefined
      ? { padding: 'unknown', hash: name }
      : { padding: 'pkcs1', hash, digest: payload.slice(prefix.length / 2) };
  }
  const hash = hashes.find((known) => lengths[known] === payload.length);
  return hash === undefined
    ? { padding: 'unknown', hash: 'no hash known here' }
    : { padding: 'bare', hash, digest: payload };
}

/** RFC 8017 §9.1.2, as far as it goes without the content. */
async function readPss(whole: Bytes, bits: number): Promise<readonly SignedDigest[]> {
  if (whole.at(-1) !== 0xbc) return [];
  // The encoded message has one bit less than the modulus: with 8k + 1 bits, such as 2049, it is a byte shorter.
  const opened = whole.slice(-Math.ceil((bits - 1) / 8));
  if (opened.length < whole.length && whole[0] !== 0) return [];
  const unused = 8 * opened.length - (bits - 1);
  const possible: SignedDigest[] = [];
  for (const hash of hashes) {
    const length = lengths[hash];
    const masked = opened.slice(0, opened.length - length - 1);
    const end = opened.slice(opened.length - length - 1, -1);
    const mask = await maskOf(hash, end, masked.length);
    const block = masked.map((byte, index) => byte ^ (mask[index] ?? 0));
    block[0] = (block[0] ?? 0) & (0xff >> unused);
    const one = block.findIndex((byte) => byte !== 0);
    if (block[one] !== 1) continue;
    // The longest salt leaves no room for zeros; eight of them do not come about by chance.
    possible.push({ padding: 'pss', hash, digest: end, salt: block.slice(one + 1), certain: one >= 8 });
  }
  return possible;
}

/** MGF1 (RFC 8017 §B.2.1). */
async function maskOf(hash: HashName, seed: Bytes, length: number): Promise<Bytes> {
  const mask = new Uint8Array(length + 64);
  for (let at = 0, counter = 0; at < length; at += lengths[hash], counter += 1)
    mask.set(await digest(hash, join(seed, new Uint8Array([0, 0, 0, counter]))), at);
  return mask;
}

/** Whether the hash of a content is the one that was signed. */
export async function matches(signed: SignedDigest, ofContent: Bytes): Promise<boolean> {
  if (signed.padding === 'unknown') return false;
  const actual =
    signed.padding === 'pss'
      ? await digest(signed.hash, join(new Uint8Array(8), ofContent, signed.salt))
      : ofContent;
  return equal(actual, signed.digest);
}

/** False when the hash of a content is surely not the one that was signed. */
export function mayMatch(signed: SignedDigest, ofContent: Bytes): boolean {
  return signed.padding === 'pss' || (signed.padding !== 'unknown' && signed.digest[0] === ofContent[0]);
}

export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function join(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(bytes) || '0'}`);
}

function toBytes(number: bigint, length: number): Bytes {
  const text = number.toString(16).padStart(length * 2, '0');
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16));
}

function bitLength(modulus: Uint8Array): number {
  return toNumber(modulus).toString(2).length;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
