import { constants, KeyObject, publicDecrypt } from 'node:crypto';
import { readSignatureHeader } from '@sendotp-contract/message';
import type { AnsweredMessage } from '../exchange/exchange.js';
import type { OpenedProfile } from '../profile/opened-profile.js';

/**
 * Whether the signature of a response was made with the private half of one of the profile's keys, whatever was signed: the
 * public key turns such a signature into its padding (PKCS#1 v1.5 or PSS), and any other into noise.
 * @returns undefined when the response has no signature that can be read
 */
export function isMadeWithKnownKey(
  { response }: AnsweredMessage,
  { publicKeys }: OpenedProfile,
): boolean | undefined {
  const reading = readSignatureHeader(response.header('Signature'));
  if (!reading.ok) return undefined;
  const { signature } = reading.header;
  return publicKeys.versions.some((version) => {
    const known = publicKeys.find(version);
    return known !== undefined && opens(KeyObject.from(known.key), signature);
  });
}

function opens(key: KeyObject, signature: Uint8Array): boolean {
  let padded: Buffer;
  try {
    padded = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return false;
  }
  const isPkcs1 = padded[0] === 0 && padded[1] === 1 && padded[2] === 0xff;
  return isPkcs1 || padded.at(-1) === 0xbc;
}
