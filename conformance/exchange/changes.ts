import type { TokenName } from '../profile/fixture.js';
import type { SigningScheme } from './signing-scheme.js';
import type { WriteSignature } from './message.js';

/** How a message differs from the operation's plain call, signed, with an unknown access token. */
export interface Changes {
  readonly method?: string;
  /** In place of the operation's path, with the query; the target's prefix is put before it. */
  readonly path?: string;
  /** Whether the request target is an absolute URL (CALL-2). */
  readonly absoluteForm?: true;
  /** Parameters of the body to add, replace or, with undefined, leave out. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The profile's token of this name, or an unknown one, in place of the usual one. */
  readonly token?: TokenName | 'unknown';
  /** The whole body, or a function that writes it from the parameters. */
  readonly body?: string | Uint8Array | ((parameters: Parameters) => string | Uint8Array);
  /** `Request-Time`, made from now in ms since the epoch. */
  readonly time?: (now: number) => string;
  /** Index of the earlier step of the same case whose `Request-Time` it has, in place of a new one. */
  readonly timeOf?: number;
  /** `Client-Id`, as sent and as signed. */
  readonly clientId?: string | ((own: string) => string);
  /** Headers to add, replace or, with undefined, leave out; the signed content stays as it was. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Writes each header's name. */
  readonly headerName?: (name: string) => string;
  /** What is signed in place of what is sent. */
  readonly signedInstead?: Partial<Record<'path' | 'clientId' | 'time' | 'body', (sent: string) => string>>;
  /** What is signed in place of the whole content. */
  readonly content?: (content: string) => string;
  readonly signature?: WriteSignature;
  /** The message is made anew until its signature meets this condition: not every signature shows what the case is about. */
  readonly until?: (signature: Buffer) => boolean;
  /** Whose key signs; a stranger uses the caller's name and a key that the target does not know. */
  readonly signer?: 'caller' | 'stranger' | 'olderKey' | 'throttledClient';
  /** Whose keyVersion is in the header, when it is not the signer's. */
  readonly signedAs?: 'caller';
  /** How it is signed, whatever the header says. */
  readonly scheme?: SigningScheme;
}

/** The parameters of a request body, by name. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A field of the answer to an earlier step of the same case, to be used as the value of a parameter. */
export class AnswerField {
  /** Index of the step. */
  readonly step: number;
  readonly field: string;

  constructor(step: number, field: string) {
    this.step = step;
    this.field = field;
  }
}

/**
 * The value of a field that an earlier step was answered.
 * @param step index of that step in its case
 * @example
 * { operation: 'verifyOTP', send: { parameters: { verifyRequestId: fromAnswer(0, 'verifyRequestId') } }, … }
 */
export function fromAnswer(step: number, field: string): AnswerField {
  return new AnswerField(step, field);
}

/** The fields of earlier answers that a message uses. */
export function answerFieldsOf({ parameters = {} }: Changes): readonly AnswerField[] {
  return Object.values(parameters).filter((value) => value instanceof AnswerField);
}

/** The same changes with every field of an earlier answer replaced by its value. */
export function resolved(changes: Changes, valueOf: (field: AnswerField) => unknown): Changes {
  if (changes.parameters === undefined) return changes;
  const parameters = Object.fromEntries(
    Object.entries(changes.parameters).map(([name, value]) => [
      name,
      value instanceof AnswerField ? valueOf(value) : value,
    ]),
  );
  return { ...changes, parameters };
}
