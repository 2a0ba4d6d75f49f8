import type { Operation } from '@sendotp-contract/spec';
import { headerOf, type HeaderList } from './message.js';

/** A response as it was received, in whole. */
export interface RawResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly bytes: Uint8Array;
  /** Whether more bytes followed than `Content-Length` says. */
  readonly isCut?: boolean;
  /** When its last byte was received, in ms since the epoch. */
  readonly at: number;
}

/** A body as JSON, or why it is none. */
export type JsonReading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string };

/** The outcome in a response body, read leniently: the judge analyses what a caller would refuse. */
export interface Answer {
  /** `result.resultCode`, whatever text it is. */
  readonly code: string;
  readonly status: string | undefined;
  readonly message: unknown;
  /** The operation's success fields that the body has. */
  readonly successFields: Readonly<Record<string, unknown>>;
}

/** A response that was read and parsed once. */
export interface ReadResponse extends RawResponse {
  readonly kind: 'response';
  readonly json: JsonReading;
  /** The outcome, or undefined when the body has none. */
  readonly answer: Answer | undefined;
  /** A header's value by its name in any case. */
  header(name: string): string | undefined;
}

/** Reads a response to a message of this operation (CALL-3, RES-1). */
export function readResponse(raw: RawResponse, operation: Operation): ReadResponse {
  const json = readJson(raw.bytes);
  return {
    kind: 'response',
    ...raw,
    json,
    answer: json.ok ? readAnswer(json.value, operation) : undefined,
    header: (name) => headerOf(raw.headers, name),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readJson(bytes: Uint8Array): JsonReading {
  if (bytes.length === 0) return { ok: false, fault: 'the body is empty' };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, fault: 'the body is not UTF-8' };
  }
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch {
    return { ok: false, fault: 'the body is not JSON' };
  }
}

function readAnswer(body: unknown, { successFields }: Operation): Answer | undefined {
  if (!isObject(body)) return undefined;
  const { result } = body;
  if (!isObject(result)) return undefined;
  const { resultStatus, resultCode, resultMessage } = result;
  if (typeof resultCode !== 'string') return undefined;
  const present = Object.keys(successFields).filter((name) => Object.hasOwn(body, name));
  return {
    code: resultCode,
    status: typeof resultStatus === 'string' ? resultStatus : undefined,
    message: resultMessage,
    successFields: Object.fromEntries(present.map((name) => [name, body[name]])),
  };
}

/** An object of JSON; a name that it has not is undefined, whatever objects of the language inherit. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
