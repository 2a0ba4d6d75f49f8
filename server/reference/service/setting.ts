import { z } from 'zod';

/** One setting: an environment variable, its meaning, and how its text becomes a value. */
export interface Setting<T> {
  /** What it is for, in a sentence. */
  readonly what: string;
  /** The form of a value, for people. */
  readonly form: string;
  /** Text to value; its message completes "NAME must be …". */
  readonly schema: z.ZodType<T, string>;
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

/** Any string but an empty one. */
export const text = (): z.ZodType<string, string> =>
  z.string().min(1, { error: 'a string that is not empty' });

/** A whole number within bounds. */
export function whole(least: number, most: number): z.ZodType<number, string> {
  const error = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,12}$/, { error })
    .transform(Number)
    .pipe(z.number().min(least, { error }).max(most, { error }));
}

/** One of these words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodType<Words[number], string> {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

/** A URL with one of these schemes. */
export function url(...schemes: readonly string[]): z.ZodType<string, string> {
  const isOne = (value: string): boolean =>
    URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1));
  return z
    .string()
    .refine(isOne, { error: `a URL that begins with ${schemes.map((s) => `${s}://`).join(' or ')}` });
}

/**
 * A string that this function accepts.
 * @param error what is expected, for when the function throws
 */
export function parsedBy<T>(parse: (value: string) => T, error: string): z.ZodType<T, string> {
  return z.string().transform((value, context) => {
    try {
      return parse(value);
    } catch {
      context.addIssue({ code: 'custom', message: error });
      return z.NEVER;
    }
  });
}
