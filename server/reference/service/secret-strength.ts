import { deflateRawSync } from 'node:zlib';

/** As much as 16 random bytes in hex have; 32 of them have twice as much. */
const leastBits = 96;
/** Into how few bytes repetitions and patterns are compressed, and random text is not. */
const leastCompressed = 24;

/**
 * Whether a secret looks random: it is not, if few characters occur in it, or if it repeats itself. A sentence may pass: no
 * check of a text replaces `openssl rand -hex 32`.
 */
export function looksRandom(secret: string): boolean {
  const counts = new Map<string, number>();
  for (const character of secret) counts.set(character, (counts.get(character) ?? 0) + 1);
  // Shannon's entropy of the whole text, in bits.
  let bits = 0;
  for (const count of counts.values()) bits += count * Math.log2(secret.length / count);
  return bits >= leastBits && deflateRawSync(secret).byteLength >= leastCompressed;
}
