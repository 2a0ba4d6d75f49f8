/** One setting: an environment variable, its meaning, and how its text becomes a value. */
export interface Setting<T> {
  /** What it is for, in a sentence. */
  readonly what: string;
  /** The form of a value, for people. */
  readonly form: string;
  readonly parse: Parse<T>;
  /** The text that applies when nothing is set; undefined: there is no value then. */
  readonly default?: string | ByMode;
  /** Its value is never shown. */
  readonly secret?: true;
  /** A value may begin and end with a double quote. */
  readonly mayBeInQuotes?: true;
  /** It has to be set in production. */
  readonly requiredInProduction?: true;
  /** The example in `.env.example`. */
  readonly example?: string;
}

export interface ByMode {
  readonly sandbox: string;
  readonly production: string;
}

/**
 * Text to value.
 * @throws WrongValue
 */
export type Parse<T> = (text: string) => T;

/** A text that is no value of its setting. The message says what is expected: it completes "NAME must be …". */
export class WrongValue extends RangeError {
  override readonly name = 'WrongValue';
}

/** Any string but an empty one. */
export const text = (): Parse<string> => accepted((value) => value !== '', 'a string that is not empty');

/** A whole number within bounds. */
export function whole(least: number, most: number): Parse<number> {
  const expected = `a whole number from ${least} to ${most}`;
  return (value) => {
    const number = /^\d{1,12}$/.test(value) ? Number(value) : NaN;
    if (!(number >= least && number <= most)) throw new WrongValue(expected);
    return number;
  };
}

/** One of these words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
): Parse<Words[number]> {
  return (value) => {
    const word = words.find((one) => one === value);
    if (word === undefined) throw new WrongValue(`one of ${words.join(', ')}`);
    return word;
  };
}

/** A URL with one of these schemes. */
export function url(...schemes: readonly string[]): Parse<string> {
  const isOne = (value: string): boolean =>
    URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1));
  return accepted(isOne, `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`);
}

/**
 * A string that this function accepts.
 * @param expected what is expected, for when the function throws
 */
export function parsedBy<T>(parse: Parse<T>, expected: string): Parse<T> {
  return (value) => {
    try {
      return parse(value);
    } catch (cause) {
      throw new WrongValue(expected, { cause });
    }
  };
}

function accepted(isAccepted: (value: string) => boolean, expected: string): Parse<string> {
  return (value) => {
    if (!isAccepted(value)) throw new WrongValue(expected);
    return value;
  };
}
