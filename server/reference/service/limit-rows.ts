import { allowedPrefixes, manySendings, prefixLimits } from './pumping-settings.js';
import { sendingLimits } from './sending-limits.js';
import { parsedBy, type Setting, whole } from './setting.js';

/** The settings that limit what is sent and what is looked at. */
export const limitRows = {
  SENDING_LIMITS: {
    what: 'How many OTPs a user may be sent by one verifyType in which period; each window has to allow 3 a day (RC-11).',
    form: 'sendings/period, such as 1/1m,5/1h,10/1d (s, m, h, d)',
    parse: sendingLimits,
    default: '1/1m,5/1h,10/1d',
  },
  ADDRESS_LIMITS: {
    what: 'How many OTPs one phone number or e-mail address may be sent in which period, whoever its users are; each window has to allow 3 a day. Without it: twice SENDING_LIMITS.',
    form: 'sendings/period, such as 2/1m,10/1h,20/1d (s, m, h, d)',
    parse: sendingLimits,
    example: '2/1m,10/1h,20/1d',
  },
  ALLOWED_PREFIXES: {
    what: 'The only phone numbers that an OTP may be sent to, by how they begin. Without it: all.',
    form: 'a list such as +65,+852',
    parse: allowedPrefixes,
    example: '+65,+852',
  },
  PREFIX_LIMITS: {
    what: 'How many OTPs the phone numbers that begin like this may be sent in which period; of several prefixes the longest counts.',
    form: 'prefix=sendings/period, separated by blanks',
    parse: prefixLimits,
    example: '+1868=20/1h,50/1d +882=5/1d',
  },
  CLIENT_LIMITS: {
    what: 'How many OTPs may be sent for one caller in which period.',
    form: 'sendings/period, such as 20000/1h,100000/1d',
    parse: manySendings,
    example: '20000/1h,100000/1d',
  },
  TOTAL_LIMITS: {
    what: 'How many OTPs may be sent in all in which period.',
    form: 'sendings/period, such as 50000/1h,200000/1d',
    parse: manySendings,
    example: '50000/1h,200000/1d',
  },
  UNANSWERED_LIMIT: {
    what: 'How many OTPs to one block of 10,000 phone numbers may be unanswered in a day, besides one for each answered one; then only numbers that have answered before get one. Set it only if every code is checked by this service (docs/running.md).',
    form: '10 to 10000, or off',
    parse: parsedBy(
      (value) => (value === 'off' ? undefined : whole(10, 10_000)(value)),
      'a whole number from 10 to 10000, or off',
    ),
    default: 'off',
  },
  TRAFFIC_LIMIT: {
    what: 'Requests a second that one caller may send.',
    form: '1 to 100000',
    parse: whole(1, 100_000),
    default: '200',
  },
  STRANGERS_LIMIT: {
    what: 'Requests a second that are checked from one address before one of them is verified; more are refused at once, without a signature. Not applied with TRUST_PROXY_TLS=yes, where every address is the proxy.',
    form: '1 to 100000, or off',
    parse: parsedBy(
      (value) => (value === 'off' ? undefined : whole(1, 100_000)(value)),
      'a whole number from 1 to 100000, or off',
    ),
    default: { sandbox: 'off', production: '100' },
  },
  MAX_IN_FLIGHT: {
    what: 'Requests that are processed at the same time; more are refused with REQUEST_TRAFFIC_EXCEED_LIMIT.',
    form: '1 to 100000',
    parse: whole(1, 100_000),
    default: '1000',
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;
