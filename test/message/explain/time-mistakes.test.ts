import { describe, expect, it } from 'vitest';
import { countOf, leadsTo, type Received } from './names-of.js';

const time = '2026-11-25T08:51:49.120Z';
const whole = '2026-11-25T08:51:49Z';
const short = '2026-11-25T08:51:49.09Z';
const long = '2026-11-25T08:51:49.123456789+05:30';
const minute = '2026-11-25T08:51:00.5Z';

/** The mistake, the time as it was received, the time that was signed. */
const rewritten: readonly [id: string, received: string, signed: string][] = [
  ['time-epoch', time, '1795596709120'],
  ['time-epoch', time, '1795596709'],
  ['time-epoch', time, '1795596709.12'],
  ['time-epoch', time, '1795596709000'],
  ['time-epoch', long, '1795576909123'],
  ['time-epoch', '1795596709120', '1795596709'],
  ['time-epoch', '1795596709', '1795596709000'],
  ['time-fraction', time, whole],
  ['time-fraction', time, '2026-11-25T08:51:49.0Z'],
  ['time-fraction', time, '2026-11-25T08:51:49.000Z'],
  ['time-fraction', time, '2026-11-25T08:51:49.000000Z'],
  ['time-fraction', short, '2026-11-25T08:51:49.090Z'],
  ['time-fraction', long, '2026-11-25T08:51:49.123+05:30'],
  ['time-fraction', short, '2026-11-25T08:51:49.090000Z'],
  ['time-fraction', short, '2026-11-25T08:51:49.0900000Z'],
  ['time-fraction', short, '2026-11-25T08:51:49.090000000Z'],
  ['time-fraction', time, '2026-11-25T08:51:49.12Z'],
  ['time-fraction', '2026-11-25T08:51:49.000Z', whole],
  ['time-fraction', '2026-11-25T08:51:49.010200Z', '2026-11-25T08:51:49.0102Z'],
  ['time-fraction', long, '2026-11-25T08:51:49.12+05:30'],
  ['time-fraction', long, '2026-11-25T08:51:49.123456+05:30'],
  ['time-fraction', time, '2026-11-25T08:51:49,120Z'],
  ['time-fraction', minute, '2026-11-25T08:51Z'],
  ['time-fraction', '2026-11-25T08:51:00-0300', '2026-11-25T08:51-0300'],
  ['time-zone', time, '2026-11-25T08:51:49.120+00:00'],
  ['time-zone', time, '2026-11-25T08:51:49+0000'],
  ['time-zone', time, '2026-11-25T16:51:49.120+08:00'],
  ['time-zone', time, '2026-11-25T16:51:49+0800'],
  ['time-zone', time, '2026-11-25T14:21:49.120+05:30'],
  ['time-zone', time, '2026-11-25T15:51:49.120+07:00'],
  ['time-zone', time, '2026-11-25T17:51:49.120+09:00'],
  ['time-zone', time, '2026-11-24T20:51:49.120-12:00'],
  ['time-zone', time, '2026-11-25T08:36:49.120-00:15'],
  ['time-zone', time, '2026-11-25T05:21:49.12-03:30'],
  ['time-zone', time, '2026-11-25T22:51:49.120+14:00'],
  ['time-zone', time, '2026-11-25T14:36:49.12+05:45'],
  ['time-zone', long, '2026-11-25T03:21:49.123456789Z'],
  ['time-zone', long, '2026-11-25T03:21:49.123Z'],
  ['time-zone', long, '2026-11-25T03:21:49Z'],
  ['time-zone', whole, '2026-11-25T16:51:49.000+08:00'],
  ['time-zone', '2026-11-25T08:51:49.500Z', '2026-11-25T03:51:49.5-05:00'],
  ['time-zone', '2026-11-25T08:51:49.000Z', '2026-11-25T03:51:49-05:00'],
  ['time-zone', '2026-11-25T08:51:49.050Z', '2026-11-25T03:51:49.05-05:00'],
  ['time-form', time, '2026-11-25 08:51:49.120Z'],
  ['time-form', time, '2026-11-25T08:51:49.120'],
  ['time-form', long, '2026-11-25T08:51:49.123456789'],
  ['time-form', '2026-11-25T08:51:49-0330', '2026-11-25T08:51:49'],
  ['time-form', time, '2026-11-25 08:51:49'],
  ['time-form', '2026-11-25T08:51:49+0530', '2026-11-25 08:51:49'],
  ['time-form', long, '2026-11-25 08:51:49'],
  ['time-form', time, '20261125T085149.120Z'],
  ['time-form', time, '2026-11-25T08%3A51%3A49.120Z'],
  ['time-form', long, '2026-11-25T08:51:49.123456789 05:30'],
  ['time-form', long, '2026-11-25T08:51:49.123456789%2B05:30'],
  ['time-form', time, '2026-11-25t08:51:49.120z'],
  ['time-form', time, `"${time}"`],
  ['time-form', long, '2026-11-25T03:21:49.123Z'],
  ['time-form', long, '2026-11-25T03:21:49Z'],
  ['time-form', long, 'Wed, 25 Nov 2026 03:21:49 GMT'],
  ['time-form', long, 'Wed, 25 Nov 2026 03:21:49 +0000'],
  ['time-form', long, '20261125032149'],
  ['time-form', long, '2026-11-25 03:21:49'],
  ['time-form', '1795596709120', time],
  ['time-empty', time, ''],
  ['time-empty', time, 'null'],
  ['time-empty', time, 'undefined'],
  ['time-empty', time, 'None'],
  ['time-taken-twice', time, '2026-11-25T08:51:49.119Z'],
  ['time-taken-twice', time, '2026-11-25T08:51:49.121Z'],
  ['time-taken-twice', time, '2026-11-25T08:51:50.120Z'],
  ['time-taken-twice', time, '2026-11-25T08:51:48.120Z'],
  ['time-taken-twice', whole, '2026-11-25T08:51:48Z'],
  ['time-taken-twice', whole, '2026-11-25T08:51:59Z'],
  ['time-taken-twice', whole, '2026-11-25T08:51:39Z'],
  ['time-taken-twice', '2026-11-25T08:51:49+05:30', '2026-11-25T08:51:48+05:30'],
  ['time-taken-twice', '2026-11-25T23:59:59.999+05:30', '2026-11-26T00:00:00.000+05:30'],
  ['time-taken-twice', '2026-11-25T00:00:00.000-0330', '2026-11-24T23:59:59.999-0330'],
  ['time-taken-twice', '1795596709120', '1795596709121'],
  ['time-taken-twice', '1795596709', '1795596710'],
];

