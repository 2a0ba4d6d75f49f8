import type { Draft } from './draft.js';
import type { Language } from './language.js';

/** The part of signing that a mistake is about. */
export type Area = 'body' | 'path' | 'method' | 'client' | 'time' | 'layout' | 'hash' | 'key' | 'signature';

/** What of the exchange a mistake may have used in the wrong place. */
export interface Surroundings {
  /** `Host` of the request. */
  readonly host: string | undefined;
  /** The method of the request. */
  readonly method: string;
  readonly requestTime: string | undefined;
  readonly responseTime: string | undefined;
  readonly date: string | undefined;
  readonly isResponse: boolean;
  /** Other paths that may have been signed: the contract's, one with a prefix. */
  readonly paths: readonly string[];
  /** Parameters that a serialiser may have written as null. */
  readonly optionalFields: readonly string[];
  /** One mistake is tried, not two together: there is time for many variants. */
  readonly alone: boolean;
}

/** A mistake by its name and remedy. */
export interface NamedMistake {
  readonly id: string;
  readonly area: Area;
  readonly title: string;
  readonly fix: string;
  /** The remedy in the words of a language. */
  readonly fixIn?: Readonly<Partial<Record<Language, string>>>;
  /** The language whose libraries make this mistake, and hardly any other's. */
  readonly language?: Language;
}

/** A mistake in the content that was signed. */
export interface Mistake extends NamedMistake {
  /** What may have been signed in place of the draft. A variant that is the draft itself does no harm. */
  variants(draft: Draft, surroundings: Surroundings): Iterable<Draft>;
}
