import { bodyPattern } from './body-pattern.js';
import { oneOf, parsedBy, type Setting, text, url } from './setting.js';

function headerMap(value: string): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(value);
  const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  if (!isMap || Object.values(parsed).some((field) => typeof field !== 'string'))
    throw new TypeError('not a map');
  return parsed as Record<string, string>;
}

/** The settings of messages and of the ways that they take. */
export const messageRows = {
  MESSAGES_FILE: {
    what: 'Texts of the messages by locale, YAML or JSON (docs/running.md). Without it: the built-in texts.',
    form: 'a file',
    parse: text(),
    example: '/etc/sendotp/messages.yaml',
  },
  WEBOTP_HOST: {
    what: 'Host of the page that codes are entered on: each SMS then ends with the line @host #code, which browsers and iOS enter by themselves.',
    form: 'a host name such as pay.example.com',
    parse: text(),
    example: 'pay.example.com',
  },
  SMS_RETRIEVER_HASH: {
    what: 'Hash of your Android app, for the SMS Retriever: each SMS then has it on a line of its own at the end.',
    form: '11 characters of base64',
    parse: text(),
    example: 'FA+9qCX9VSu',
  },
  SMTP_URL: {
    what: 'Mail server for EMAIL.',
    form: 'smtp:// or smtps://',
    parse: url('smtp', 'smtps'),
    secret: true,
    example: 'smtps://user:password@mail.internal:465',
  },
  MAIL_FROM: {
    what: 'Sender of the mails.',
    form: 'an address',
    parse: text(),
    example: 'Example Pay <otp@example.com>',
  },
  SMS_GATEWAY_URL: {
    what: 'SMS gateway for MOBILE (docs/sms-gateways.md lists the placeholders for the URL and the body).',
    form: 'http:// or https://',
    parse: url('http', 'https'),
    secret: true,
    example: 'https://sms.internal/messages',
  },
  SMS_GATEWAY_METHOD: {
    what: 'HTTP method for the SMS gateway.',
    form: 'POST, PUT or GET',
    parse: oneOf(['POST', 'PUT', 'GET']),
    default: 'POST',
  },
  SMS_GATEWAY_HEADERS: {
    what: 'HTTP headers for the SMS gateway.',
    form: 'a JSON map of strings',
    parse: parsedBy(headerMap, 'a JSON map of strings, such as {"Authorization":"Bearer …"}'),
    secret: true,
    default: '{}',
  },
  SMS_GATEWAY_BODY: {
    what: 'Body for the SMS gateway, with placeholders. Required unless the method is GET.',
    form: 'a template',
    parse: text(),
    example: '{"to":"{to}","text":"{text}"}',
  },
  SMS_GATEWAY_CONTENT_TYPE: {
    what: 'Content-Type of that body; it decides how the values in it are encoded.',
    form: 'application/json or application/x-www-form-urlencoded',
    parse: text(),
    example: 'application/x-www-form-urlencoded',
  },
  SMS_GATEWAY_ACCEPTED: {
    what: 'What the response body must match for the message to count as accepted.',
    form: 'a regular expression (RE2 syntax)',
    parse: bodyPattern,
    mayBeInQuotes: true,
    example: '"status":"(queued|sent)"',
  },
  SMS_GATEWAY_REFUSED: {
    what: 'What in the response body means that the message is refused permanently.',
    form: 'a regular expression (RE2 syntax)',
    parse: bodyPattern,
    mayBeInQuotes: true,
    example: '"error":"invalid_number"',
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;
