import { parseDocument } from 'yaml';
import { z } from 'zod';
import { isNestedTooDeeply } from '../directory/yaml-depth.js';
import { MessageTexts, type MessageTextsOptions } from './message-text.js';

const file = z.record(
  z.string(),
  z.strictObject({
    text: z.string(),
    shortText: z.string().exactOptional(),
    subject: z.string().exactOptional(),
  }),
);

/**
 * Reads the texts of messages by locale, YAML or JSON.
 * @throws RangeError that names the locale and what is wrong with it
 * @example
 * en: { subject: Your code, text: '{code} is your Example Pay code. It is valid for {validFor}.' }
 * de: { text: '{code} ist Ihr Code. Er ist {validFor} gültig.' }
 */
export function readMessageFile(
  content: string,
  options: Pick<MessageTextsOptions, 'smsEnding' | 'longestCode'> = {},
): MessageTexts {
  if (isNestedTooDeeply(content)) throw new RangeError('the file is nested too deeply');
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
      'an alias (*name) cannot be resolved or expands to too much; put values that begin with * or & in quotes',
    );
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const [locale] = parsed.error.issues[0]?.path ?? [];
    throw new RangeError(
      locale === undefined
        ? 'the file must be a map of locales'
        : `${String(locale)} must have a text and optionally a shortText and a subject, and nothing else`,
    );
  }
  const [first] = Object.keys(parsed.data);
  if (first === undefined) throw new RangeError('the file has no locale; expected one or more');
  // Users whose locale is not in the file get English if the file has it, else the first locale.
  return new MessageTexts({
    ...options,
    templates: parsed.data,
    defaultLocale: Object.hasOwn(parsed.data, 'en') ? 'en' : first,
  });
}
