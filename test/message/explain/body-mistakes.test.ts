import { describe, expect, it } from 'vitest';
import { countOf, leadsTo, namesOf } from './names-of.js';

const nested = '{"b":{"y":"1","x":"2"},"a":[{"z":"3","w":"4"}],"c":"5"}';
const values = { a: 'x/y', b: null, c: 7, d: 'line\nfeed', e: { f: 'g' } };

/** The mistake, what was done, the body as it was received, the body that was signed. */
const rewritten: readonly [id: string, what: string, received: string, signed: string][] = [
  ['body-key-order', 'sorted, inside too', nested, '{"a":[{"w":"4","z":"3"}],"b":{"x":"2","y":"1"},"c":"5"}'],
  ['body-key-order', 'sorted backwards', nested, '{"c":"5","b":{"y":"1","x":"2"},"a":[{"z":"3","w":"4"}]}'],
  [
    'body-key-order',
    'turned round, inside not',
    nested,
    '{"c":"5","a":[{"z":"3","w":"4"}],"b":{"y":"1","x":"2"}}',
  ],
  [
    'body-key-order',
    'sorted in the style that is sent',
    '{\n  "b": "1",\n  "a": "2"\n}',
    '{\n  "a": "2",\n  "b": "1"\n}',
  ],
  ...[
    '{"b": "1", "a": ["2", "3"]}',
    '{"b":"1", "a":["2", "3"]}',
    '{"b": "1","a": ["2","3"]}',
    '{\n\t"b" : "1",\n\t"a" : [\n\t\t"2",\n\t\t"3"\n\t]\n}',
    '{\n   "b": "1",\n   "a": [\n      "2",\n      "3"\n   ]\n}',
  ].map((received): [string, string, string, string] => [
    'body-key-order',
    `sorted in the style of ${JSON.stringify(received)}`,
    `${received}\n`,
    received.replace(
      /("b".*?"1")(,\s*)("a"[^]*?\])/,
      (_, first: string, comma: string, last: string) => last + comma + first,
    ),
  ]),
  [
    'body-key-order',
    'sorted and compact, where the style is of no serialiser',
    '{"b": "1","a" :"2"}',
    '{"a":"2","b":"1"}',
  ],
  [
    'body-key-order',
    'sorted, without the byte order mark',
    '\uFEFF{"b": "1", "a": "2"}',
    '{"a": "2", "b": "1"}',
  ],
  [
    'body-key-order',
    'two keys of five exchanged',
    '{"a":"1","b":"2","c":"3","d":"4","e":"5"}',
    '{"b":"2","a":"1","c":"3","d":"4","e":"5"}',
  ],
  [
    'body-key-order',
    'exchanged and with blanks, as another language writes',
    '{"c":"1","a":"2","b":"3"}',
    '{"c": "1", "b": "3", "a": "2"}',
  ],
  [
    'body-key-order',
    'exchanged in a style that is rare',
    '{\n   "c": "1",\n   "a": "2",\n   "b": "3"\n}',
    '{\n   "a": "2",\n   "c": "1",\n   "b": "3"\n}',
  ],
  [
    'body-key-order',
    'sorted by character, not by alphabet',
    '{"b":"1","a":"2","c":"3","B":"4","d":"5","e":"6"}',
    '{"B":"4","a":"2","b":"1","c":"3","d":"5","e":"6"}',
  ],
  [
    'body-key-order',
    'sorted, of one name the first first',
    '{"b":"1","a":"2","a":"3","c":"4","d":"5","e":"6"}',
    '{"a":"2","a":"3","b":"1","c":"4","d":"5","e":"6"}',
  ],
  [
    'body-key-order',
    'sorted, with a byte order mark within a value',
    '{"b":"\uFEFF","a":"1"}',
    '{"a":"1","b":"\uFEFF"}',
  ],
  [
    'body-key-order',
    'exchanged and compact',
    '{\n  "c": "1",\n  "a": "2",\n  "b": "3"\n}',
    '{"c":"1","b":"3","a":"2"}',
  ],
  [
    'body-key-order',
    'exchanged and indented with 4 blanks',
    '{"c":"1","a":"2","b":"3"}',
    '{\n    "c": "1",\n    "b": "3",\n    "a": "2"\n}',
  ],
  [
    'body-null-dropped',
    'null left out, inside too',
    '{"a":null,"b":{"c":null,"d":[null]}}',
    '{"b":{"d":[]}}',
  ],
  [
    'body-null-dropped',
    'null left out, and no other value',
    '{"a":null,"b":0,"c":false,"d":"null","e":""}',
    '{"b":0,"c":false,"d":"null","e":""}',
  ],
  [
    'body-empty-dropped',
    'empty texts left out, inside too',
    '{"a":"","b":{"c":""},"d":" "}',
    '{"b":{},"d":" "}',
  ],
  [
    'body-number-for-string',
    'every text that reads like a number, true, false or null',
    '{"a":"1","b":"-2.50","c":"true","d":"false","e":"null","f":"0","g":["10"]}',
    '{"a":1,"b":-2.50,"c":true,"d":false,"e":null,"f":0,"g":[10]}',
  ],
  [
    'body-number-for-string',
    'no text that reads otherwise',
    '{"a":"1","b":"007","c":"1.","d":"True","e":"1 ","f":".5","g":"x1","h":"1e5","i":"2","j":"x\\"1"}',
    '{"a":1,"b":"007","c":"1.","d":"True","e":"1 ","f":".5","g":"x1","h":"1e5","i":2,"j":"x\\"1"}',
  ],
  [
    'body-number-for-string',
    'every number, true and false, and not null',
    '{"a":1,"b":-2.50,"c":true,"d":null,"e":"6","f":[false]}',
    '{"a":"1","b":"-2.50","c":"true","d":null,"e":"6","f":["false"]}',
  ],
  ['body-number-for-string', 'one text of several', '{"a":"1","b":"2","c":"3"}', '{"a":"1","b":2,"c":"3"}'],
  ['body-number-for-string', 'one number of several', '{"a":1,"b":2,"c":3}', '{"a":1,"b":2,"c":"3"}'],
  [
    'body-number-rounded',
    'numbers as floating-point numbers',
    '{"a":12345678901234567890,"b":1.50,"c":-1E2,"d":"1.50","e":true}',
    '{"a":12345678901234567000,"b":1.5,"c":-100,"d":"1.50","e":true}',
  ],
  ['body-compact', 'without white space', '{ "a" : [ "1" ,\n"2" ] , "b" : { } }', '{"a":["1","2"],"b":{}}'],
  [
    'body-spaced',
    'with a blank after comma and colon',
    '{"a":["1","2"],"b":{}}',
    '{"a": ["1", "2"], "b": {}}',
  ],
  ['body-spaced', 'with a blank after the comma', '{"a":["1","2"],"b":{}}', '{"a":["1", "2"], "b":{}}'],
  ['body-spaced', 'with a blank after the colon', '{"a":["1","2"],"b":{}}', '{"a": ["1","2"],"b": {}}'],
  ...['  ', '    ', '\t', ' ', '   '].flatMap((indent): [string, string, string, string][] => {
    const pretty = JSON.stringify({ a: ['1', { b: [] }], c: {} }, null, indent);
    return [
      ['body-pretty', `indented with ${JSON.stringify(indent)}`, '{"a":["1",{"b":[]}],"c":{}}', pretty],
      [
        'body-pretty',
        `indented with ${JSON.stringify(indent)}, as Jackson does`,
        '{"a":["1",{"b":[]}],"c":{}}',
        pretty.replaceAll('": ', '" : '),
      ],
    ];
  }),
  ['body-white-space-removed', 'all, in values too', '{"a": "1 2\t3"}\r\n', '{"a":"123"}'],
  ['body-white-space-removed', 'line ends', '{\r\n"a":\t"1  2"\n}', '{"a":\t"1  2"}'],
  ['body-white-space-removed', 'line ends and tabs', '{\r\n\t"a": "1"\n\n}', '{"a": "1"}'],
  ['body-white-space-removed', 'blanks but one', '{"a":   "1  2"}', '{"a": "1 2"}'],
  ['body-printed-object', 'an object of JavaScript', '{"a":"1"}', '[object Object]'],
  ['body-printed-object', 'an array of PHP', '{"a":"1"}', 'Array'],
  ['body-printed-object', 'null', '{"a":"1"}', 'null'],
  [
    'body-printed-object',
    'a map of Java',
    JSON.stringify(values),
    '{a=x/y, b=null, c=7, d=line\nfeed, e={"f":"g"}}',
  ],
  ['body-printed-object', 'a form', '{"b":"1","a":"2","c":"3"}', 'b=1&a=2&c=3'],
  ['body-printed-object', 'a form, of an escape that is none as it is written', '{"a":"\\x"}', 'a="\\x"'],
  ['body-printed-object', 'a sorted form of names that repeat', '{"b":"1","a":"2","a":"3"}', 'a=2&a=3&b=1'],
  [
    'body-printed-object',
    'a map of Go of names that repeat',
    '{"b":"1","a":"2","a":"3"}',
    'map[a:2 a:3 b:1]',
  ],
  ['body-printed-object', 'a sorted form', '{"b":"1","a":"2","c":"3"}', 'a=2&b=1&c=3'],
  [
    'body-printed-object',
    'a dict of Python',
    '{"b":"1","a":null,"c":"null1"}',
    "{'b': '1', 'a': None, 'c': 'null1'}",
  ],
  ['body-printed-object', 'a map of Go', '{"b":"1","a":"2","c":"3"}', 'map[a:2 b:1 c:3]'],
  ['body-string-of-json', 'written as a JSON string', '{"a":"1"}', '"{\\"a\\":\\"1\\"}"'],
  ['body-string-of-json', 'received as a JSON string', ' "{\\"a\\":\\"1\\"}"\n', '{"a":"1"}'],
];

