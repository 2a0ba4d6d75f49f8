import { describe, expect, it } from 'vitest';
import { countOf, leadsTo } from './names-of.js';

const accents = '{"é":"Ünï"}';
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const asLatin1 = (text: string): string => Buffer.from(text).toString('latin1');

/** The mistake, what was done, the body as it was received, the body that was signed. */
const rewritten: readonly [id: string, what: string, received: string | Buffer, signed: string | Buffer][] = [
  ['body-slashes-escaped', 'escaped, but not twice', '{"a/b":"c/\\/d"}', '{"a\\/b":"c\\/\\/d"}'],
  [
    'body-slashes-escaped',
    'escaped in each text, also behind a quotation mark or a backslash in it',
    '{"a":"\\"/🔑/","b":"\\\\","c":"/"}',
    '{"a":"\\"\\/🔑\\/","b":"\\\\","c":"\\/"}',
  ],
  ['body-slashes-escaped', 'not escaped', '{"a\\/b":"c\\/d"}', '{"a/b":"c/d"}'],
  [
    'body-non-ascii-escaped',
    'escaped in small letters',
    '{"é":"\u007f🔑"}',
    '{"\\u00e9":"\u007f\\ud83d\\udd11"}',
  ],
  ['body-non-ascii-escaped', 'escaped in capital letters', '{"é":"🔑"}', '{"\\u00E9":"\\uD83D\\uDD11"}'],
  [
    'body-non-ascii-escaped',
    'written as they are, and controls not',
    '{"\\u00e9":"\\u0080\\u00FF\\u0100\\u0abc\\u1000\\uD83D\\udd11","b":"\\u001f\\u007f\\u003c"}',
    '{"é":"\u0080ÿĀ઼က🔑","b":"\\u001f\\u007f\\u003c"}',
  ],
  [
    'body-non-ascii-escaped',
    'small letters for capital ones',
    '{"a":"\\u00E9\\u003C"}',
    '{"a":"\\u00e9\\u003c"}',
  ],
  [
    'body-non-ascii-escaped',
    'capital letters for small ones',
    '{"a":"\\u00e9\\u003c"}',
    '{"a":"\\u00E9\\u003C"}',
  ],
  [
    'body-html-escaped',
    "by Go's json.Marshal",
    '{"a":"<b>&\u2028\u2029=\'"}',
    '{"a":"\\u003cb\\u003e\\u0026\\u2028\\u2029=\'"}',
  ],
  ['body-html-escaped', 'in capital letters', '{"a":"<b>&="}', '{"a":"\\u003Cb\\u003E\\u0026="}'],
  [
    'body-html-escaped',
    "by Java's Gson",
    '{"a":"<b>&\u2028\u2029=\'"}',
    '{"a":"\\u003cb\\u003e\\u0026\\u2028\\u2029\\u003d\\u0027"}',
  ],
  [
    'body-html-escaped',
    'written as they are',
    '{"a":"\\u003c\\u003E\\u0026\\u003D\\u0027\\u0041"}',
    '{"a":"<>&=\'\\u0041"}',
  ],
  [
    'body-html-escaped',
    'as entities, with quotation marks',
    '{"a":"<&>\'"}',
    "{&quot;a&quot;:&quot;&lt;&amp;&gt;'&quot;}",
  ],
  [
    'body-html-escaped',
    'as entities, with all quotation marks',
    '{"a":"<&>\'"}',
    '{&quot;a&quot;:&quot;&lt;&amp;&gt;&#039;&quot;}',
  ],
  ['body-html-escaped', 'as entities, without quotation marks', '{"a":"<&>\'"}', '{"a":"&lt;&amp;&gt;\'"}'],
  [
    'body-html-escaped',
    'read from entities, once',
    '{&quot;a&quot;:"&lt;&gt;&#39;&#039;&amp;amp;"}',
    '{"a":"<>\'\'&amp;"}',
  ],
  ['body-normalised', 'composed', '{"a":"e\u0301"}', '{"a":"é"}'],
  ['body-normalised', 'decomposed', '{"a":"é"}', '{"a":"e\u0301"}'],
  ['body-normalised', 'composed, ligatures taken apart', '{"a":"e\u0301ﬁ"}', '{"a":"éfi"}'],
  ['body-normalised', 'decomposed, ligatures taken apart', '{"a":"éﬁ"}', '{"a":"e\u0301fi"}'],
  ['body-wrong-charset', 'UTF-8 read as latin-1', accents, asLatin1(accents)],
  ['body-wrong-charset', 'UTF-8 read as Windows-1252', '{"a":"€"}', '{"a":"â‚¬"}'],
  [
    'body-wrong-charset',
    'Windows-1252 read to its last character, with those that it has not',
    Buffer.from([0x22, 0x80, 0x81, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x9d, 0x9e, 0x9f, 0xa0, 0x22]),
    '"€\u0081\u008dŽ\u008f\u0090‘\u009džŸ\u00A0"',
  ],
  ['body-wrong-charset', 'written in latin-1', accents, latin1(accents)],
  ['body-wrong-charset', 'written in latin-1, others as ?', '{"a":"é€🔑"}', latin1('{"a":"é??"}')],
  ['body-wrong-charset', 'received as UTF-8 that was taken for latin-1', asLatin1(accents), accents],
  ['body-wrong-charset', 'received as UTF-8 that was taken for Windows-1252', '{"a":"â‚¬"}', '{"a":"€"}'],
  ['body-wrong-charset', 'received in latin-1', latin1('{"a":"é"}'), '{"a":"é"}'],
  ['body-wrong-charset', 'received in Windows-1252', Buffer.from([0x22, 0x80, 0x22]), '"€"'],
  ['body-wrong-charset', 'received in latin-1 and replaced', latin1('{"a":"é"}'), '{"a":"\uFFFD"}'],
  ['body-wrong-charset', 'written in ASCII, a ? for each character', '{"a":"é🔑"}', '{"a":"??"}'],
  ['body-wrong-charset', 'written in ASCII, a ? for each unit', '{"a":"é🔑"}', '{"a":"???"}'],
  ['body-wrong-charset', 'written in ASCII, the others left out', '{"a":"é🔑"}', '{"a":""}'],
  ['body-wrong-charset', 'with characters that are replaced', '{"a":"é🔑"}', '{"a":"\uFFFD\uFFFD"}'],
  ['body-bom', 'with a byte order mark', '{"a":"1"}', '\uFEFF{"a":"1"}'],
  ['body-bom', 'without the byte order mark', '\uFEFF{"a":"1"}', '{"a":"1"}'],
  ['body-line-ends', 'with CRLF', '{\n"a":"1"\r\n}', '{\r\n"a":"1"\r\n}'],
  ['body-line-ends', 'with LF', '{\r\n"a":"1"\r\n}', '{\n"a":"1"\n}'],
  ['body-line-ends', 'with CR', '{\r\n"a":"1"\n}', '{\r"a":"1"\r}'],
  ['body-trailing-newline', 'with a line feed', '{}', '{}\n'],
  ['body-trailing-newline', 'with CRLF', '{}', '{}\r\n'],
  ['body-trailing-newline', 'with a blank', '{}', '{} '],
  ['body-trailing-newline', 'with a NUL', '{}', '{}\0'],
  ['body-trailing-newline', 'without the line feed, of several one', '{\n}\n\n', '{\n}\n'],
  ['body-trailing-newline', 'without CRLF, of several one', '{\r\n}\r\n\r\n', '{\r\n}\r\n'],
  ['body-trailing-newline', 'without any white space at the end', ' {} \u00A0\n\n', ' {}'],
  ['body-trailing-newline', 'without white space before and behind', '\t\n {} \r\n', '{}'],
  ['body-url-encoded', 'encoded', '{"a b":"é+"}', '%7B%22a%20b%22%3A%22%C3%A9%2B%22%7D'],
  ['body-url-encoded', 'encoded as a form', '{"a b":"+"}', '%7B%22a+b%22%3A%22%2B%22%7D'],
  ['body-url-encoded', 'decoded', '{"a+b":"%2B%20"}', '{"a+b":"+ "}'],
  ['body-url-encoded', 'decoded as a form', '{"a+b":"%2B%20"}', '{"a b":"+ "}'],
  ['body-url-encoded', 'with a blank for each plus, and nothing else decoded', '{"a+b":"%"}', '{"a b":"%"}'],
  ...['', '{}', 'undefined', 'None'].map((signed): [string, string, string, string] => [
    'body-left-out',
    `${JSON.stringify(signed)} in its place`,
    '{"a":"1"}',
    signed,
  ]),
];

