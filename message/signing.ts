import { contentToBeSigned, type SignedContent } from './content-to-be-signed.js';
import { rsa256 } from './key.js';
import { writeSignatureHeader } from './signature-header.js';

/** The key that signs, and what the other side calls its public half. */
export interface SigningKey {
  readonly keyVersion: string;
  readonly privateKey: CryptoKey;
}

/**
 * Signs a request or a response (SIG-1, SIG-2, SIG-4).
 * @returns the value of its `Signature` header
 */
export async function signContent(
  content: SignedContent,
  { keyVersion, privateKey }: SigningKey,
): Promise<string> {
  const signature = await crypto.subtle.sign(rsa256.name, privateKey, contentToBeSigned(content));
  return writeSignatureHeader(keyVersion, new Uint8Array(signature));
}
