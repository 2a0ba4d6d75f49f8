import { parseMessageTime } from '../message-time.js';
import type { Draft } from './draft.js';
import type { Mistake, Surroundings } from './mistake.js';

const fix =
  'Write the time once, keep the string, and use that very string for the header and for the signed content (SIG-3, HDR-2).';
const fixIn = {
  JavaScript: 'Keep `const time = new Date().toISOString()` and use `time` in both places.',
  Java: 'Keep `String time = OffsetDateTime.now().truncatedTo(ChronoUnit.MILLIS).toString()` and use it in both places.',
  Python:
    "Keep `now = datetime.now(timezone.utc).isoformat(timespec='milliseconds')` and use `now` in both places.",
  PHP: "Keep `$time = (new DateTime())->format('Y-m-d\\TH:i:s.vP')` and use it in both places.",
  Go: 'Keep `now := time.Now().UTC().Format(time.RFC3339Nano)` and use it in both places.',
  'C#': 'Keep `var time = DateTimeOffset.UtcNow.ToString("o")` and use it in both places.',
  shell: 'Keep `time=$(date -u +%Y-%m-%dT%H:%M:%SZ)` and use "$time" in both places.',
} as const;
const shared = { area: 'time', fix, fixIn } as const;

function* times(draft: Draft, ...forms: readonly (string | undefined)[]): Iterable<Draft> {
  for (const time of forms) if (time !== undefined && time !== draft.time) yield { ...draft, time };
}

/** The instant that a time is, also where it is written as an epoch. */
function instantOf(time: string): number | undefined {
  if (/^\d{13}$/.test(time)) return Number(time);
  if (/^\d{10}$/.test(time)) return Number(time) * 1000;
  return parseMessageTime(time);
}

/** Mistakes in `Request-Time` and `Response-Time`. */
export const timeMistakes: readonly Mistake[] = [
  {
    ...shared,
    id: 'time-of-the-request',
    title: 'the signed time is the Request-Time, not the Response-Time',
    fix: 'A response is signed with its own Response-Time, and verified with that header, not with the time of the request (SIG-2).',
    variants: (draft, { isResponse, requestTime }) => times(draft, ...(isResponse ? [requestTime] : [])),
  },
  {
    ...shared,
    id: 'time-of-the-response',
    title: 'the signed time is the Response-Time, not the Request-Time',
    fix: 'A request is signed with its Request-Time, and verified with that header (SIG-1).',
    variants: (draft, { isResponse, responseTime }) => times(draft, ...(isResponse ? [] : [responseTime])),
  },
  {
    ...shared,
    id: 'time-date-header',
    title: 'the signed time is the Date header',
    variants: (draft, { date }) => times(draft, date),
  },
  {
    ...shared,
    id: 'time-epoch',
    title: 'the signed time is a number of seconds or milliseconds since 1970',
    *variants(draft) {
      const instant = instantOf(draft.time);
      if (instant === undefined) return;
      yield* times(
        draft,
        String(instant),
        String(Math.floor(instant / 1000)),
        String(instant / 1000),
        `${Math.floor(instant / 1000)}000`,
      );
    },
  },
  {
    ...shared,
    id: 'time-fraction',
    title: 'the signed time has another fraction of a second than the header: milliseconds lost or added',
    *variants(draft) {
      const parts = /(.*:\d\d)(\.\d+)?(Z|[+-].*)$/.exec(draft.time);
      if (parts === null) return;
      const [, start = '', fraction = '', zone = ''] = parts;
      const digits = fraction.slice(1);
      const forms = [
        '',
        '.0',
        '.000',
        '.000000',
        `.${digits.slice(0, 3).padEnd(3, '0')}`,
        `.${digits.padEnd(6, '0')}`,
        `.${digits.padEnd(9, '0')}`,
        `.${digits.padEnd(7, '0')}`,
        fraction.replace(/0+$/, '').replace(/\.$/, ''),
        `.${digits.slice(0, 2)}`,
        `.${digits.slice(0, 6)}`,
        fraction.replace('.', ','),
      ];
      for (const form of new Set(forms)) if (form !== '.') yield* times(draft, `${start}${form}${zone}`);
      if (start.endsWith(':00')) yield* times(draft, `${start.slice(0, -3)}${zone}`);
    },
  },
  {
    ...shared,
    id: 'time-zone',
    title: 'the signed time is the same instant, written in another zone',
    *variants(draft, surroundings) {
      yield* times(draft, ...inZones(draft.time, surroundings));
    },
  },
  {
    ...shared,
    id: 'time-form',
    title:
      'the signed time is the same instant in another form: a blank for the T, no zone, a text for people',
    *variants(draft) {
      const { time } = draft;
      yield* times(
        draft,
        time.replace('T', ' '),
        time.replace(/(Z|[+-]\d\d:?\d\d)$/, ''),
        time.replace('T', ' ').replace(/(\.\d+)?(Z|[+-]\d\d:?\d\d)$/, ''),
        time.replaceAll(/[-:]/g, ''),
        encodeURIComponent(time),
        time.replace('+', ' '),
        time.replace('+', '%2B'),
        time.toLowerCase(),
        `"${time}"`,
      );
      const instant = instantOf(time);
      if (instant === undefined) return;
      const date = new Date(instant);
      yield* times(
        draft,
        date.toISOString(),
        date.toISOString().replace(/\.\d+/, ''),
        date.toUTCString(),
        date.toISOString().slice(0, 19).replaceAll(/\D/g, ''),
        date.toISOString().slice(0, 19).replace('T', ' '),
        date.toUTCString().replace('GMT', '+0000'),
      );
    },
  },
  {
    ...shared,
    id: 'time-empty',
    title: 'the signed content has no time in its place',
    *variants(draft) {
      yield* times(draft, '', 'null', 'undefined', 'None');
    },
  },
  {
    ...shared,
    id: 'time-taken-twice',
    title: 'the signed time is a moment off the header: the clock was read twice',
    *variants(draft, { alone }) {
      const instant = instantOf(draft.time);
      if (!alone || instant === undefined) return;
      const isInMs = /\.\d{3}(Z|[+-])/.test(draft.time) || draft.time.length === 13;
      const [step, most] = isInMs ? [1, 1000] : [1000, 10];
      for (let count = 1; count <= most; count += 1)
        for (const moved of [instant - count * step, instant + count * step])
          yield* times(draft, sameForm(draft.time, moved));
    },
  },
];

