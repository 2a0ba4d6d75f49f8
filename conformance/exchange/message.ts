import type { Operation } from '@sendotp-contract/spec';
import type { TokenName } from '../profile/fixture.js';

/** Writes a whole `Signature` header. */
export type WriteSignature = (signature: Buffer, keyVersion: string) => string;

/** Names and values of headers as they are on the wire, in their order. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A message as it is sent, and what must be known to judge its response. */
export interface Message {
  /** The operation that it calls, or that it is meant for when its path is another. */
  readonly operation: Operation;
  readonly method: string;
  /** Path with prefix and query, as sent. */
  readonly path: string;
  /** The request target, when it is not the path: an absolute URL (CALL-2). */
  readonly requestTarget?: string;
  /** Path with query as the content to be signed has it (SIG-1, SIG-2). */
  readonly signedPath: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** The `Client-Id` that was sent; empty when none was. */
  readonly clientId: string;
  readonly keyVersion: string;
  readonly signature: Buffer;
  /** Equal for messages that are the same, however their signature is written (SIG-9). */
  readonly contentKey: string;
  /** The profile's token in it, if the message asks for one. */
  readonly token: TokenName | undefined;
}

/** What may differ when the same message is sent again: none of it is part of the content to be signed (SIG-9). */
export interface ResendChanges {
  /** Writes the `Signature` header another way; the bytes of the signature stay. */
  readonly signature?: WriteSignature;
  /** Headers to add. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Writes each header's name. */
  readonly headerName?: (name: string) => string;
}

/** The same message, written another way. */
export function resent(message: Message, { signature, headers = {}, headerName }: ResendChanges): Message {
  const write = (name: string, value: string): string =>
    signature !== undefined && name.toLowerCase() === 'signature'
      ? signature(message.signature, message.keyVersion)
      : value;
  const all = [...message.headers, ...Object.entries(headers)];
  return {
    ...message,
    headers: all.map(([name, value]) => [headerName?.(name) ?? name, write(name, value)] as const),
  };
}

/** A header's value, case-insensitively; several values are joined with commas, as HTTP allows. */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  const values = headers
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
