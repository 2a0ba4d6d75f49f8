import { formatMessageTime, signContent, type SigningKey } from '../../message/index.js';

/** What the signature of a response covers besides its body. */
export interface ResponseAddress {
  /** Path with query as the caller signed it. */
  readonly signedPath: string;
  /** What the caller sent as Client-Id, or empty (HDR-6). */
  readonly clientId: string;
}

/** A response's bytes and headers, ready to leave. */
export interface SignedResponse {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

const contentType = 'application/json; charset=UTF-8';

/** Serialises the body once and signs those very bytes (SIG-2, SIG-3). */
export async function signResponse(
  body: object,
  { signedPath, clientId }: ResponseAddress,
  key: SigningKey,
  now: number,
): Promise<SignedResponse> {
  const bytes = Buffer.from(JSON.stringify(body));
  const time = formatMessageTime(now);
  const signature = await signContent({ path: signedPath, clientId, time, body: bytes }, key);
  return {
    body: bytes,
    headers: {
      'Content-Type': contentType,
      'Content-Length': bytes.length,
      'Client-Id': clientId,
      'Response-Time': time,
      Signature: signature,
    },
  };
}

/** The same without a signature, which a caller accepts for `F` and `U` only (SIG-7): for when signing itself fails. */
export function unsignedResponse(body: object, { clientId }: ResponseAddress): SignedResponse {
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    body: bytes,
    headers: { 'Content-Type': contentType, 'Content-Length': bytes.length, 'Client-Id': clientId },
  };
}
