import { isIP } from 'node:net';
import { readSmtpUrl } from '../channel/smtp-url.js';

/** The ways of the service that may be without encryption if `ALLOW_PLAIN_TEXT` names them. */
export const plainTextWays = ['redis', 'sms-gateway', 'smtp', 'admin'] as const;

type PlainTextWay = (typeof plainTextWays)[number];
/** The settings that say where something goes, and whether the service itself speaks TLS. */
type Used = Readonly<
  Partial<
    Record<
      | ('REDIS_URL' | 'SMS_GATEWAY_URL' | 'SMTP_URL' | 'HOST' | 'TLS_CERT')
      | ('ADMIN_HOST' | 'CHECK_SECRET' | 'RELEASE_SECRET'),
      string | undefined
    >
  >
>;

/** What leaves this machine unencrypted, each with its way. */
export function plainText(settings: Used): readonly { readonly way: PlainTextWay; readonly what: string }[] {
  const { REDIS_URL, SMS_GATEWAY_URL, SMTP_URL, ADMIN_HOST, CHECK_SECRET, RELEASE_SECRET } = settings;
  const ways: { way: PlainTextWay; what: string }[] = [];
  if (isRemote(REDIS_URL, 'redis:'))
    ways.push({ way: 'redis', what: 'REDIS_URL is not encrypted; expected rediss://' });
  if (isRemote(SMS_GATEWAY_URL, 'http:'))
    ways.push({ way: 'sms-gateway', what: 'SMS_GATEWAY_URL is not encrypted; expected https://' });
  if (isRemote(SMTP_URL, 'smtp:') && !requiresTls(SMTP_URL ?? ''))
    ways.push({
      way: 'smtp',
      what: 'SMTP_URL does not require encryption; expected smtps://, or smtp:// with ?requireTLS=true',
    });
  const isAsked = CHECK_SECRET !== undefined || RELEASE_SECRET !== undefined;
  if (isAsked && ADMIN_HOST !== undefined && !isLoopback(ADMIN_HOST))
    ways.push({
      way: 'admin',
      what: 'ADMIN_HOST is reached from other machines, where secrets and codes would travel unencrypted; expected 127.0.0.1',
    });
  return ways;
}

/** Whether requests reach the service as HTTP from another machine. */
export function listensInPlainText({ HOST, TLS_CERT }: Used): boolean {
  return TLS_CERT === undefined && HOST !== undefined && !isLoopback(HOST);
}

function isRemote(url: string | undefined, scheme: string): boolean {
  if (url === undefined) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === scheme && !isLoopback(hostname);
}

function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

function requiresTls(url: string): boolean {
  try {
    return readSmtpUrl(url).requireTLS;
  } catch {
    // Its channel reports what is wrong with it.
    return true;
  }
}
