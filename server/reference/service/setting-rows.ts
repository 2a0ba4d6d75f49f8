import { z } from 'zod';
import { bodyPattern } from './body-pattern.js';
import { plainTextWays } from './plain-text.js';
import { sendingLimits } from './sending-limits.js';
import { oneOf, parsedBy, type Setting, text, url, whole } from './setting.js';

function headerMap(value: string): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(value);
  const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  if (!isMap || Object.values(parsed).some((field) => typeof field !== 'string'))
    throw new TypeError('not a map');
  return parsed as Record<string, string>;
}

/** Every setting of the service, in the order in which people look for them. */
export const settingRows = {
  HOST: {
    what: 'Address to listen on.',
    form: 'an address or a host name',
    schema: parsedBy((value) => {
      if (value === '' || /[\s/]/.test(value)) throw new TypeError('not a host');
      return value;
    }, 'an address or a host name'),
    default: { sandbox: '127.0.0.1', production: '0.0.0.0' },
  },
  PORT: {
    what: 'Port to listen on; 0 takes a free one.',
    form: 'a port',
    schema: whole(0, 65_535),
    default: '8080',
  },
  TLS_CERT: {
    what: 'Certificate for HTTPS, with its chain, PEM. Without it the server speaks HTTP, for a proxy in front.',
    form: 'a file',
    schema: text(),
    example: '/etc/sendotp/tls.cert.pem',
  },
  TLS_KEY: {
    what: "The certificate's private key, PEM.",
    form: 'a file',
    schema: text(),
    example: '/etc/sendotp/tls.key.pem',
  },
  TRUST_PROXY_TLS: {
    what: 'Whether a proxy in front does TLS. In production, HTTP on an address that other machines reach needs it.',
    form: 'yes or no',
    schema: oneOf(['yes', 'no']),
    default: 'no',
  },
  ALLOW_PLAIN_TEXT: {
    what: 'Connections to other machines that may be unencrypted in production, because their network is protected otherwise.',
    form: `none, or a list of ${plainTextWays.join(', ')}`,
    schema: parsedBy(
      (value) =>
        value === 'none' ? [] : value.split(',').map((way) => z.enum(plainTextWays).parse(way.trim())),
      `none, or a list of ${plainTextWays.join(', ')}`,
    ),
    default: 'none',
  },
  SIGNED_PATH_PREFIX: {
    what: 'Path prefix that callers sign and a proxy strips.',
    form: 'a path such as /mpp/gateway',
    schema: parsedBy((value) => {
      if (!/^(\/[^/?#\s]+)+$/.test(value)) throw new TypeError('not a prefix');
      return value;
    }, 'a path such as /mpp/gateway'),
    example: '/mpp/gateway',
  },
  ADMIN_HOST: {
    what: 'Address of the admin port. Do not expose it to the public.',
    form: 'an address or a host name',
    schema: text(),
    default: '127.0.0.1',
  },
  ADMIN_PORT: {
    what: 'Port of /livez, /readyz and /metrics; 0 takes a free one.',
    form: 'a port, or off',
    schema: parsedBy(
      (value) => (value === 'off' ? undefined : whole(0, 65_535).parse(value)),
      'a port, or off',
    ),
    default: { sandbox: 'off', production: '9090' },
  },
  DIRECTORY_FILE: {
    what: 'Callers, users and tokens, YAML or JSON (docs/running.md). Read again when it changes.',
    form: 'a file',
    schema: text(),
    requiredInProduction: true,
    example: '/etc/sendotp/directory.yaml',
  },
  MPP_KEYS: {
    what: "Folder of the MPP's private keys, each <keyVersion>.pem, where a version is a whole number. Other files are ignored.",
    form: 'a folder',
    schema: text(),
    requiredInProduction: true,
    example: '/etc/sendotp/keys',
  },
  MPP_KEY_VERSION: {
    what: 'The version that signs, once Alipay+ has registered its public key. Without it the highest version signs.',
    form: 'a whole number',
    schema: parsedBy((value) => {
      if (!/^[1-9]\d{0,8}$/.test(value)) throw new TypeError('not a version');
      return value;
    }, 'a whole number, such as 2'),
    example: '1',
  },
  OTP_HASH_SECRET: {
    what: 'Secret for hashing OTPs, the same at every instance (openssl rand -hex 32).',
    form: '32 characters or more',
    schema: parsedBy((value) => {
      if (Buffer.byteLength(value) < 32) throw new RangeError('too short');
      return value;
    }, '32 characters or more'),
    secret: true,
    requiredInProduction: true,
    // Too short on purpose: a copied example must not become a real secret.
    example: 'openssl-rand-hex-32',
  },
  OTP_LENGTH: { what: 'Digits of an OTP.', form: '4 to 10', schema: whole(4, 10), default: '6' },
  OTP_TTL_SECONDS: {
    what: 'How long an OTP is valid, in seconds.',
    form: '30 to 3600',
    schema: whole(30, 3_600),
    default: '300',
  },
  OTP_TRIES: {
    what: 'How many times a code may be tried.',
    form: '1 to 20',
    schema: whole(1, 20),
    default: '5',
  },
  WRONG_CODES: {
    what: 'How many wrong codes in a row a user may enter, over all OTPs; then no OTP is sent until an operator releases the user.',
    form: '1 to 100',
    schema: whole(1, 100),
    default: '100',
  },
  REDIS_URL: {
    what: 'Redis that several instances share. Without it everything is kept in memory, for one instance only.',
    form: 'redis:// or rediss://',
    schema: url('redis', 'rediss'),
    secret: true,
    example: 'rediss://:password@redis.internal:6379/0',
  },
  REDIS_PREFIX: {
    what: 'Prefix of every key in Redis.',
    form: 'a string',
    schema: text(),
    default: 'sendotp:',
  },
  REDIS_TIMEOUT_MS: {
    what: 'How long Redis may take for one command, in ms.',
    form: '10 to 10000',
    schema: whole(10, 10_000),
    default: '500',
  },
  SENDING_LIMITS: {
    what: 'How many OTPs a user may be sent by one verifyType in which period; each window has to allow 3 a day (RC-11).',
    form: 'sendings/period, such as 1/1m,5/1h,10/1d (s, m, h, d)',
    schema: sendingLimits,
    default: '1/1m,5/1h,10/1d',
  },
  TRAFFIC_LIMIT: {
    what: 'Requests a second that one caller may send.',
    form: '1 to 100000',
    schema: whole(1, 100_000),
    default: '200',
  },
  MAX_IN_FLIGHT: {
    what: 'Requests that are processed at the same time; more are refused with REQUEST_TRAFFIC_EXCEED_LIMIT.',
    form: '1 to 100000',
    schema: whole(1, 100_000),
    default: '1000',
  },
  TOLERANCE_SECONDS: {
    what: 'How far Request-Time may be from now, in seconds (SIG-8).',
    form: '1 to 3600',
    schema: whole(1, 3_600),
    default: '600',
  },
  HANDLER_TIMEOUT_MS: {
    what: 'How long a request may take after its checks, in ms; then it is answered UNKNOWN_EXCEPTION.',
    form: '100 to 60000',
    schema: whole(100, 60_000),
    default: '5000',
  },
  CHANNEL_TIMEOUT_MS: {
    what: 'How long a channel may take to answer, in ms. Less than HANDLER_TIMEOUT_MS.',
    form: '100 to 60000',
    schema: whole(100, 60_000),
    default: '3000',
  },
  MESSAGES_FILE: {
    what: 'Texts of the messages by locale, YAML or JSON (docs/running.md). Without it: the built-in texts.',
    form: 'a file',
    schema: text(),
    example: '/etc/sendotp/messages.yaml',
  },
  SMTP_URL: {
    what: 'Mail server for EMAIL.',
    form: 'smtp:// or smtps://',
    schema: url('smtp', 'smtps'),
    secret: true,
    example: 'smtps://user:password@mail.internal:465',
  },
  MAIL_FROM: {
    what: 'Sender of the mails.',
    form: 'an address',
    schema: text(),
    example: 'Example Pay <otp@example.com>',
  },
  SMS_GATEWAY_URL: {
    what: 'SMS gateway for MOBILE (docs/sms-gateways.md lists the placeholders for the URL and the body).',
    form: 'http:// or https://',
    schema: url('http', 'https'),
    secret: true,
    example: 'https://sms.internal/messages',
  },
  SMS_GATEWAY_METHOD: {
    what: 'HTTP method for the SMS gateway.',
    form: 'POST, PUT or GET',
    schema: oneOf(['POST', 'PUT', 'GET']),
    default: 'POST',
  },
  SMS_GATEWAY_HEADERS: {
    what: 'HTTP headers for the SMS gateway.',
    form: 'a JSON map of strings',
    schema: parsedBy(headerMap, 'a JSON map of strings, such as {"Authorization":"Bearer …"}'),
    secret: true,
    default: '{}',
  },
  SMS_GATEWAY_BODY: {
    what: 'Body for the SMS gateway, with placeholders. Required unless the method is GET.',
    form: 'a template',
    schema: text(),
    example: '{"to":"{to}","text":"{text}"}',
  },
  SMS_GATEWAY_CONTENT_TYPE: {
    what: 'Content-Type of that body; it decides how the values in it are encoded.',
    form: 'application/json or application/x-www-form-urlencoded',
    schema: text(),
    example: 'application/x-www-form-urlencoded',
  },
  SMS_GATEWAY_ACCEPTED: {
    what: 'What the response body must match for the message to count as accepted.',
    form: 'a regular expression (RE2 syntax)',
    schema: bodyPattern,
    mayBeInQuotes: true,
    example: '"status":"(queued|sent)"',
  },
  SMS_GATEWAY_REFUSED: {
    what: 'What in the response body means that the message is refused permanently.',
    form: 'a regular expression (RE2 syntax)',
    schema: bodyPattern,
    mayBeInQuotes: true,
    example: '"error":"invalid_number"',
  },
  LOG_LEVEL: {
    what: 'Log level; at info and below there is a line for every request.',
    form: 'trace, debug, info, warn, error or silent',
    schema: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
  },
  LOG_FORMAT: {
    what: 'Log format: text for people, json for programs.',
    form: 'text or json',
    schema: oneOf(['text', 'json']),
    default: { sandbox: 'text', production: 'json' },
  },
  SHUTDOWN_DELAY_MS: {
    what: 'How long /readyz reports 503 before the server stops accepting requests, in ms.',
    form: '0 to 60000',
    schema: whole(0, 60_000),
    default: { sandbox: '0', production: '5000' },
  },
  SHUTDOWN_GRACE_MS: {
    what: 'How long requests in flight may take after that, in ms.',
    form: '0 to 60000',
    schema: whole(0, 60_000),
    default: '10000',
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingName = keyof typeof settingRows;
