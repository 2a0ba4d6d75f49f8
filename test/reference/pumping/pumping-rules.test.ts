import { describe, expect, it } from 'vitest';
import type { PumpedSending } from '../../../server/reference/pumping/pumping-limit.js';
import {
  type PumpingOptions,
  PumpingRules,
  stepsOf,
} from '../../../server/reference/pumping/pumping-rules.js';

const window = { periodMs: 3_600_000, sendings: 2 };
const dayMs = 86_400_000;
const phone = { clientId: 'C', verifyType: 'MOBILE', address: '+18681234567' } as const;
const mail = { clientId: 'C', verifyType: 'EMAIL', address: 'a@example.com' } as const;

describe('the rules against pumping', () => {
  it.each<[string, PumpingOptions, string]>([
    ['a period below a second', { client: [{ ...window, periodMs: 999 }] }, 'periodMs must be'],
    ['a period that is not whole', { total: [{ ...window, periodMs: 1_000.5 }] }, 'periodMs must be'],
    ['a period of a prefix', { prefix: { '+1': [{ ...window, periodMs: 0 }] } }, 'periodMs must be'],
    ['no sending', { client: [{ ...window, sendings: 0 }] }, 'sendings must be'],
    ['half a sending', { total: [{ ...window, sendings: 1.5 }] }, 'sendings must be'],
    ['less than 3 a day for an address', { address: [window, { periodMs: dayMs, sendings: 2 }] }, 'RC-11'],
    ['a prefix without +', { prefix: { '65': [window] } }, 'a prefix must be'],
    ['a prefix that is a number', { allowedPrefixes: ['+65', '+123456789'] }, 'a prefix must be'],
    ['none unanswered', { unanswered: 0 }, 'unanswered must be'],
    ['half an unanswered one', { unanswered: 1.5 }, 'unanswered must be'],
  ])('RC-11: %s is refused', (_, options, message) => {
    expect(() => new PumpingRules(options)).toThrow(RangeError);
    expect(() => new PumpingRules(options)).toThrow(message);
  });

  it('take the least of everything', () => {
    const least = [{ periodMs: 1_000, sendings: 1 }];
    const options = { address: least, client: least, total: least, prefix: { '+1': least }, unanswered: 1 };
    expect(() => new PumpingRules(options)).not.toThrow();
    expect(() => new PumpingRules({ allowedPrefixes: ['+12345678'] })).not.toThrow();
  });

  it('count from the narrowest to the widest, each period for itself', () => {
    const rules = new PumpingRules({
      ...{
        address: [{ periodMs: dayMs, sendings: 4 }],
        client: [window],
        total: [window, { ...window, periodMs: dayMs }],
      },
      prefix: { '+1': [window], '+1868': [{ periodMs: dayMs, sendings: 5 }] },
    });
    expect(rules.countersOf(phone).map(({ by, periodMs, limit }) => [by, periodMs, limit])).toEqual([
      ['address', dayMs, 4],
      ['prefix', dayMs, 5],
      ['client', window.periodMs, 2],
      ['total', window.periodMs, 2],
      ['total', dayMs, 2],
    ]);
    const keys = rules.countersOf(phone).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    // Mail has no prefix, and what looks like one is none.
    const looksLikeOne = { ...mail, address: '+1868@example.com' };
    expect(rules.countersOf(looksLikeOne).map(({ by }) => by)).toEqual([
      'address',
      'client',
      'total',
      'total',
    ]);
    expect(rules.countersOf({ ...phone, address: '+6591234567' }).map(({ by }) => by)).not.toContain(
      'prefix',
    );
  });

  it('count the same address for each verifyType, and each other value, for itself', () => {
    const rules = new PumpingRules({ address: [window], client: [window] });
    const keys = (sending: PumpedSending) => rules.countersOf(sending).map(({ key }) => key);
    const [address, client] = keys(phone);
    expect(keys({ ...phone, clientId: 'D' })).toEqual([address, expect.not.stringMatching(String(client))]);
    expect(keys({ ...mail, address: phone.address })).toEqual([
      expect.not.stringMatching(String(address).replace('+', '\\+')),
      client,
    ]);
  });

  it.each([
    [undefined, phone, false],
    [['+1868'], phone, false],
    [['+65', '+1'], phone, false],
    [['+65'], phone, true],
    [[], phone, true],
    [['+65'], mail, false],
  ])('RC-13: with the prefixes %j allowed, %o is barred: %s', (allowedPrefixes, sending, isBarred) => {
    const rules = new PumpingRules(allowedPrefixes === undefined ? {} : { allowedPrefixes });
    expect(rules.isBarred(sending)).toBe(isBarred);
  });

  it('know what of a block is unanswered, for phone numbers alone', () => {
    const rules = new PumpingRules({ unanswered: 7 });
    expect(rules.unansweredOf(phone)?.sent).toMatchObject({ by: 'unanswered', limit: 7, periodMs: dayMs });
    const neighbour = { ...phone, address: '+18681239999' };
    expect(rules.unansweredOf(neighbour)?.sent.key).toBe(rules.unansweredOf(phone)?.sent.key);
    expect(rules.unansweredOf(neighbour)?.answeredKey).toBe(rules.unansweredOf(phone)?.answeredKey);
    expect(rules.unansweredOf(neighbour)?.knownKey).not.toBe(rules.unansweredOf(phone)?.knownKey);
    expect(rules.unansweredOf({ ...phone, address: '+18681244567' })?.sent.key).not.toBe(
      rules.unansweredOf(phone)?.sent.key,
    );
    expect(rules.unansweredOf(mail)).toBeUndefined();
    expect(new PumpingRules({}).unansweredOf(phone)).toBeUndefined();
  });

  it.each<[PumpingOptions, typeof phone | typeof mail, string]>([
    [{}, phone, '+1'],
    [{}, mail, ''],
    [{ prefix: { '+1868': [window] } }, phone, '+1868'],
    [{ allowedPrefixes: ['+1', '+186'] }, phone, '+186'],
    [{ prefix: { '+65': [window] }, allowedPrefixes: ['+44'] }, phone, '+1'],
  ])('with %o a metric has for %o the label "%s"', (options, sending, label) => {
    expect(new PumpingRules(options).labelOf(sending)).toBe(label);
  });
});

describe('the steps of a period', () => {
  it('are 24: a sending counts for 23 of them and the one that it is in', () => {
    expect(stepsOf(dayMs, 0)).toEqual({ current: 0, oldest: -23 });
    expect(stepsOf(dayMs, 3_599_999)).toEqual({ current: 0, oldest: -23 });
    expect(stepsOf(dayMs, 3_600_000)).toEqual({ current: 1, oldest: -22 });
    expect(stepsOf(dayMs, dayMs)).toEqual({ current: 24, oldest: 1 });
  });
});
