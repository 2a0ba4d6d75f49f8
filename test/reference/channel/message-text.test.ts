import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDuration } from '../../../server/reference/channel/duration.js';
import { messageTemplates, MessageTexts } from '@sendotp-contract/reference';

const message = { code: '004217', validForMs: 300_000, locale: undefined };

describe('message text', () => {
  it.each([
    [undefined, '004217 is your verification code. It is valid for 5 minutes. Do not share it with anyone.'],
    ['en-SG', '004217 is your verification code. It is valid for 5 minutes. Do not share it with anyone.'],
    ['de-AT', '004217 ist Ihr Bestätigungscode. Er ist 5 Minuten gültig.'],
    ['es-419', '004217 es su código de verificación. Es válido durante 5 minutos.'],
    ['fr-CA', '004217 est votre code de vérification. Il est valable 5 minutes.'],
    ['pt-PT', '004217 é seu código de verificação. Ele é válido por 5 minutos.'],
    ['ja-JP', '認証コードは 004217 です。有効期間は 5 分です。'],
    ['ko-KR', '인증번호는 004217입니다. 5분 동안 유효합니다.'],
    ['zh-CN', '您的验证码为 004217\uff0c5分钟内有效。'],
    ['zh-Hant-TW', '您的驗證碼為 004217\uff0c5 分鐘內有效。'],
    ['zh-TW', '您的驗證碼為 004217\uff0c5 分鐘內有效。'],
    ['zh-HK', '您的驗證碼為 004217\uff0c5 分鐘內有效。'],
    ['zh_Hans_SG', '您的验证码为 004217\uff0c5分钟内有效。'],
    ['th-TH', '004217 is your verification code.'],
    ['', '004217 is your verification code.'],
    ['not a locale', '004217 is your verification code.'],
  ])('speaks to a user of locale %s in a language there is', (locale, text) => {
    expect(new MessageTexts().write({ ...message, locale }).text).toContain(text);
  });

  it.each([
    [60_000, '1 minute'],
    [90_000, '90 seconds'],
    [1_000, '1 second'],
  ])('says %d ms as %s', (validForMs, validity) => {
    expect(new MessageTexts().write({ ...message, validForMs }).text).toContain(`valid for ${validity}.`);
  });

  it('says the duration as the console does', () => {
    expect(describeDuration(300_000)).toBe('5 minutes');
    expect(describeDuration(61_000, 'de')).toBe('61 Sekunden');
  });

  it('prefers the narrower template', () => {
    const templates = {
      en: { text: 'en {code}' },
      'pt-BR': { text: 'br {code}' },
      pt: { text: 'pt {code}' },
      'sr-Latn': { text: 'latn {code}' },
      sr: { text: 'sr {code}' },
    };
    const texts = new MessageTexts({ templates });
    const said = (locale: string) => texts.write({ ...message, locale }).text.split(' ')[0];
    expect(['pt-BR', 'pt-PT', 'sr-Latn-RS', 'sr-RS', 'en-GB', 'fr'].map(said)).toEqual([
      'br',
      'pt',
      'latn',
      'sr',
      'en',
      'en',
    ]);
  });

  it('takes another default, and the subject from the template, the built-in one or the English one', () => {
    const templates = {
      de: { text: '{code}' },
      it: { text: '{code}' },
      fr: { text: '{code}', subject: 'Code {code}' },
    };
    const texts = new MessageTexts({ templates, defaultLocale: 'de-CH' });
    const subject = (locale: string) => texts.write({ ...message, locale }).subject;
    expect(['en', 'it', 'fr'].map(subject)).toEqual([
      'Ihr Bestätigungscode',
      'Your verification code',
      'Code 004217',
    ]);
  });

  it('puts each value in once: a code that looks like a placeholder is left alone', () => {
    const texts = new MessageTexts({ templates: { en: { text: '{code}{validFor}{code}' } } });
    expect(texts.write({ ...message, code: '{validFor}$&' }).text).toBe('{validFor}$&5 minutes{validFor}$&');
  });

  it('holds the code once for any locale of a user', () => {
    const texts = new MessageTexts();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...Object.keys(messageTemplates))), (locale) => {
        expect(texts.write({ ...message, locale }).text.split('004217')).toHaveLength(2);
      }),
    );
  });

  it.each([
    [{ en: { text: 'Hello' } }, 'the message template for "en" does not contain {code}'],
    [
      { en: { text: '{code}' }, de: { text: '{code} {minutes}' } },
      'template for "de" contains the unknown placeholder {minutes}',
    ],
    [{ en: { text: '{code} {Code}' } }, '{Code}'],
    [{ en: { text: '{code} { code }' } }, 'contains a brace outside of a placeholder'],
    [{ en: { text: '{code}', subject: '{name}' } }, '{name}'],
    [{ en: { text: '{code}', subject: 'a\r\nBcc: b@example.com' } }, 'more than one line'],
    [
      { en: { text: '{code}' }, english: { text: '{code}' }, 'e n': { text: '{code}' } },
      'template for "e n" has a name that is not a locale',
    ],
    [
      { 'en-us': { text: '{code}' }, 'en-US': { text: '{code}' }, en: { text: '{code}' } },
      'two message templates for the locale en-US',
    ],
    [{ de: { text: '{code}' } }, 'no message template for the default locale "en"; there is de'],
    [{}, 'none at all'],
  ])('is refused when the program starts: %j', (templates, text) => {
    const make = () => new MessageTexts({ templates });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(text);
  });
});
