import type { Bytes } from './bytes.js';

/** What one signature covers. All strings are those on the wire, unchanged. */
export interface SignedContent {
  /** Path with query, as the caller sent it. */
  readonly path: string;
  /** The caller's Client-Id, in requests and responses alike; empty in a response to a caller who sent none. */
  readonly clientId: string;
  /** `Request-Time` or `Response-Time`. */
  readonly time: string;
  /** The body's bytes, or a text that is sent as UTF-8. */
  readonly body: string | Uint8Array;
}

const encoder = new TextEncoder();

/**
 * The bytes that are signed: `POST <path>\n<Client-Id>.<time>.<body>` (SIG-1, SIG-2). Body bytes go in as they are: never
 * parse and write JSON again before this (SIG-3).
 */
export function contentToBeSigned({ path, clientId, time, body }: SignedContent): Bytes {
  const head = `POST ${path}\n${clientId}.${time}.`;
  if (typeof body === 'string') return encoder.encode(head + body);
  const content = new Uint8Array(head.length + body.length);
  const { read, written } = encoder.encodeInto(head, content);
  // Nearly always: a byte for each character.
  if (read === head.length && written === head.length) {
    content.set(body, written);
    return content;
  }
  const headBytes = encoder.encode(head);
  const longer = new Uint8Array(headBytes.length + body.length);
  longer.set(headBytes);
  longer.set(body, headBytes.length);
  return longer;
}
