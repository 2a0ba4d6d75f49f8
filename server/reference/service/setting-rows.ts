import { oneOf, parsedBy, type Setting, text, url, whole } from './setting.js';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `1/1m,5/1h` → how many sendings in how many ms. */
function sendingLimits(value: string): readonly { readonly sendings: number; readonly periodMs: number }[] {
  return value.split(',').map((part) => {
    const [, sendings, count, unit = ''] = /^\s*([1-9]\d{0,5})\/([1-9]\d{0,5})([smhd])\s*$/.exec(part) ?? [];
    if (sendings === undefined) throw new RangeError('not of the form');
    return { sendings: Number(sendings), periodMs: Number(count) * (units[unit] ?? 0) };
  });
}

function headerMap(value: string): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(value);
  const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  if (!isMap || Object.values(parsed).some((field) => typeof field !== 'string'))
    throw new TypeError('no map');
  return parsed as Record<string, string>;
}

/** Every setting of the service, in the order in which people look for them. */
export const settingRows = {
  HOST: {
    what: 'Address to listen on.',
    form: 'an address or a host name',
    schema: parsedBy((value) => {
      if (value === '' || /[\s/]/.test(value)) throw new TypeError('no host');
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
  SIGNED_PATH_PREFIX: {
    what: 'Path prefix that callers sign and a proxy strips.',
    form: 'a path such as /mpp/gateway',
    schema: parsedBy((value) => {
      if (!/^(\/[^/?#\s]+)+$/.test(value)) throw new TypeError('no prefix');
      return value;
    }, 'a path such as /mpp/gateway'),
    example: '/mpp/gateway',
  },
  ADMIN_HOST: {
    what: 'Address of the admin port. Do not let the public reach it.',
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
    what: "Folder of the MPP's private keys, each <keyVersion>.pem; the highest version signs.",
    form: 'a folder',
    schema: text(),
    requiredInProduction: true,
    example: '/etc/sendotp/keys',
  },
  OTP_HASH_SECRET: {
    what: 'Secret under which OTPs are hashed, the same at every instance (openssl rand -hex 32).',
    form: '32 characters or more',
    schema: parsedBy((value) => {
      if (Buffer.byteLength(value) < 32) throw new RangeError('too short');
      return value;
    }, '32 characters or more'),
    secret: true,
    requiredInProduction: true,
    // Too short on purpose: a copied example must not become somebody's secret.
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
  REDIS_URL: {
    what: 'Redis that several instances share. Without it all is kept in memory: for one instance.',
    form: 'redis:// or rediss://',
    schema: url('redis', 'rediss'),
    secret: true,
    example: 'redis://:password@redis.internal:6379/0',
  },
  REDIS_PREFIX: {
    what: 'What every key in Redis begins with.',
    form: 'a text',
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
    what: 'How many OTPs a user may be sent by one verifyType, in how long.',
    form: 'sendings/period, such as 1/1m,5/1h,10/1d (s, m, h, d)',
    schema: parsedBy(sendingLimits, 'sendings/period, such as 1/1m,5/1h,10/1d'),
    default: '1/1m,5/1h,10/1d',
  },
  TRAFFIC_LIMIT: {
    what: 'Requests a second that one caller may send.',
    form: '1 to 100000',
    schema: whole(1, 100_000),
    default: '200',
  },
  MAX_IN_FLIGHT: {
    what: 'Requests that are answered at once; more are turned away.',
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
    what: 'How long a request may take once it is checked, in ms; then UNKNOWN_EXCEPTION.',
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
    what: 'Texts of the messages by locale, YAML or JSON (docs/running.md). Without it: the built-in ones.',
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
    what: 'SMS gateway for MOBILE (docs/sms-gateways.md says which placeholders may stand here and in the body).',
    form: 'http:// or https://',
    schema: url('http', 'https'),
    secret: true,
    example: 'https://sms.internal/messages',
  },
  SMS_GATEWAY_METHOD: {
    what: 'Method of the call to it.',
    form: 'POST, PUT or GET',
    schema: oneOf(['POST', 'PUT', 'GET']),
    default: 'POST',
  },
  SMS_GATEWAY_HEADERS: {
    what: 'Headers of the call to it.',
    form: 'a JSON map of texts',
    schema: parsedBy(headerMap, 'a JSON map of texts, such as {"Authorization":"Bearer …"}'),
    secret: true,
    default: '{}',
  },
  SMS_GATEWAY_BODY: {
    what: 'Body of the call to it, with placeholders. Needed unless the method is GET.',
    form: 'a template',
    schema: text(),
    example: '{"to":"{to}","text":"{text}"}',
  },
  SMS_GATEWAY_CONTENT_TYPE: {
    what: 'Content-Type of that body, which decides how the values in it are written.',
    form: 'application/json or application/x-www-form-urlencoded',
    schema: text(),
    example: 'application/x-www-form-urlencoded',
  },
  SMS_GATEWAY_ACCEPTED: {
    what: 'What the body of an answer must match for the message to count as taken.',
    form: 'a regular expression',
    schema: parsedBy((value) => new RegExp(value, 'u'), 'a regular expression'),
    example: '"status":"(queued|sent)"',
  },
  SMS_GATEWAY_REFUSED: {
    what: 'What in the body of an answer means that the message is refused for good.',
    form: 'a regular expression',
    schema: parsedBy((value) => new RegExp(value, 'u'), 'a regular expression'),
    example: '"error":"invalid_number"',
  },
  LOG_LEVEL: {
    what: 'What is logged: a line for every request from info on.',
    form: 'trace, debug, info, warn, error or silent',
    schema: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
  },
  LOG_FORMAT: {
    what: 'How it is logged: for people or for programs.',
    form: 'text or json',
    schema: oneOf(['text', 'json']),
    default: { sandbox: 'text', production: 'json' },
  },
  SHUTDOWN_DELAY_MS: {
    what: 'How long /readyz says no before the server stops taking requests, in ms.',
    form: '0 to 60000',
    schema: whole(0, 60_000),
    default: { sandbox: '0', production: '5000' },
  },
  SHUTDOWN_GRACE_MS: {
    what: 'How long requests in flight may then take, in ms.',
    form: '0 to 60000',
    schema: whole(0, 60_000),
    default: '10000',
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingName = keyof typeof settingRows;
