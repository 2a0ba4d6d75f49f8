import type { OtpMessage } from './channel.js';
import { describeDuration } from './duration.js';
import { type MessageTemplate, messageTemplates } from './message-templates.js';
import { fillIn, placeholdersOf, requireKnownPlaceholders } from './template.js';

/** The message for the user. It contains the OTP: do not log it. */
export interface MessageText {
  readonly subject: string;
  readonly text: string;
}

export interface MessageTextsOptions {
  /** The templates by locale (BCP 47). Default: the built-in ones. */
  readonly templates?: Readonly<Record<string, MessageTemplate>>;
  /** The locale for a user without one, or without a template for it. Default `en`. */
  readonly defaultLocale?: string;
}

interface Entry {
  readonly locale: string;
  readonly text: string;
  readonly subject: string;
}

const placeholders = ['code', 'validFor'];
const builtInSubjects = new Map(
  Object.entries(messageTemplates).map(([locale, { subject }]) => [locale, subject] as const),
);

/** Writes the message of an OTP in the language of its user. */
export class MessageTexts {
  readonly #entries = new Map<string, Entry>();
  readonly #default: Entry;

  /** @throws RangeError for a template without `{code}`, with an unknown placeholder, or whose name is not a locale */
  constructor({ templates = messageTemplates, defaultLocale = 'en' }: MessageTextsOptions = {}) {
    for (const [name, template] of Object.entries(templates)) {
      const entry = entryOf(name, template);
      if (this.#entries.has(entry.locale)) {
        throw new RangeError(`there are two message templates for the locale ${entry.locale}: keep one`);
      }
      this.#entries.set(entry.locale, entry);
    }
    const fallback = this.#find(defaultLocale);
    if (fallback === undefined) {
      const locales = [...this.#entries.keys()].join(', ') || 'none at all';
      throw new RangeError(
        `no message template for the default locale ${JSON.stringify(defaultLocale)}; there is ${locales}`,
      );
    }
    this.#default = fallback;
  }

  /** Writes the message of this OTP. Never throws for a user's locale: a malformed one gets the default. */
  write({ code, validForMs, locale }: Pick<OtpMessage, 'code' | 'validForMs' | 'locale'>): MessageText {
    const entry = (locale === undefined ? undefined : this.#find(locale)) ?? this.#default;
    const values = new Map([
      ['code', code],
      ['validFor', describeDuration(validForMs, entry.locale)],
    ]);
    return { subject: fillIn(entry.subject, values), text: fillIn(entry.text, values) };
  }

  #find(locale: string): Entry | undefined {
    for (const candidate of fallbacks(locale)) {
      const entry = this.#entries.get(candidate);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }
}

function entryOf(name: string, template: MessageTemplate): Entry {
  const where = `the message template for ${JSON.stringify(name)}`;
  const locale = localeOf(name)?.baseName;
  if (locale === undefined) {
    throw new RangeError(
      `${where} has a name that is not a locale; expected a BCP 47 tag, such as en or zh-Hant`,
    );
  }
  const { text, subject = builtInSubjects.get(locale) ?? messageTemplates.en.subject } = template;
  for (const part of [text, subject]) {
    requireKnownPlaceholders(where, part, placeholders);
    if (/[{}]/.test(fillIn(part, new Map(placeholders.map((known) => [known, '']))))) {
      throw new RangeError(`${where} contains a brace outside of a placeholder`);
    }
  }
  if (!placeholdersOf(text).includes('code')) {
    throw new RangeError(`${where} does not contain {code}: the user would get no OTP`);
  }
  if (/\p{Cc}/u.test(subject)) throw new RangeError(`${where} has a subject of more than one line`);
  return { locale, text, subject };
}

/** From the most to the least specific: `zh-TW` → `zh-TW`, `zh-Hant-TW`, `zh-Hant`, `zh`. Empty for a malformed locale. */
function fallbacks(name: string): string[] {
  const locale = localeOf(name);
  if (locale === undefined) return [];
  const { language, script = '', region } = locale.maximize();
  const [scripted, regional] = [
    `${language}-${script}`,
    region === undefined ? [] : [`${language}-${region}`],
  ];
  // An explicit script takes precedence over a region: sr-Latn-RS is not sr-RS.
  const narrow = region === undefined ? [] : [`${scripted}-${region}`];
  const own = locale.script === undefined ? [...regional, scripted] : [scripted, ...regional];
  return [locale.baseName, ...narrow, ...own, language];
}

/** Also takes `en_US`, as many systems write it. */
function localeOf(name: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(name.replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}
