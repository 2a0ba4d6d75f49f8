/** Bytes to base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Character code → six bits; -1 for what is in neither alphabet. */
const values = new Int8Array(128).fill(-1);
for (const [index, character] of Array.from(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
).entries()) {
  values[character.charCodeAt(0)] = index;
}
for (const [character, value] of Object.entries({ '+': 62, '/': 63, '-': 62, _: 63 }))
  values[character.charCodeAt(0)] = value;

/**
 * Base64 or base64url to bytes; padding right or absent.
 * @returns undefined for anything else: another character, both alphabets at once, wrong padding, bits left over
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const length = text.length - padding;
  if (length % 4 === 1 || (padding !== 0 && text.length % 4 !== 0)) return undefined;
  if (/[+/]/.test(text) && /[-_]/.test(text)) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let pending = 0;
  let written = 0;
  for (let index = 0; index < length; index += 1) {
    const value = values[text.charCodeAt(index)] ?? -1;
    if (value === -1) return undefined;
    pending = (pending << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[written] = pending >> bits;
      written += 1;
      pending &= (1 << bits) - 1;
    }
  }
  // Bits after the last byte must be zero, or several texts would mean the same bytes.
  return pending === 0 ? bytes : undefined;
}
