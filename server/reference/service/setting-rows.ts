import { limitRows } from './limit-rows.js';
import { logLevels } from './log-level.js';
import { messageRows } from './message-rows.js';
import { plainTextWays } from './plain-text.js';
import { oneOf, parsedBy, type Setting, text, url, whole } from './setting.js';

const secretText = parsedBy((value) => {
  if (Buffer.byteLength(value) < 32) throw new RangeError('too short');
  return value;
}, '32 characters or more');
/** Too short on purpose: a copied example must not become a real secret. */
const secretExample = 'openssl-rand-hex-32';

/** Every setting of the service, in the order in which people look for them. */
export const settingRows = {
  HOST: {
    what: 'Address to listen on.',
    form: 'an address or a host name',
    parse: parsedBy((value) => {
      if (value === '' || /[\s/]/.test(value)) throw new TypeError('not a host');
      return value;
    }, 'an address or a host name'),
    default: { sandbox: '127.0.0.1', production: '0.0.0.0' },
  },
  PORT: {
    what: 'Port to listen on; 0 takes a free one.',
    form: 'a port',
    parse: whole(0, 65_535),
    default: '8080',
  },
  TLS_CERT: {
    what: 'Certificate for HTTPS, with its chain, PEM. Without it the server speaks HTTP, for a proxy in front.',
    form: 'a file',
    parse: text(),
    example: '/etc/sendotp/tls.cert.pem',
  },
  TLS_KEY: {
    what: "The certificate's private key, PEM.",
    form: 'a file',
    parse: text(),
    example: '/etc/sendotp/tls.key.pem',
  },
  TRUST_PROXY_TLS: {
    what: 'Whether a proxy in front does TLS. In production, HTTP on an address that other machines reach needs it.',
    form: 'yes or no',
    parse: oneOf(['yes', 'no']),
    default: 'no',
  },
  ALLOW_PLAIN_TEXT: {
    what: 'Connections to other machines that may be unencrypted in production, because their network is protected otherwise.',
    form: `none, or a list of ${plainTextWays.join(', ')}`,
    parse: parsedBy(
      (value) => (value === 'none' ? [] : value.split(',').map((way) => oneOf(plainTextWays)(way.trim()))),
      `none, or a list of ${plainTextWays.join(', ')}`,
    ),
    default: 'none',
  },
  SIGNED_PATH_PREFIX: {
    what: 'Path prefix that callers sign and a proxy strips.',
    form: 'a path such as /mpp/gateway',
    parse: parsedBy((value) => {
      if (!/^(\/[^/?#\s]+)+$/.test(value)) throw new TypeError('not a prefix');
      return value;
    }, 'a path such as /mpp/gateway'),
    example: '/mpp/gateway',
  },
  ADMIN_HOST: {
    what: 'Address of the admin port. Do not expose it to the public.',
    form: 'an address or a host name',
    parse: text(),
    default: '127.0.0.1',
  },
  ADMIN_PORT: {
    what: 'Port of /livez, /readyz and /metrics; 0 takes a free one.',
    form: 'a port, or off',
    parse: parsedBy((value) => (value === 'off' ? undefined : whole(0, 65_535)(value)), 'a port, or off'),
    default: { sandbox: 'off', production: '9090' },
  },
  CHECK_SECRET: {
    what: 'Secret with which a program of your own may check codes: POST /check on the admin port. Without it there is no such page.',
    form: '32 characters or more',
    parse: secretText,
    secret: true,
    example: secretExample,
  },
  RELEASE_SECRET: {
    what: 'Secret with which an operator may release blocked users: POST /release on the admin port. Without it there is no such page.',
    form: '32 characters or more',
    parse: secretText,
    secret: true,
    example: secretExample,
  },
  DIRECTORY_FILE: {
    what: 'Callers, users and tokens, YAML or JSON (docs/running.md). Read again when it changes.',
    form: 'a file',
    parse: text(),
    requiredInProduction: true,
    example: '/etc/sendotp/directory.yaml',
  },
  MPP_KEYS: {
    what: "Folder of the MPP's private keys, each <keyVersion>.pem, where a version is a whole number. Other files are ignored.",
    form: 'a folder',
    parse: text(),
    requiredInProduction: true,
    example: '/etc/sendotp/keys',
  },
  MPP_KEY_VERSION: {
    what: 'The version that signs, once Alipay+ has registered its public key. Without it the highest version signs.',
    form: 'a whole number',
    parse: parsedBy((value) => {
      if (!/^[1-9]\d{0,8}$/.test(value)) throw new TypeError('not a version');
      return value;
    }, 'a whole number, such as 2'),
    example: '1',
  },
  OTP_HASH_SECRET: {
    what: 'Secret for hashing OTPs, the same at every instance (openssl rand -hex 32).',
    form: '32 characters or more',
    parse: secretText,
    secret: true,
    requiredInProduction: true,
    example: secretExample,
  },
  OTP_LENGTH: { what: 'Digits of an OTP.', form: '4 to 10', parse: whole(4, 10), default: '6' },
  OTP_TTL_SECONDS: {
    what: 'How long an OTP is valid, in seconds.',
    form: '30 to 3600',
    parse: whole(30, 3_600),
    default: '300',
  },
  OTP_TRIES: {
    what: 'How many times a code may be tried.',
    form: '1 to 20',
    parse: whole(1, 20),
    default: '5',
  },
  WRONG_CODES: {
    what: 'How many wrong codes in a row a user may enter, over all OTPs; then no OTP is sent until an operator releases the user.',
    form: '1 to 100',
    parse: whole(1, 100),
    default: '100',
  },
  REDIS_URL: {
    what: 'Redis that several instances share. Without it everything is kept in memory, for one instance only.',
    form: 'redis:// or rediss://',
    parse: url('redis', 'rediss'),
    secret: true,
    example: 'rediss://:password@redis.internal:6379/0',
  },
  REDIS_PREFIX: {
    what: 'Prefix of every key in Redis.',
    form: 'a string',
    parse: text(),
    default: 'sendotp:',
  },
  REDIS_TIMEOUT_MS: {
    what: 'How long Redis may take for one command, in ms.',
    form: '10 to 10000',
    parse: whole(10, 10_000),
    default: '500',
  },
  ...limitRows,
  TOLERANCE_SECONDS: {
    what: 'How far Request-Time may be from now, in seconds (SIG-8).',
    form: '1 to 3600',
    parse: whole(1, 3_600),
    default: '600',
  },
  ACCEPT_VENDOR_SDK_REQUESTS: {
    what: "Whether what the vendor's merchant-side SDKs send outside the contract is taken, too: a Request-Time in epoch milliseconds (Java, Go) and an Accept without JSON (Java, Python).",
    form: 'yes or no',
    parse: oneOf(['yes', 'no']),
    default: 'no',
  },
  HANDLER_TIMEOUT_MS: {
    what: 'How long a request may take after its checks, in ms; then it is answered UNKNOWN_EXCEPTION.',
    form: '100 to 60000',
    parse: whole(100, 60_000),
    default: '5000',
  },
  CHANNEL_TIMEOUT_MS: {
    what: 'How long a channel may take to answer, in ms. Less than HANDLER_TIMEOUT_MS.',
    form: '100 to 60000',
    parse: whole(100, 60_000),
    default: '3000',
  },
  ...messageRows,
  LOG_LEVEL: {
    what: 'Log level; at info and below there is a line for every request.',
    form: logLevels.join(', ').replace(/, (?=\w+$)/, ' or '),
    parse: oneOf(logLevels),
    default: 'info',
  },
  LOG_FORMAT: {
    what: 'Log format: text for people, json for programs.',
    form: 'text or json',
    parse: oneOf(['text', 'json']),
    default: { sandbox: 'text', production: 'json' },
  },
  SHUTDOWN_DELAY_MS: {
    what: 'How long /readyz reports 503 before the server stops accepting requests, in ms.',
    form: '0 to 60000',
    parse: whole(0, 60_000),
    default: { sandbox: '0', production: '5000' },
  },
  SHUTDOWN_GRACE_MS: {
    what: 'How long requests in flight may take after that, in ms.',
    form: '0 to 60000',
    parse: whole(0, 60_000),
    default: '10000',
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingName = keyof typeof settingRows;
