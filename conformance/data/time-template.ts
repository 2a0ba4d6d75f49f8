/** A time as a text to be filled in: the fields of now, so many minutes from now, in UTC. */
export interface TimeTemplate {
  readonly minutes: number;
  /** With fields such as `«YYYY»`; see `fields`. */
  readonly form: string;
}

/** The fields of a template and what each stands for. */
const fields: Readonly<Record<string, (at: Date) => string>> = {
  httpDate: (at) => at.toUTCString(),
  epochMs: (at) => String(at.getTime()),
  epochS: (at) => String(Math.floor(at.getTime() / 1000)),
  YYYY: (at) => at.toISOString().slice(0, 4),
  MM: (at) => at.toISOString().slice(5, 7),
  DD: (at) => at.toISOString().slice(8, 10),
  hh: (at) => at.toISOString().slice(11, 13),
  mm: (at) => at.toISOString().slice(14, 16),
  ss: (at) => at.toISOString().slice(17, 19),
  SSS: (at) => at.toISOString().slice(20, 23),
  cc: (at) => at.toISOString().slice(20, 22),
  d: (at) => at.toISOString().slice(20, 21),
  u: (at) => at.toISOString().slice(22, 23),
};

/** The order in which the fields of a written time stand. */
const inOrder = ['YYYY', 'MM', 'DD', 'hh', 'mm', 'ss', 'SSS'] as const;

/** No two fields of these times are equal, and none is a part of another. */
export const sampleTimes: readonly number[] = [
  Date.UTC(2031, 4, 17, 9, 23, 48, 657),
  Date.UTC(2042, 10, 26, 14, 38, 51, 973),
  Date.UTC(2027, 1, 8, 21, 54, 36, 149),
];

const minute = 60_000;

/**
 * The template of a function of time, found by looking at what it makes of the sample times.
 * @throws Error when no template makes the same of each
 */
export function timeTemplateOf(write: (now: number) => string): TimeTemplate {
  const [first = 0] = sampleTimes;
  const text = write(first);
  for (const minutes of offsetsIn(text, first)) {
    const at = new Date(first + minutes * minute);
    for (const form of formsOf(text, at)) {
      const template = { minutes, form };
      if (sampleTimes.every((now) => renderTime(template, now) === write(now))) return template;
    }
  }
  throw new Error(`no template writes ${text}`);
}

/** A template with the fields of a time. */
export function renderTime({ minutes, form }: TimeTemplate, now: number): string {
  const at = new Date(now + minutes * minute);
  return form.replaceAll(/«(\w+)»/g, (whole, name: string) => fields[name]?.(at) ?? whole);
}

/** How far the time in a text may be from now, in minutes: what it says, or nothing. */
function offsetsIn(text: string, now: number): readonly number[] {
  const said = [
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/i.exec(text)?.slice(1, 3).join('T'),
    /^(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)/
      .exec(text)
      ?.slice(1)
      .join('-')
      .replace(/-(\d\d)-(\d\d)$/, 'T$1:$2'),
  ].flatMap((written) => {
    const at = written === undefined ? Number.NaN : Date.parse(`${written}Z`);
    return Number.isNaN(at)
      ? []
      : [Math.round((at - now) / minute), Math.floor((at - now) / minute), Math.ceil((at - now) / minute)];
  });
  const epoch = /^\d{13}$/.test(text) ? [Math.round((Number(text) - now) / minute)] : [];
  return [0, ...said, ...epoch];
}

/** The texts with fields in place of their values: every field, then ever fewer from the end. */
function formsOf(text: string, at: Date): readonly string[] {
  for (const name of ['httpDate', 'epochMs', 'epochS']) {
    const value = fields[name]?.(at) ?? '';
    if (text.includes(value)) return [text.replace(value, `«${name}»`)];
  }
  const forms: string[] = [];
  for (const last of [['SSS'], ['cc'], ['d'], ['u'], []]) {
    const names: readonly string[] = [...inOrder.slice(0, -1), ...last];
    for (let count = names.length; count >= 0; count -= 1)
      forms.push(filled(text, at, names.slice(0, count)));
  }
  return forms;
}

function filled(text: string, at: Date, names: readonly string[]): string {
  let done = '';
  let rest = text;
  for (const name of names) {
    const value = fields[name]?.(at) ?? '';
    const index = rest.indexOf(value);
    if (index === -1) continue;
    done += `${rest.slice(0, index)}«${name}»`;
    rest = rest.slice(index + value.length);
  }
  return done + rest;
}