/** The instant in other zones, each in the forms `Z`, `+hh:mm` and `+hhmm`. */
function* inZones(time: string, { alone }: Surroundings): Iterable<string> {
  const instant = instantOf(time);
  if (instant === undefined) return;
  const fraction = /\.\d+/.exec(time)?.[0] ?? '';
  const quarters = alone ? Array.from({ length: 105 }, (_, index) => index - 48) : [0, 32, 22, 28, 36];
  for (const quarter of quarters) {
    const local = new Date(instant + quarter * 900_000).toISOString().slice(0, 19);
    const offset = offsetText(quarter);
    for (const part of new Set([
      fraction,
      '',
      ...(alone ? [fraction.replace(/\.?0+$/, '')] : []),
      `.${new Date(instant).toISOString().slice(20, 23)}`,
    ])) {
      yield `${local}${part}${offset}`;
      yield `${local}${part}${offset.replace(':', '')}`;
      if (quarter === 0) yield `${local}${part}Z`;
    }
  }
}

function offsetText(quarter: number): string {
  const minutes = Math.abs(quarter) * 15;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${quarter < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Another instant in the form of a time: its digits of a fraction, its zone. */
function sameForm(time: string, instant: number): string {
  if (/^\d+$/.test(time)) return time.length === 13 ? String(instant) : String(Math.floor(instant / 1000));
  const [, fraction = '', zone = 'Z', sign, hours = '0', minutes = '0'] =
    /(\.\d+)?(Z|([+-])(\d\d):?(\d\d))$/.exec(time) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const iso = new Date(sign === '-' ? instant - offset : instant + offset).toISOString();
  return `${iso.slice(0, 19)}${fraction === '' ? '' : `.${iso.slice(20, 23)}`}${zone}`;
}
