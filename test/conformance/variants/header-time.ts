import { type Change, timeAs, timeWhere, type Variant } from './variant.js';

/** Refuses what it should take. */
const wanting = (name: string, holds: (text: string) => boolean, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'HDR-2',
  and,
  change: timeWhere(holds),
});

/** Takes what it should refuse, after this was done to it. */
const reading = (name: string, read: (text: string) => string): Variant => ({
  name,
  rule: 'HDR-2',
  and: ['RC-12'],
  change: (good) => ({ time: (text) => good.time(text) ?? good.time(read(text)) }),
});

/** Gets another time out of a text than the one that it says. */
const mistaking = (name: string, read: (text: string) => string, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'HDR-2',
  and,
  change: timeAs(read),
});

const zone = /([+-])(\d\d):?(\d\d)$/;

const answering =
  (code: string): Change =>
  () => ({ refusal: (check, other) => (check === 'time' ? code : other) });

const now = (): string => new Date().toISOString();

/** HDR-2. */
export const timeVariants: readonly Variant[] = [
  wanting('reads times in UTC alone', (text) => text.endsWith('Z') || !zone.test(text), ['SIG-3']),
  wanting('reads times with Z or with an offset east', (text) => !/-\d\d:?\d\d$/.test(text)),
  wanting('reads zones with a colon alone', (text) => !/[+-]\d{4}$/.test(text)),
  wanting('reads zones without a colon alone', (text) => !/[+-]\d\d:\d\d$/.test(text), ['SIG-3']),
  wanting('reads whole hours of offset alone', (text) => !/[+-]\d\d:?30$/.test(text)),
  wanting('does not know +00:00', (text) => !text.endsWith('+00:00'), ['SIG-3']),
  wanting('wants a fraction of a second', (text) => text.includes('.')),
  wanting('wants three digits of a second, or none', (text) => !/\.(\d\d?|\d{4,})(?!\d)/.test(text)),
  wanting('reads three fraction digits and no more', (text) => !/\.\d{4}/.test(text)),
  wanting('reads nine fraction digits and no more', (text) => !/\.\d{10}/.test(text)),
  wanting('reads 30 fraction digits and no more', (text) => !/\.\d{31}/.test(text)),
  wanting('reads one fraction digit for none', (text) => !/\.\d(?!\d)/.test(text)),
  wanting(
    'wants an even number of fraction digits',
    (text) => !/\.\d(\d\d)*(?!\d)/.test(text) || /\.\d{3}Z/.test(text),
  ),
  mistaking('ignores the offset of a time', (text) => text.replace(zone, 'Z')),
  mistaking('adds an offset that it should subtract', (text) =>
    text.replace(
      zone,
      (_, sign: string, hours: string, minutes: string) => `${sign === '+' ? '-' : '+'}${hours}:${minutes}`,
    ),
  ),
  mistaking('takes an offset west for one east', (text) => text.replace(/-(\d\d):?(\d\d)$/, '+$1:$2')),
  mistaking('forgets the minutes of an offset', (text) => text.replace(zone, '$1$2:00')),
  {
    name: 'takes the offset off twice',
    rule: 'HDR-2',
    change: (good) => ({
      time: (text) => {
        const at = good.time(text);
        const [, sign, hours, minutes] = zone.exec(text) ?? [];
        const east = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
        return at === undefined ? undefined : at - east * 60_000;
      },
    }),
  },
  reading('rolls the 30th of February over', (text) => text.replace('-02-30', '-03-02')),
  reading('rolls a day that does not exist over', (text) => text.replace(/-(02-(29|30)|11-31)T/, '-03-01T')),
  reading('rolls minutes over', (text) => text.replace(/:61:/, ':01:')),
  reading('rolls seconds over', (text) => text.replace(/:61(\.\d+)?Z/, ':01Z')),
  reading('rolls hours over', (text) => text.replace(/T25:/, 'T01:')),
  reading('takes the 13th month for the first', (text) => text.replace('-13-', '-01-')),
  reading('takes month 0 for the one before', (text) => text.replace('-00-', '-12-')),
  reading('takes day 0 for the one before', (text) => text.replace('-00T', '-28T')),
  reading('takes a time without a zone for UTC', (text) => `${text}Z`),
  reading('takes a blank for the T', (text) => text.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T')),
  reading('does without seconds', (text) => text.replace(/T(\d\d:\d\d)Z$/, 'T$1:00Z')),
  reading('reads the basic form', (text) =>
    text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  ),
  reading('takes ms since the epoch', (text) =>
    /^\d{13}$/.test(text) ? new Date(Number(text)).toISOString() : '',
  ),
  reading('takes seconds since the epoch', (text) =>
    /^\d{10}$/.test(text) ? new Date(Number(text) * 1000).toISOString() : '',
  ),
  reading('takes the date format of HTTP', (text) =>
    / GMT$/.test(text) ? new Date(text).toISOString() : '',
  ),
  reading('takes a date alone', (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? now() : '')),
  reading('takes hours of a zone alone', (text) => text.replace(/([+-]\d\d)$/, '$1:00')),
  reading('takes the name of a zone after it', (text) => text.replace(/\[.*\]$/, '')),
  reading('takes a year with a sign', (text) => text.replace(/^\+00/, '')),
  reading('takes text after the time', (text) => text.replace(/(?<=\dZ).+$/, '')),
  reading('takes text before the time', (text) => text.replace(/^\D+(?=\d)/, '')),
  reading('takes one digit where two are wanted', (text) => text.replace(/T(\d):/, 'T0$1:')),
  reading('takes UTC for Z', (text) => text.replace(/ ?UTC$/, 'Z')),
  {
    name: 'reads times leniently',
    rule: 'HDR-2',
    and: ['RC-12'],
    change: (good) => ({
      time: (text) => {
        const at = good.time(text) ?? Date.parse(text.replaceAll(/\.\d+/g, ''));
        return Number.isNaN(at) ? undefined : at;
      },
    }),
  },
  {
    name: 'takes the time of arrival for a missing Request-Time',
    rule: 'HDR-2',
    change: (good) => ({
      header: (request, name) => good.header(request, name) ?? (name === 'request-time' ? now() : undefined),
    }),
  },
  {
    name: 'takes the time of arrival for what is no time',
    rule: 'HDR-2',
    and: ['RC-12', 'RC-5', 'RC-7'],
    change: (good) => ({ time: (text) => good.time(text) ?? Date.now() }),
  },
  ...['ACCESS_DENIED', 'INVALID_SIGNATURE', 'UNKNOWN_EXCEPTION'].map((code): Variant => ({
    name: `answers ${code} to what is no time`,
    rule: 'HDR-2',
    and: ['RC-12'],
    change: answering(code),
  })),
];