describe('SIG-3: the characters of the signed body were written in another way', () => {
  it.each(rewritten)('%s: %s', async (id, _, body, signed) => {
    expect(await leadsTo(id, { body: signed }, { body })).toBe(true);
  });

  it.each<[id: string, what: string, received: string, signed: string | Buffer]>([
    ['body-slashes-escaped', 'in a text that is no JSON', 'a/b', 'a\\/b'],
    ['body-slashes-escaped', 'between quotation marks of what is no JSON', '"a/b" c', '"a\\/b" c'],
    ['body-wrong-charset', 'what Windows-1252 does not have, left out', '{"a":"â‚¬支"}', '{"a":"€"}'],
    [
      'body-wrong-charset',
      'what Windows-1252 does not have, in some byte',
      '"支"',
      Buffer.from([0x22, 0xff, 0x22]),
    ],
  ])('not tried, %s: %s', async (id, _, body, signed) => {
    expect(await leadsTo(id, { body: signed }, { body })).toBe(false);
  });

  it('of a body in ASCII nothing is tried that would leave it as it is', () => {
    const untouched = ['slashes-escaped', 'non-ascii-escaped', 'html-escaped', 'normalised', 'wrong-charset'];
    const body = '{a:1}';
    expect([...untouched, 'line-ends'].map((name) => countOf(`body-${name}`, { body }))).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(countOf('body-bom', { body })).toBe(1);
    expect(countOf('body-trailing-newline', { body })).toBe(4);
    expect(countOf('body-left-out', { body })).toBe(4);
    expect(countOf('body-left-out', { body: '' })).toBe(3);
  });

  it('of bytes that are no UTF-8 only character sets are tried', () => {
    const body = Buffer.from([0xff]);
    const ids = new Set(rewritten.map(([id]) => id));
    ids.delete('body-wrong-charset');
    for (const id of ids) expect(countOf(id, { body }), id).toBe(0);
    expect(countOf('body-wrong-charset', { body })).toBe(3);
  });
});
