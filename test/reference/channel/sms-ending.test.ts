import { describe, expect, it } from 'vitest';
import { MessageTexts, messageTemplates } from '@sendotp-contract/reference';
import { smsLength } from '../../../server/reference/channel/sms-segment.js';

const message = { code: '123456', validForMs: 300_000 };
const locales = Object.keys(messageTemplates);

describe('the length of an SMS', () => {
  it.each([
    ['a'.repeat(160), 'GSM-7', 160],
    ['ä ö ü ß é è à ñ Ç Ω', 'GSM-7', 19],
    ['{}[]^~|€\\', 'GSM-7', 18],
    ['ç', 'UCS-2', 1],
    ['código', 'UCS-2', 6],
    ['验证码', 'UCS-2', 3],
    ['😀', 'UCS-2', 2],
    ['', 'GSM-7', 0],
  ])('%s is %s of length %i', (text, encoding, length) => {
    const most = encoding === 'GSM-7' ? 160 : 70;
    expect(smsLength(text)).toEqual({ encoding, length, most });
  });
});

describe('what an SMS ends with', () => {
  it('is nothing, unless it is asked for; a mail has no such ending', () => {
    const texts = new MessageTexts({ smsEnding: { webOtpHost: 'pay.example.com' } });
    for (const locale of locales) {
      const plain = new MessageTexts().write({ ...message, locale }).text;
      expect(new MessageTexts().writeSms({ ...message, locale })).toBe(plain);
      expect(texts.write({ ...message, locale }).text).toBe(plain);
    }
  });

  it.each(locales)('%s: the last line is @host #code, in one segment', (locale) => {
    const texts = new MessageTexts({ smsEnding: { webOtpHost: 'pay.example.com' } });
    const sms = texts.writeSms({ ...message, locale });
    expect(sms.split('\n').at(-1)).toBe('@pay.example.com #123456');
    const { length, most } = smsLength(sms);
    expect(length).toBeLessThanOrEqual(most);
    expect(sms.split('\n')[0]).toContain('123456');
  });

  it.each(locales)('%s: with the hash of an Android app too, in one segment and 140 bytes', (locale) => {
    const smsEnding = { webOtpHost: 'pay.example.com', retrieverHash: 'FA+9qCX9VSu' };
    const texts = new MessageTexts({ smsEnding, longestCode: 6 });
    const sms = texts.writeSms({ ...message, locale });
    expect(sms.split('\n').slice(1)).toEqual(['FA+9qCX9VSu', '@pay.example.com #123456']);
    expect(Buffer.byteLength(sms)).toBeLessThanOrEqual(140);
    const { length, most } = smsLength(sms);
    expect(length).toBeLessThanOrEqual(most);
  });

  it('the whole text is kept where it fits', () => {
    const texts = new MessageTexts({ smsEnding: { webOtpHost: 'pay.example.com' } });
    expect(texts.writeSms({ ...message, locale: 'en' })).toBe(
      '123456 is your verification code. It is valid for 5 minutes. Do not share it with anyone.\n@pay.example.com #123456',
    );
    expect(texts.writeSms({ ...message, locale: 'es' })).toBe(
      'Use 123456 para confirmar. No lo comparta.\n@pay.example.com #123456',
    );
  });

  it('a template that is too long for it is refused at the start, by its locale', () => {
    const templates = { en: { text: `{code} ${'x'.repeat(140)}` } };
    expect(() => new MessageTexts({ templates })).not.toThrow();
    expect(() => new MessageTexts({ templates, smsEnding: { webOtpHost: 'pay.example.com' } })).toThrow(
      'the message template for en takes 180 characters of GSM-7',
    );
    const short = { en: { ...templates.en, shortText: '{code}' } };
    expect(
      new MessageTexts({ templates: short, smsEnding: { webOtpHost: 'pay.example.com' } }).writeSms({
        ...message,
        locale: 'en',
      }),
    ).toBe('123456\n@pay.example.com #123456');
    expect(() => new MessageTexts({ templates: { en: { text: '{code}', shortText: 'none' } } })).toThrow(
      '{code}',
    );
  });

  it.each([
    { webOtpHost: 'https://pay.example.com' },
    { webOtpHost: 'pay' },
    { webOtpHost: 'Pay.example.com' },
    { webOtpHost: 'pay.example.com #1' },
    { retrieverHash: 'short' },
    { retrieverHash: 'FA+9qCX9VSu=' },
  ])('%j is refused', (smsEnding) => {
    expect(() => new MessageTexts({ smsEnding })).toThrow(RangeError);
  });
});
