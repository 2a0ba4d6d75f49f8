import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { looksRandom } from '../../../server/reference/service/secret-strength.js';

describe('a secret', () => {
  it.each([
    ['32 random bytes in hex', randomBytes(32).toString('hex')],
    ['32 random bytes in base64', randomBytes(32).toString('base64')],
    // Each of 24 characters once: 24 × log2(24) = 110 bits.
    ['24 characters of which none comes twice', 'q7ZrT2xKp9LmWv4YbN8cHd5G'],
  ])('of %s looks random', (_, secret) => {
    expect(looksRandom(secret)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['one character', 'a'.repeat(64)],
    ['two characters in turn', 'ab'.repeat(32)],
    ['two characters in disorder', '0110100110010110'.repeat(4)],
    // 16 × log2(16) = 64 bits.
    ['16 characters of which none comes twice', 'q7ZrT2xKp9LmWv4Y'],
    ['digits that repeat', '0123456789'.repeat(6)],
    ['the hex digits again and again', '0123456789abcdef'.repeat(4)],
    ['a word again and again', 'changeme-'.repeat(8)],
  ])('of %s does not', (_, secret) => {
    expect(looksRandom(secret)).toBe(false);
  });
});
