import { importPublicKeys, type PublicKeys } from '@sendotp-contract/message';
import {
  ExchangeError,
  explainSignature,
  type SignatureExplanation,
} from '@sendotp-contract/message/explain';
import type { SendOtpError } from './error.js';

/**
 * Says which mistake the MPP made when it signed a response that does not verify. An entry of its own, so that a page which
 * does not need it stays small.
 * @param publicKeys the MPP's, as the client has them
 * @returns undefined for an error without a signed response
 * @throws KeyError for a key that cannot be used
 * @example if (error.code === 'RESPONSE_SIGNATURE_INVALID') console.log((await explainError(error, publicKeys))?.mistakes)
 */
export async function explainError(
  { exchange }: SendOtpError,
  publicKeys: PublicKeys,
): Promise<SignatureExplanation | undefined> {
  if (exchange?.response === undefined) return undefined;
  const { request, response } = exchange;
  const { path, headers, body } = request;
  try {
    return await explainSignature(
      { request: { method: 'POST', target: path, headers, body }, response },
      await importPublicKeys(publicKeys),
    );
  } catch (error) {
    if (error instanceof ExchangeError) return undefined;
    throw error;
  }
}
