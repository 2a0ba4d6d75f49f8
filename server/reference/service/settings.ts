import { readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { type OwnParts, replacedSettings } from './own-parts.js';
import { listensInPlainText, plainText } from './plain-text.js';
import { looksRandom } from './secret-strength.js';
import { type SettingName, settingRows } from './setting-rows.js';
import { type Parse, type Setting, WrongValue } from './setting.js';

/** Set by NODE_ENV. `production` refuses what belongs to a sandbox only: its tokens, its console, its keys. */
export type Mode = 'sandbox' | 'production';

type ValueOf<Row> = Row extends { readonly parse: Parse<infer Value> } ? Value : never;
/** A setting with a default always has a value. */
type SettingValue<Row> = Row extends { readonly default: object | string }
  ? ValueOf<Row>
  : ValueOf<Row> | undefined;

/** Every setting, read and checked. */
export type Settings = { readonly mode: Mode } & {
  readonly [Name in SettingName]: SettingValue<(typeof settingRows)[Name]>;
};

/** Settings that cannot be used: every fault at once, without secrets. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    const [first = '', ...others] = faults;
    // One line where one is enough.
    super(others.length === 0 ? first : ['these settings cannot be used:', ...faults].join('\n  '));
    this.faults = faults;
  }
}

/** What the admin port does only for those who know them. */
const adminSecrets = ['CHECK_SECRET', 'RELEASE_SECRET'] as const;

type Environment = Readonly<Record<string, string | undefined>>;
type Values = Record<SettingName, unknown>;
const names = Object.keys(settingRows) as SettingName[];
const rowOf = (name: SettingName): Setting<unknown> => settingRows[name];
/** A secret may also be in a file that NAME_FILE names. */
const fileNames = names.filter((name) => rowOf(name).secret === true).map((name) => `${name}_FILE`);

/**
 * Reads every setting from the environment, secrets also from the files that it names, and checks them as a whole.
 * @param own the parts that the program brings: the settings that they take the place of must not be set
 * @throws SettingsError with every fault
 */
export function readSettings(environment: Environment, own: OwnParts = {}): Settings {
  const { settings, faults } = trySettings(environment, own);
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

/** The settings, and their faults. With faults, a setting without a usable value is undefined. */
export function trySettings(
  environment: Environment,
  own: OwnParts = {},
): { readonly settings: Settings; readonly faults: readonly string[] } {
  const replaced = replacedSettings(own);
  const mode: Mode = environment['NODE_ENV'] === 'production' ? 'production' : 'sandbox';
  const faults: string[] = modeFaults(environment['NODE_ENV']);
  // In production a misspelt setting is no hint: its default, such as no Redis, may be the wrong one for real users.
  if (mode === 'production')
    for (const { name, meant } of misspelt(environment))
      faults.push(`${name} is not a setting; did you mean ${meant}?`);
  const values = Object.fromEntries(
    names.map((name) => {
      const given = givenText(name, environment, faults);
      if (!replaced.includes(name)) return [name, readSetting(name, given, mode, faults)];
      if (given !== undefined && given !== '')
        faults.push(`${name} has no effect: the program brings its own part in its place; remove it`);
      const [row, byDefault] = [rowOf(name), defaultText(rowOf(name), mode)];
      return [name, byDefault === undefined ? undefined : row.parse(byDefault)];
    }),
  ) as Values;
  const settings = { mode, ...values } as Settings;
  faults.push(...contradictions(settings, faults, replaced));
  return { settings, faults };
}

/** The text of a setting, from the environment or, for a secret, from its file without the line break at its end. */
function givenText(name: SettingName, environment: Environment, faults: string[]): string | undefined {
  const given = environment[name];
  const file = rowOf(name).secret === true ? environment[`${name}_FILE`] : undefined;
  if (file === undefined || file === '') return given;
  if (given !== undefined && given !== '') {
    faults.push(`${name} and ${name}_FILE are both set; expected only one`);
    return given;
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    faults.push(`${name}_FILE ${file} cannot be read: ${code}`);
    return undefined;
  }
}

/** A misspelt `production` must not start a sandbox for real users. */
function modeFaults(given: string | undefined): string[] {
  if (given === undefined || ['', 'production', 'development', 'test'].includes(given)) return [];
  return [`NODE_ENV must be production, development, test or not set, not ${JSON.stringify(given)}`];
}

function readSetting(name: SettingName, given: string | undefined, mode: Mode, faults: string[]): unknown {
  const row = rowOf(name);
  // An empty value counts as not set, as compose files and shells write it.
  const text = given === undefined || given === '' ? defaultText(row, mode) : given;
  if (text === undefined) {
    // A file that cannot be read is reported as such.
    const isReported = faults.some((fault) => fault.startsWith(`${name}_FILE `));
    if (mode === 'production' && row.requiredInProduction === true && !isReported)
      faults.push(`${name} is not set; in production it must be ${row.form}`);
    return undefined;
  }
  if (isInQuotes(text, row)) {
    faults.push(`${name} is in quotes, which docker --env-file keeps as part of the value; write it without`);
    return undefined;
  }
  try {
    return row.parse(text);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    const shown = row.secret === true ? '' : `, not ${JSON.stringify(text)}`;
    faults.push(`${name} must be ${error.message}${shown}`);
    return undefined;
  }
}

/** Quotes around the whole value, and none within. */
function isInQuotes(text: string, { mayBeInQuotes }: Setting<unknown>): boolean {
  return /^'.*'$/s.test(text) || (mayBeInQuotes !== true && /^"[^"]*"$/.test(text));
}

/** The text that applies when nothing is set. */
export function defaultText({ default: value }: Setting<unknown>, mode: Mode): string | undefined {
  return typeof value === 'object' ? value[mode] : value;
}

function contradictions(
  settings: Settings,
  faults: readonly string[],
  replaced: readonly SettingName[],
): string[] {
  // What has a fault of its own is not reported a second time.
  const isFaulty = (name: SettingName): boolean => faults.some((fault) => fault.startsWith(name));
  const { mode, TLS_CERT, TLS_KEY, SMTP_URL, MAIL_FROM, SMS_GATEWAY_URL, REDIS_URL, OTP_HASH_SECRET } =
    settings;
  const found: string[] = [];
  if ((TLS_CERT === undefined) !== (TLS_KEY === undefined))
    found.push('TLS_CERT and TLS_KEY go together; only one is set');
  if (SMTP_URL !== undefined && MAIL_FROM === undefined && !isFaulty('MAIL_FROM'))
    found.push('MAIL_FROM is not set; with SMTP_URL it must be the sender address of the mails');
  if (
    SMS_GATEWAY_URL !== undefined &&
    (settings.SMS_GATEWAY_METHOD === 'GET') !== (settings.SMS_GATEWAY_BODY === undefined)
  )
    found.push(
      'SMS_GATEWAY_BODY must be a template, such as {"to":"{to}","text":"{text}"}; leave it out with SMS_GATEWAY_METHOD GET only',
    );
  if (REDIS_URL !== undefined && OTP_HASH_SECRET === undefined && !isFaulty('OTP_HASH_SECRET'))
    found.push('OTP_HASH_SECRET is not set; with REDIS_URL it must be the same at every instance');
  if (settings.CHANNEL_TIMEOUT_MS >= settings.HANDLER_TIMEOUT_MS)
    found.push(
      'CHANNEL_TIMEOUT_MS must be less than HANDLER_TIMEOUT_MS, or the result of a sending is never recorded',
    );
  if (
    mode === 'production' &&
    SMTP_URL === undefined &&
    SMS_GATEWAY_URL === undefined &&
    !(['SMTP_URL', 'SMS_GATEWAY_URL'] as const).some((name) => isFaulty(name) || replaced.includes(name))
  )
    found.push('neither SMS_GATEWAY_URL nor SMTP_URL is set; in production no OTP is shown on the console');
  for (const name of adminSecrets)
    if (settings[name] !== undefined && settings.ADMIN_PORT === undefined && !isFaulty('ADMIN_PORT'))
      found.push(`${name} has no effect, because ADMIN_PORT is off`);
  if (mode === 'production') found.push(...productionFaults(settings));
  if (mode === 'production' && !isFaulty('ALLOW_PLAIN_TEXT')) found.push(...plainTextFaults(settings));
  return found;
}

/** What a sandbox may have, and real users must not (NIST SP 800-63B-4, OWASP ASVS 5). */
function productionFaults(settings: Settings): string[] {
  const { OTP_LENGTH, OTP_TTL_SECONDS, TRUST_PROXY_TLS } = settings;
  const found: string[] = [];
  if (OTP_LENGTH < 6) found.push(`OTP_LENGTH must be 6 or more in production, not ${OTP_LENGTH}`);
  if (OTP_TTL_SECONDS > 600)
    found.push(`OTP_TTL_SECONDS must be 600 or less in production, not ${OTP_TTL_SECONDS}`);
  for (const name of ['OTP_HASH_SECRET', ...adminSecrets] as const) {
    const secret = settings[name];
    if (secret !== undefined && !looksRandom(secret))
      found.push(`${name} is easy to guess; expected random text, such as openssl rand -hex 32 makes`);
  }
  if (listensInPlainText(settings) && TRUST_PROXY_TLS !== 'yes')
    found.push(
      'neither TLS_CERT nor TRUST_PROXY_TLS is set: requests would arrive unencrypted; set TRUST_PROXY_TLS=yes if a proxy in front does TLS',
    );
  return found;
}

function plainTextFaults(settings: Settings): string[] {
  return plainText(settings)
    .filter(({ way }) => !settings.ALLOW_PLAIN_TEXT.includes(way))
    .map(({ way, what }) => `${what}; if its network is protected otherwise, add ${way} to ALLOW_PLAIN_TEXT`);
}

/** What a file of settings may also set: for Node itself. */
const ofNode = /^(NODE_.*|TZ)$/;

/** Of the names in a file of settings those that are none, besides the misspelt ones. */
export function strangersAmong(given: readonly string[]): readonly string[] {
  const seen = new Set(misspelt(Object.fromEntries(given.map((name) => [name, '']))).map(({ name }) => name));
  const known: readonly string[] = [...names, ...fileNames];
  return given.filter((name) => !known.includes(name) && !seen.has(name) && !ofNode.test(name));
}

/** Variables that look like a misspelt setting, each with the setting that is probably meant. */
export function misspelt(
  environment: Environment,
): readonly { readonly name: string; readonly meant: string }[] {
  return Object.keys(environment).flatMap((name) => {
    if (name.length < 6 || [...names, ...fileNames].includes(name)) return [];
    const meant = closest(name, [...names, ...fileNames]);
    return distance(name, meant) <= 2 ? [{ name, meant }] : [];
  });
}
