import { formatMessageTime, signContent, type SigningKey } from '@sendotp-contract/message';

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
  /** The body as text, if it has ASCII characters only: such a response can leave in one write. */
  readonly ascii?: string | undefined;
}

const contentType = 'application/json; charset=UTF-8';

/**
 * Serialises the body once and signs those very bytes (SIG-2, SIG-3). Header names are in lower case, as HTTP/2 has them:
 * the vendor's PHP and Python SDKs find no others (HDR-6).
 */
export function signResponse(
  body: object,
  { signedPath, clientId }: ResponseAddress,
  key: SigningKey,
  now: number,
): Promise<SignedResponse> {
  const text = JSON.stringify(body);
  const bytes = Buffer.from(text);
  const time = formatMessageTime(now);
  return signContent({ path: signedPath, clientId, time, body: text }, key).then((signature) => ({
    body: bytes,
    ascii: bytes.length === text.length ? text : undefined,
    headers: {
      'content-type': contentType,
      'content-length': bytes.length,
      'client-id': clientId,
      'response-time': time,
      signature,
    },
  }));
}

/** The same without a signature, which a caller accepts for `F` and `U` only (SIG-7): for when signing itself fails. */
export function unsignedResponse(
  body: object,
  { clientId }: Pick<ResponseAddress, 'clientId'>,
): SignedResponse {
  const text = JSON.stringify(body);
  const bytes = Buffer.from(text);
  return {
    body: bytes,
    ascii: bytes.length === text.length ? text : undefined,
    headers: { 'content-type': contentType, 'content-length': bytes.length, 'client-id': clientId },
  };
}
