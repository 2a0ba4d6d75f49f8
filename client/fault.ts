import { type SendOtpErrorCode, SendOtpError, type SendOtpErrorDetails } from './error.js';
import type * as words from './words/index.js';
import type * as optionWords from './words/options.js';

/** Every message that nobody reads unless something is wrong. They are loaded then, and not with the page. */
export type Words = typeof words;

/** What is wrong, not yet in words. */
export class Fault extends Error {
  readonly code: SendOtpErrorCode;
  readonly inWords: (words: Words) => string;
  readonly details: SendOtpErrorDetails;

  constructor(code: SendOtpErrorCode, inWords: (words: Words) => string, details: SendOtpErrorDetails = {}) {
    super();
    this.code = code;
    this.inWords = inWords;
    this.details = details;
  }

  /** The error that a user gets. Without the words its code has to do: they could not be loaded. */
  toError(loaded: Words | undefined): SendOtpError {
    return new SendOtpError(this.code, loaded === undefined ? this.code : this.inWords(loaded), this.details);
  }
}

/** An option is wrong. Of all words it takes only those for options. */
export class OptionFault extends Fault {
  readonly inOptionWords: (words: typeof optionWords) => string;

  constructor(inOptionWords: (words: typeof optionWords) => string) {
    super('CONFIGURATION', inOptionWords);
    this.inOptionWords = inOptionWords;
  }
}

/** @returns undefined when they cannot be loaded, such as by a page that is off line */
export async function loadedWords(): Promise<Words | undefined> {
  return import('./words/index.js').catch(() => undefined);
}

/** What a user gets for an error: a fault is put into words. */
export async function spoken(error: unknown): Promise<unknown> {
  return error instanceof Fault ? error.toError(await loadedWords()) : error;
}
