import type { ConformanceCase } from './conformance-case.js';
import { accepted, each, refused, should } from './declare.js';

const iso = (now: number): string => new Date(now).toISOString();
/** The time of a zone so many minutes east of UTC, without the zone. */
const local = (now: number, minutes: number): string => iso(now + minutes * 60_000).slice(0, -1);
const times = (writers: Readonly<Record<string, (now: number) => string>>) =>
  each(writers, (time) => ({ time }));

/** HDR-2. */
export const timeCases: readonly ConformanceCase[] = [
  accepted(
    'HDR-2.zone',
    'a Request-Time with Z or with an offset is accepted, with and without a colon',
    times({
      Z: iso,
      '+05:30': (now) => `${local(now, 330)}+05:30`,
      '+0800': (now) => `${local(now, 480)}+0800`,
      '-03:30': (now) => `${local(now, -210)}-03:30`,
      '+00:00': (now) => `${local(now, 0)}+00:00`,
    }),
  ),
  accepted(
    'HDR-2.fraction',
    'a Request-Time with any number of fraction digits is accepted',
    times({
      none: (now) => `${iso(now).slice(0, 19)}Z`,
      '1': (now) => `${iso(now).slice(0, 21)}Z`,
      '2': (now) => `${iso(now).slice(0, 22)}Z`,
      '9': (now) => `${iso(now).slice(0, 23)}123456Z`,
      '20': (now) => `${iso(now).slice(0, 23)}${'7'.repeat(17)}Z`,
      '40': (now) => `${iso(now).slice(0, 23)}${'7'.repeat(37)}Z`,
    }),
  ),
  refused(
    'HDR-2.missing',
    'a request without a Request-Time is answered PARAM_ILLEGAL',
    'PARAM_ILLEGAL',
    {
      headers: { 'Request-Time': undefined },
    },
    ['Request-Time is well-formed'],
  ),
  refused(
    'HDR-2.no-date',
    'a Request-Time that is not a date is answered PARAM_ILLEGAL',
    'PARAM_ILLEGAL',
    times({
      empty: () => '',
      'a word': () => 'yesterday',
      'the 13th month': (now) => `${iso(now).slice(0, 4)}-13-01T00:00:00Z`,
      'the 30th of February': (now) => `${iso(now).slice(0, 4)}-02-30T00:00:00Z`,
      '61 minutes': (now) => `${iso(now).slice(0, 14)}61:00Z`,
      '61 seconds': (now) => `${iso(now).slice(0, 17)}61Z`,
      '25 hours': (now) => `${iso(now).slice(0, 11)}25:00:00Z`,
      'the 31st of November': (now) => `${iso(now).slice(0, 4)}-11-31T00:00:00Z`,
      'month 0': (now) => `${iso(now).slice(0, 4)}-00-01T00:00:00Z`,
      'day 0': (now) => `${iso(now).slice(0, 8)}00T00:00:00Z`,
      'one digit of hours': (now) => `${iso(now).slice(0, 11)}7:00:00Z`,
    }),
    ['Request-Time is well-formed'],
  ),
  refused(
    'HDR-2.other-form',
    'a Request-Time in any form other than the extended one with a zone is answered PARAM_ILLEGAL',
    'PARAM_ILLEGAL',
    times({
      'no zone': (now) => iso(now).slice(0, 19),
      'a blank in place of the T': (now) => iso(now).replace('T', ' '),
      'no seconds': (now) => `${iso(now).slice(0, 16)}Z`,
      'the basic form': (now) => iso(now).slice(0, 19).replaceAll(/[-:]/g, '') + 'Z',
      'ms since the epoch': String,
      's since the epoch': (now) => String(Math.floor(now / 1000)),
      'a date alone': (now) => iso(now).slice(0, 10),
      'hours of a zone alone': (now) => `${local(now, 480)}+08`,
      'the name of a zone': (now) => `${local(now, 480)}+08:00[Asia/Shanghai]`,
      'UTC for Z': (now) => iso(now).replace('Z', ' UTC'),
      'a year with a sign': (now) => `+00${iso(now)}`,
      'something after it': (now) => `${iso(now)}x`,
      'something before it': (now) => `x${iso(now)}`,
      'the date format of HTTP': (now) => new Date(now).toUTCString(),
      'a very long number': () => '0'.repeat(900),
    }),
    ['Request-Time is well-formed'],
  ),
  should(
    refused(
      'HDR-2.narrow-form',
      'a Request-Time that is almost in the right form is answered PARAM_ILLEGAL',
      'PARAM_ILLEGAL',
      times({
        'lower case': (now) => iso(now).toLowerCase(),
        'a point without digits': (now) => `${iso(now).slice(0, 19)}.Z`,
        'a comma in place of the point': (now) => iso(now).replace('.', ','),
      }),
      ['Request-Time is well-formed'],
    ),
  ),
];
