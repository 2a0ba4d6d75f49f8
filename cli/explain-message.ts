import { printable } from '@sendotp-contract/message';

/** A message as a file has it. Bytes of the body are those of the file. */
export interface HttpMessage {
  readonly method?: string;
  readonly target?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

/** What a file holds: a request, a response, or both. */
export interface HttpMessages {
  readonly form: 'HTTP message' | 'curl log' | 'HAR' | 'JSON';
  readonly request?: HttpMessage;
  readonly response?: HttpMessage;
  /** What the reader of the explanation should know about the file. */
  readonly notes: readonly string[];
}

/** A text of a stranger in one line. */
export function oneLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').slice(0, 300);
}