describe('SIG-3: the signed body was written again', () => {
  it.each(rewritten)('%s: %s', async (id, _, body, signed) => {
    expect(await leadsTo(id, { body: signed }, { body })).toBe(true);
  });

  it.each<[id: string, what: string, received: string, signed: string]>([
    [
      'body-key-order',
      'of six keys any order, which are too many to try',
      '{"a":"1","b":"2","c":"3","d":"4","e":"5","f":"6"}',
      '{"b":"2","a":"1","c":"3","d":"4","e":"5","f":"6"}',
    ],
    [
      'body-key-order',
      'any order in an indentation that is rare',
      '{"c":"1","a":"2","b":"3"}',
      '{\n\t"a": "2",\n\t"c": "1",\n\t"b": "3"\n}',
    ],
    ['body-printed-object', 'a list', '["1"]', '[object Object]'],
    ['body-printed-object', 'no JSON', 'a=1', '[object Object]'],
    ['body-string-of-json', 'a number between blanks', ' 1 ', '1'],
    ['body-number-for-string', 'one value in a list', '["1","2"]', '[1,"2"]'],
  ])('not tried, %s: %s', async (id, _, body, signed) => {
    expect(await leadsTo(id, { body: signed }, { body })).toBe(false);
  });

  it('body-null-dropped: with a parameter that is written as null where it is left out', async () => {
    const optionalFields = ['verifyType', 'b'];
    const received = { body: '{"a":"1","b":"2"}', optionalFields };
    expect(await namesOf({ body: '{"a":"1","b":"2","verifyType":null}' }, received)).toEqual([
      'body-null-dropped',
    ]);
    expect(await namesOf({ body: '{"a":"1","b":"2","b":null}' }, received)).toEqual([]);
    expect(countOf('body-null-dropped', { body: '["1"]', optionalFields })).toBe(0);
  });

  it('with another mistake, few orders and no printed object are tried: there are too many', async () => {
    const received = { body: '{"c":"1","a":"2","b":"3"}', isOneOfTwo: true };
    expect(await leadsTo('body-key-order', { body: '{"a":"2","b":"3","c":"1"}' }, received)).toBe(true);
    expect(await leadsTo('body-key-order', { body: '{"a":"2","c":"1","b":"3"}' }, received)).toBe(false);
    expect(countOf('body-printed-object', received)).toBe(0);
  });

  it('nothing of this is tried of a body that is no JSON, or no UTF-8', () => {
    const ids = new Set(rewritten.map(([id]) => id));
    ids.delete('body-white-space-removed');
    ids.delete('body-string-of-json');
    for (const body of ['{"a":1 2}', Buffer.from([0x7b, 0xff, 0x7d])])
      for (const id of ids) expect(countOf(id, { body }), id).toBe(0);
  });

  it('a body that is right already is not tried again', async () => {
    for (const body of ['{}', '{"a":"b"}', '["b"]', '"b"', '{"a":{"b":"c"}}', '{\n  "a": "b"\n}'])
      expect(await namesOf({ body }, { body })).toEqual([]);
  });
});
