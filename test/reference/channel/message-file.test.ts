import { describe, expect, it } from 'vitest';
import { readMessageFile } from '../../../server/reference/channel/message-file.js';

const write = (content: string, locale?: string) =>
  readMessageFile(content).write({ code: '123456', validForMs: 300_000, locale });

describe('a file of message texts', () => {
  it('is YAML or JSON, by locale; who has none of them gets English', () => {
    const yaml =
      "de: { text: '{code} ist Ihr Code, {validFor}.' }\nen: { subject: Code, text: 'Your code: {code}' }\n";
    expect(write(yaml, 'de-AT').text).toBe('123456 ist Ihr Code, 5 Minuten.');
    expect(write(yaml, 'ja')).toEqual({ subject: 'Code', text: 'Your code: 123456' });
    expect(write('{"en":{"text":"{code}"}}')).toMatchObject({ text: '123456' });
  });

  it('without English the first one stands for all', () => {
    expect(write("fr: { text: 'Code {code}' }\nde: { text: '{code}' }").text).toBe('Code 123456');
  });

  it.each([
    ['', 'the file must be a map of locales'],
    ['{}', 'the file has no locale'],
    ['en: [}', 'line 1: neither YAML nor JSON'],
    ["en: { txt: '{code}' }", 'en must have a text'],
    ['en: { text: 7 }', 'en must have a text'],
    ["en: { text: 'hello' }", 'does not contain {code}'],
    ["en: { text: '{code} {name}' }", 'name'],
    ["english language: { text: '{code}' }", 'has a name that is not a locale'],
  ])('%j is refused: %s', (content, said) => {
    expect(() => readMessageFile(content)).toThrow(said);
  });
});
