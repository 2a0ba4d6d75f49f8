import type { Received } from './wire.js';

/** A response's body, read as far as it can be: a judge takes apart what a caller would refuse. */
export interface Answer {
  /** `result.resultCode`, whatever stands there as text. */
  readonly code: string;
  readonly status: string | undefined;
  readonly message: unknown;
  readonly verifyRequestId: string | undefined;
  /** The body as a whole. */
  readonly body: Readonly<Record<string, unknown>>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body as JSON, or what it is instead. */
export type BodyReading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string };

/** Reads a body as JSON in UTF-8 (CALL-3). */
export function readBody(bytes: Uint8Array): BodyReading {
  if (bytes.length === 0) return { ok: false, fault: 'the body is empty' };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { ok: false, fault: 'the body is not UTF-8' };
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, fault: 'the body is not JSON' };
  }
}

/** The outcome in a response, or undefined when there is none to be found. */
export function readAnswer({ body: bytes }: Received): Answer | undefined {
  const reading = readBody(bytes);
  if (!reading.ok || !isObject(reading.value)) return undefined;
  const body = reading.value;
  const result = body['result'];
  if (!isObject(result) || typeof result['resultCode'] !== 'string') return undefined;
  const { resultStatus, resultCode, resultMessage } = result as Record<
    'resultStatus' | 'resultCode' | 'resultMessage',
    unknown
  >;
  const id = body['verifyRequestId'];
  return {
    code: String(resultCode),
    status: typeof resultStatus === 'string' ? resultStatus : undefined,
    message: resultMessage,
    verifyRequestId: typeof id === 'string' ? id : undefined,
    body,
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
