import { readFile } from 'node:fs/promises';
import type { Channel, Delivery, VerifyType } from '../channel/channel.js';
import { ConsoleChannel } from '../channel/console-channel.js';
import { MessageTexts } from '../channel/message-text.js';
import { SmsGatewayChannel } from '../channel/sms-gateway-channel.js';
import type { SmtpChannel } from '../channel/smtp-channel.js';
import { SandboxChannel } from '../sandbox/sandbox-channel.js';
import { sandboxWorld } from '../sandbox/sandbox-directory.js';
import { hasSandboxUsers, type OwnParts } from './own-parts.js';
import type { ReadinessCheck } from './readiness.js';
import { type Settings, SettingsError } from './settings.js';

/** The channels of the service. */
export interface Channels {
  readonly byVerifyType: Readonly<Record<VerifyType, Channel>>;
  readonly checks: readonly ReadinessCheck[];
  close(): Promise<void>;
}

/**
 * Opens the channels that the settings name, except those that the MPP brings. A verifyType without one uses the terminal in
 * the sandbox; in production its messages are refused.
 * @param show shows an OTP at the terminal
 * @throws SettingsError
 */
export async function openChannels(
  settings: Settings,
  own: OwnParts,
  show: (text: string) => void,
): Promise<Channels> {
  const texts = await readTexts(settings);
  const otherwise = settings.mode === 'production' ? noChannel : new ConsoleChannel(show);
  const smtp = await smtpChannel(settings, texts);
  const sms = named(['SMS_GATEWAY_…'], () => smsChannel(settings, texts));
  // Some users of the sandbox cannot be reached, whatever the channel is.
  const reached = hasSandboxUsers(settings, own) ? troubled : (channel: Channel) => channel;
  return {
    byVerifyType: { MOBILE: reached(sms ?? otherwise), EMAIL: reached(smtp ?? otherwise), ...own.channels },
    // An SMS gateway has no health check that sends nothing.
    checks: smtp === undefined ? [] : [{ name: 'smtp', check: (options) => smtp.check(options) }],
    close: () => {
      smtp?.close();
      return Promise.resolve();
    },
  };
}

/** RC-13: an MPP without a channel for this verifyType refuses permanently. */
const noChannel: Channel = {
  send: (): Promise<Delivery> => Promise.resolve({ outcome: 'refused', reason: 'other' }),
};

async function smtpChannel(
  { SMTP_URL: url, MAIL_FROM: from }: Settings,
  texts: MessageTexts,
): Promise<SmtpChannel | undefined> {
  if (url === undefined || from === undefined) return undefined;
  // With it comes the mail library.
  const { SmtpChannel } = await import('../channel/smtp-channel.js');
  return named(['SMTP_URL', 'MAIL_FROM'], () => new SmtpChannel({ url, from, texts }));
}

function smsChannel(settings: Settings, texts: MessageTexts): SmsGatewayChannel | undefined {
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_METHOD: method, SMS_GATEWAY_HEADERS: headers } = settings;
  if (url === undefined) return undefined;
  const optional = {
    bodyTemplate: settings.SMS_GATEWAY_BODY,
    contentType: settings.SMS_GATEWAY_CONTENT_TYPE,
    acceptedWhen: settings.SMS_GATEWAY_ACCEPTED,
    refusedWhen: settings.SMS_GATEWAY_REFUSED,
  };
  return new SmsGatewayChannel({ url, method, headers, texts, ...given(optional) });
}

/** The settings that say what a message says. */
type TextSettings = Pick<Settings, 'MESSAGES_FILE' | 'WEBOTP_HOST' | 'SMS_RETRIEVER_HASH' | 'OTP_LENGTH'>;

/** @throws SettingsError */
export async function readTexts(settings: TextSettings): Promise<MessageTexts> {
  const { MESSAGES_FILE: path, WEBOTP_HOST, SMS_RETRIEVER_HASH, OTP_LENGTH: longestCode } = settings;
  const smsEnding = given({ webOtpHost: WEBOTP_HOST, retrieverHash: SMS_RETRIEVER_HASH });
  const endings = ['WEBOTP_HOST', 'SMS_RETRIEVER_HASH'] as const;
  const used = endings.filter((name) => settings[name] !== undefined);
  if (path === undefined) return named(used, () => new MessageTexts({ smsEnding, longestCode }));
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new SettingsError([`MESSAGES_FILE ${path} cannot be read: ${code}`]);
  });
  // With it come the libraries for YAML and schemas.
  const { readMessageFile } = await import('../channel/message-file.js');
  return named(['MESSAGES_FILE', ...used], () => readMessageFile(content, { smsEnding, longestCode }));
}

/** A value that only its channel can check is refused under the name of its setting. */
function named<T>(settings: readonly string[], make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SettingsError([`${settings.join(', ')}: ${error.message}`]);
  }
}

function troubled(channel: Channel): Channel {
  const { refusedAddresses: refused, unansweredAddresses: unanswered } = sandboxWorld;
  return new SandboxChannel({ channel, refused, unanswered });
}

/** `exactOptionalPropertyTypes`: what is undefined is left out. */
function given<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
