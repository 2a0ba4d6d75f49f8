import { describe, expect, it } from 'vitest';
import { maskAddress } from '../../../server/reference/channel/console-channel.js';
import { describeDuration } from '../../../server/reference/channel/duration.js';
import { maskUrl } from '../../../server/reference/channel/masked-url.js';
import {
  fillIn,
  placeholdersOf,
  requireKnownPlaceholders,
} from '../../../server/reference/channel/template.js';

describe('a template', () => {
  it.each([
    ['{to}: {text} {to}', ['to', 'text', 'to']],
    ['{"to":"{to}"}', ['to']],
    ['{a1_B} {1a} {a-b} {} { a } {{b}}', ['a1_B', 'b']],
    ['none', []],
  ])('%s has the placeholders %j', (template, names) => {
    expect(placeholdersOf(template)).toEqual(names);
  });

  it('has each value in its place, encoded, and what is no placeholder of it as it is', () => {
    const values = new Map([
      ['to', '{text}'],
      ['text', '$&'],
    ]);
    expect(fillIn('{to} {text} {other} {to}', values)).toBe('{text} $& {other} {text}');
    expect(fillIn('{to}', values, (value) => `<${value}>`)).toBe('<{text}>');
  });

  it('with an unknown placeholder is refused, by its name', () => {
    const check = (template: string) => {
      requireKnownPlaceholders('bodyTemplate', template, ['to', 'text']);
    };
    expect(() => {
      check('{to} {text} {1}');
    }).not.toThrow();
    expect(() => {
      check('{to} {txt}');
    }).toThrow(new RangeError('bodyTemplate contains the unknown placeholder {txt}; expected {to}, {text}'));
  });
});

describe('a duration', () => {
  it.each([
    [300_000, 'en', '5 minutes'],
    [60_000, 'en', '1 minute'],
    [59_999, 'en', '59 seconds'],
    [90_000, 'en', '90 seconds'],
    [61_999, 'en', '61 seconds'],
    [300_000, 'de', '5 Minuten'],
    [1_000, undefined, '1 second'],
  ])('of %d ms in %s is %s', (ms, locale, words) => {
    expect(describeDuration(ms, locale)).toBe(words);
  });
});

describe('an address that is masked', () => {
  it.each([
    ['+12025550101', '+1********01'],
    ['+123456789', '+1******89'],
    ['+12345678', '*********'],
    ['', ''],
    ['reachable@example.com', 'r***@example.com'],
    ['🔑y@example.com', '🔑***@example.com'],
    ['a@b@example.com', 'a***@example.com'],
    ['@example.com', '@e********om'],
  ])('%s is %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it.each([
    ['smtp://user:secret@mail.example.com:587/?a=secret#secret', 'smtp://***@mail.example.com:587/'],
    ['https://user@sms.example.com/path', 'https://***@sms.example.com/path'],
    ['https://:secret@sms.example.com', 'https://***@sms.example.com/'],
    ['https://sms.example.com', 'https://sms.example.com/'],
  ])('%s is %s', (url, masked) => {
    expect(maskUrl(new URL(url))).toBe(masked);
  });
});