describe('SIG-3: another time was signed', () => {
  it.each(rewritten)('%s: %s for %j', async (id, received, signed) => {
    expect(await leadsTo(id, { time: signed }, { time: received })).toBe(true);
  });

  it.each<[id: string, received: string, signed: string]>([
    ['time-fraction', whole, '2026-11-25T08:51:49.Z'],
    ['time-fraction', time, '2026-11-25T08:51Z'],
    ['time-fraction', `${time}[UTC]`, whole],
    ['time-form', `${time}[UTC]`, '2026-11-25T08:51:49.120[UTC]'],
    ['time-form', `${time}[UTC]`, '2026-11-25 08:51:49[UTC]'],
    ['time-zone', time, '2026-11-24T20:36:49.120-12:15'],
    ['time-zone', time, '2026-11-25T23:06:49.120+14:15'],
    ['time-zone', time, '2026-11-25T16:51:49.120Z'],
    ['time-taken-twice', time, '2026-11-25T08:51:50.121Z'],
    ['time-taken-twice', time, '2026-11-25T08:51:48.119Z'],
    ['time-taken-twice', whole, '2026-11-25T08:52:00Z'],
    ['time-taken-twice', whole, '2026-11-25T08:51:38Z'],
  ])('not tried, %s: %s for %j', async (id, received, signed) => {
    expect(await leadsTo(id, { time: signed }, { time: received })).toBe(false);
  });

  it('none is tried that is as it was sent', async () => {
    for (const [id, received] of rewritten)
      expect(await leadsTo(id, { time: received }, { time: received }), `${id} ${received}`).toBe(false);
    expect(await leadsTo('time-empty', { time: 'null' }, { time: 'null' })).toBe(false);
  });

  it('of a text that is no time only its letters are changed', () => {
    const received = { time: 'today' };
    const ids = ['time-epoch', 'time-fraction', 'time-zone', 'time-taken-twice'];
    expect(ids.map((id) => countOf(id, received))).toEqual([0, 0, 0, 0]);
    expect(countOf('time-form', received)).toBe(1);
  });

  it.each([
    ['12 digits', '179559670912'],
    ['14 digits', '17955967091200'],
    ['9 digits', '179559670'],
    ['digits and a letter', '1795596709x'],
    ['a letter and digits', 'x1795596709'],
  ])('a text of %s is no time', (_, text) => {
    expect(countOf('time-epoch', { time: text })).toBe(0);
  });

  it('with another mistake, few zones and no other moment are tried: there are too many', async () => {
    const received = { time, isOneOfTwo: true };
    for (const signed of ['16:51:49.120+08:00', '14:21:49.120+05:30', '15:51:49.120+07:00', '17:51:49+09:00'])
      expect(await leadsTo('time-zone', { time: `2026-11-25T${signed}` }, received), signed).toBe(true);
    expect(await leadsTo('time-zone', { time: '2026-11-25T08:51:49.120+00:00' }, received)).toBe(true);
    expect(await leadsTo('time-zone', { time: '2026-11-25T09:51:49.120+01:00' }, received)).toBe(false);
    expect(await leadsTo('time-zone', { time: '2026-11-25T08:51:49.12+00:00' }, received)).toBe(false);
    expect(countOf('time-zone', received)).toBe(21);
    expect(countOf('time-taken-twice', received)).toBe(0);
  });
});

describe('SIG-1, SIG-2: the time of another header was signed', () => {
  const responseTime = '2026-11-25T08:51:49.480Z';
  const date = 'Wed, 25 Nov 2026 08:51:49 GMT';
  const response = { time: responseTime, body: '{}' };

  it.each<[id: string, what: string, signed: string, received: Received]>([
    ['time-of-the-request', 'of a response', time, { response }],
    ['time-of-the-response', 'of a request', responseTime, { headers: { 'Response-Time': responseTime } }],
    ['time-date-header', 'of a request', date, { headers: { Date: date } }],
  ])('%s: %s', async (id, _, signed, received) => {
    const { body = '{"a":"1"}' } = received.response ?? {};
    expect(await leadsTo(id, { time: signed, body }, received)).toBe(true);
  });

  it('none is tried that is not there, or that belongs there', () => {
    expect(countOf('time-of-the-request', {})).toBe(0);
    expect(countOf('time-of-the-response', {})).toBe(0);
    expect(countOf('time-of-the-response', { response })).toBe(0);
    expect(countOf('time-date-header', {})).toBe(0);
  });
});
