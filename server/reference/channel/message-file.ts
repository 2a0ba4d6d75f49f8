import { parseDocument } from 'yaml';
import { z } from 'zod';
import { MessageTexts } from './message-text.js';

const file = z.record(z.string(), z.strictObject({ text: z.string(), subject: z.string().exactOptional() }));

/**
 * Reads the texts of messages by locale, YAML or JSON.
 * @throws RangeError saying what is wrong with which locale
 * @example
 * en: { subject: Your code, text: '{code} is your Example Pay code. It is valid for {validFor}.' }
 * de: { text: '{code} ist Ihr Code. Er ist {validFor} gültig.' }
 */
export function readMessageFile(content: string): MessageTexts {
  const document = parseDocument(content, { prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const line = content.slice(0, syntax.pos[0]).split('\n').length;
    throw new RangeError(`line ${line}: neither YAML nor JSON (${syntax.code})`);
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch {
    throw new RangeError(
      'an alias (*name) leads nowhere or to too much; put what begins with * or & into quotes',
    );
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const [locale] = parsed.error.issues[0]?.path ?? [];
    throw new RangeError(
      locale === undefined
        ? 'the file must be a map of locales'
        : `${String(locale)} must have a text and, if it is to be, a subject, and nothing else`,
    );
  }
  const [first] = Object.keys(parsed.data);
  if (first === undefined) throw new RangeError('there is no locale in the file; expected one or more');
  // Whoever has a locale that is not there gets English, if it is there, else what stands first.
  return new MessageTexts({
    templates: parsed.data,
    defaultLocale: Object.hasOwn(parsed.data, 'en') ? 'en' : first,
  });
}
