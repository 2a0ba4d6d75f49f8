import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { type SettingName, settingRows } from './setting-rows.js';
import type { Setting } from './setting.js';

/** `production` refuses what only a sandbox may have: its tokens, its console, its keys. Said by NODE_ENV. */
export type Mode = 'sandbox' | 'production';

type ValueOf<Row> = Row extends { readonly schema: z.ZodType<infer Value, string> } ? Value : never;
/** A setting with a default always has a value. */
type SettingValue<Row> = Row extends { readonly default: object | string }
  ? ValueOf<Row>
  : ValueOf<Row> | undefined;

/** Every setting, read and checked. */
export type Settings = { readonly mode: Mode } & {
  readonly [Name in SettingName]: SettingValue<(typeof settingRows)[Name]>;
};

/** Settings that cannot be used: every fault at once. No secret stands in them. */
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

type Environment = Readonly<Record<string, string | undefined>>;
type Values = Record<SettingName, unknown>;
const names = Object.keys(settingRows) as SettingName[];

/**
 * Reads every setting from the environment and checks them as a whole.
 * @throws SettingsError with every fault
 */
export function readSettings(environment: Environment): Settings {
  const mode: Mode = environment['NODE_ENV'] === 'production' ? 'production' : 'sandbox';
  const faults: string[] = modeFaults(environment['NODE_ENV']);
  const values = Object.fromEntries(
    names.map((name) => [name, readSetting(name, environment[name], mode, faults)]),
  ) as Values;
  const settings = { mode, ...values } as Settings;
  faults.push(...contradictions(settings));
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

/** A word that is nearly `production` must not open a sandbox to real users. */
function modeFaults(given: string | undefined): string[] {
  if (given === undefined || ['', 'production', 'development', 'test'].includes(given)) return [];
  return [`NODE_ENV must be production, development, test or not set, not ${JSON.stringify(given)}`];
}

function readSetting(name: SettingName, given: string | undefined, mode: Mode, faults: string[]): unknown {
  const row: Setting<unknown> = settingRows[name];
  // An empty one is one that is not set: that is how compose files and shells say it.
  const text = given === undefined || given === '' ? defaultText(row, mode) : given;
  if (text === undefined) {
    if (mode === 'production' && row.requiredInProduction === true)
      faults.push(`${name} is not set; in production it must be ${row.form}`);
    return undefined;
  }
  const parsed = row.schema.safeParse(text);
  if (parsed.success) return parsed.data;
  const wanted = parsed.error.issues[0]?.message ?? row.form;
  faults.push(`${name} must be ${wanted}${row.secret === true ? '' : `, not ${JSON.stringify(text)}`}`);
  return undefined;
}

/** The text that is meant when nothing is set. */
export function defaultText({ default: value }: Setting<unknown>, mode: Mode): string | undefined {
  return typeof value === 'object' ? value[mode] : value;
}

function contradictions(settings: Settings): string[] {
  const { mode, TLS_CERT, TLS_KEY, SMTP_URL, MAIL_FROM, SMS_GATEWAY_URL, REDIS_URL, OTP_HASH_SECRET } =
    settings;
  const found: string[] = [];
  if ((TLS_CERT === undefined) !== (TLS_KEY === undefined))
    found.push('TLS_CERT and TLS_KEY go together; only one is set');
  if (SMTP_URL !== undefined && MAIL_FROM === undefined)
    found.push('MAIL_FROM is not set; with SMTP_URL it must be the address that mails come from');
  if (
    SMS_GATEWAY_URL !== undefined &&
    (settings.SMS_GATEWAY_METHOD === 'GET') !== (settings.SMS_GATEWAY_BODY === undefined)
  )
    found.push(
      'SMS_GATEWAY_BODY must be a template, such as {"to":"{to}","text":"{text}"}; only with SMS_GATEWAY_METHOD GET it is left out',
    );
  if (REDIS_URL !== undefined && OTP_HASH_SECRET === undefined)
    found.push('OTP_HASH_SECRET is not set; with REDIS_URL it must be the same at every instance');
  if (settings.CHANNEL_TIMEOUT_MS >= settings.HANDLER_TIMEOUT_MS)
    found.push(
      'CHANNEL_TIMEOUT_MS must be less than HANDLER_TIMEOUT_MS, or nobody learns what became of an OTP',
    );
  if (mode === 'production' && SMTP_URL === undefined && SMS_GATEWAY_URL === undefined)
    found.push('neither SMS_GATEWAY_URL nor SMTP_URL is set; in production no OTP is shown on the console');
  return found;
}

/** Variables that look like a setting written wrong, each with the setting that may be meant. */
export function misspelt(
  environment: Environment,
): readonly { readonly name: string; readonly meant: SettingName }[] {
  return Object.keys(environment).flatMap((name) => {
    if (name.length < 6 || names.some((known) => known === name)) return [];
    const meant = closest(name, names) as SettingName;
    return distance(name, meant) <= 2 ? [{ name, meant }] : [];
  });
}
