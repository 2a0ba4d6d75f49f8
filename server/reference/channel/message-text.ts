import type { OtpMessage } from './channel.js';
import { describeDuration } from './duration.js';
import { type MessageTemplate, messageTemplates } from './message-templates.js';
import { checkSmsEnding, endingOf, isShortEnough, type SmsEnding } from './sms-ending.js';
import { smsLength } from './sms-segment.js';
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
  /** What an SMS ends with, for phones. Default: nothing. With it every SMS fits into one segment. */
  readonly smsEnding?: SmsEnding;
  /** Digits of the longest code, for which an SMS with an ending has to have room. Default 10. */
  readonly longestCode?: number;
}

interface Entry {
  readonly locale: string;
  readonly text: string;
  readonly shortText: string | undefined;
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
  readonly #ending: SmsEnding;
  readonly #longestCode: number;

  /** @throws RangeError for a template without `{code}`, with an unknown placeholder, or whose name is not a locale */
  constructor({
    templates = messageTemplates,
    defaultLocale = 'en',
    smsEnding = {},
    longestCode = 10,
  }: MessageTextsOptions = {}) {
    this.#longestCode = longestCode;
    this.#ending = checkSmsEnding(smsEnding);
    for (const [name, template] of Object.entries(templates)) {
      const entry = entryOf(name, template);
      if (this.#entries.has(entry.locale)) {
        throw new RangeError(`there are two message templates for the locale ${entry.locale}: keep one`);
      }
      this.#entries.set(entry.locale, entry);
      if (endingOf(this.#ending, '') !== '') this.#requireOneSegment(entry);
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
    const values = valuesOf(code, validForMs, entry.locale);
    return { subject: fillIn(entry.subject, values), text: fillIn(entry.text, values) };
  }

  /** The text of an SMS: in one segment, if it has an ending for phones. */
  writeSms(message: Pick<OtpMessage, 'code' | 'validForMs' | 'locale'>): string {
    const { code, validForMs, locale } = message;
    const ending = endingOf(this.#ending, code);
    const long = this.write(message).text + ending;
    const entry = (locale === undefined ? undefined : this.#find(locale)) ?? this.#default;
    if (ending === '' || entry.shortText === undefined || isShortEnough(long, this.#ending)) return long;
    return fillIn(entry.shortText, valuesOf(code, validForMs, entry.locale)) + ending;
  }

  /** @throws RangeError for a template that is too long with the longest code and validity */
  #requireOneSegment({ locale, text, shortText = text }: Entry): void {
    const code = '0'.repeat(this.#longestCode);
    const sms = fillIn(shortText, valuesOf(code, 3_540_000, locale)) + endingOf(this.#ending, code);
    if (isShortEnough(sms, this.#ending)) return;
    const { encoding, length, most } = smsLength(sms);
    throw new RangeError(
      `the message template for ${locale} takes ${length} characters of ${encoding} and ${Buffer.byteLength(sms)} bytes with its ending, where one SMS has ${most} and the SMS Retriever reads 140 bytes; give it a shortText`,
    );
  }

  #find(locale: string): Entry | undefined {
    for (const candidate of fallbacks(locale)) {
      const entry = this.#entries.get(candidate);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }
}

function valuesOf(code: string, validForMs: number, locale: string): ReadonlyMap<string, string> {
  return new Map([
    ['code', code],
    ['validFor', describeDuration(validForMs, locale)],
  ]);
}

function entryOf(name: string, template: MessageTemplate): Entry {
  const where = `the message template for ${JSON.stringify(name)}`;
  const locale = localeOf(name)?.baseName;
  if (locale === undefined) {
    throw new RangeError(
      `${where} has a name that is not a locale; expected a BCP 47 tag, such as en or zh-Hant`,
    );
  }
  const { text, shortText, subject = builtInSubjects.get(locale) ?? messageTemplates.en.subject } = template;
  for (const part of [text, subject, ...(shortText === undefined ? [] : [shortText])]) {
    requireKnownPlaceholders(where, part, placeholders);
    if (/[{}]/.test(fillIn(part, new Map(placeholders.map((known) => [known, '']))))) {
      throw new RangeError(`${where} contains a brace outside of a placeholder`);
    }
  }
  if (![text, shortText ?? text].every((part) => placeholdersOf(part).includes('code'))) {
    throw new RangeError(`${where} does not contain {code}: the user would get no OTP`);
  }
  if (/\p{Cc}/u.test(subject)) throw new RangeError(`${where} has a subject of more than one line`);
  return { locale, text, shortText, subject };
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
