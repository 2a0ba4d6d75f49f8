import { printable } from '../printable.js';

/** A message as it was captured. Bytes of the body are those of the capture. */
export interface CapturedMessage {
  readonly method?: string;
  readonly target?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

/** What was captured: a request, a response, or both. */
export interface Capture {
  readonly form: 'HTTP message' | 'curl log' | 'HAR' | 'JSON';
  readonly request?: CapturedMessage;
  readonly response?: CapturedMessage;
  /** What the reader of the explanation should know about the capture. */
  readonly notes: readonly string[];
}

/** A capture that cannot be read: the message says what was expected. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
}

/** A text of a stranger in one line. */
export function oneLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').slice(0, 300);
}
