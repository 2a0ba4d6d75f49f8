import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, type JsonText, mapJson, readJson, writeJson } from '../../../message/explain/json-text.js';

const written = (text: string): string | undefined => {
  const json = readJson(text);
  return json === undefined ? undefined : writeJson(json, compact);
};

describe('JSON as it is written', () => {
  it('is what JSON.stringify writes, compact and indented', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 4 }), (value, blanks) => {
        const json = readJson(JSON.stringify(value, null, blanks));
        if (json === undefined) throw new Error('not read');
        expect(writeJson(json, compact)).toBe(JSON.stringify(value));
        expect(writeJson(json, { comma: ',', colon: ': ', indent: ' '.repeat(blanks) })).toBe(
          JSON.stringify(value, null, blanks),
        );
      }),
    );
  });

  it.each([
    ['numbers', '[1.50,-0,1E+2,12345678901234567890]'],
    ['escapes', '["\\u00e9\\/\\"\\\\","\\n"]'],
    ['repeated names, in their order', '{"b":1,"a":2,"b":3}'],
    ['true, false and null', '[true,false,null]'],
    ['what is empty', '{"a":{},"b":[],"":""}'],
    ['a text alone', '"a"'],
    ['a number alone', '1'],
  ])('keeps %s', (_, text) => {
    expect(written(text)).toBe(text);
  });

  it('is read with white space of JSON between everything', () => {
    expect(written(' \t\r\n{ "a" : [ 1 , "b c" ] , "d" : { } } \n')).toBe('{"a":[1,"b c"],"d":{}}');
    expect(written('{"a"\u00A0:1}')).toBeUndefined();
  });

  it.each([
    '',
    ' ',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '{]',
    '[}',
    '{}}',
    '{} {}',
    '{}x',
    'x{}',
    '[1 2]',
    '[1,]',
    '[,1]',
    '[1,,2]',
    '[1:2]',
    '{"a"}',
    '{"a":}',
    '{"a" 1}',
    '{"a",1}',
    '{:1}',
    '{1:2}',
    '{a:1}',
    '{"a":1,}',
    '{"a":1 "b":2}',
    '{"a":1:"b":2}',
    '{"a":1',
    '[1',
    '[1,',
    '{"a":[}',
    '"a',
    '"a\nb"',
    '"a\u001fb"',
    "'a'",
    'True',
    'nul',
    '.5',
    '+1',
    '-',
    '{"a":1},',
  ])('is not %j', (text) => {
    expect(readJson(text)).toBeUndefined();
  });

  it('is at most 32 levels deep', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(written(nested(33))).toBe(nested(33));
    expect(readJson(nested(34))).toBeUndefined();
    expect(written(`${'{"a":'.repeat(32)}1${'}'.repeat(32)}`)).toBeDefined();
    expect(readJson(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`)).toBeUndefined();
  });
});

describe('a change to each value', () => {
  const json = readJson('{"a":[1,{"b":2}],"c":"3"}');
  const changed = (replace: (value: JsonText) => JsonText | undefined): string | undefined => {
    const result = json === undefined ? undefined : mapJson(json, replace);
    return result === undefined ? undefined : writeJson(result, compact);
  };

  it('reaches every value, the inner ones first', () => {
    const seen: string[] = [];
    changed((value) => {
      seen.push(writeJson(value, compact));
      return value;
    });
    expect(seen).toEqual(['1', '2', '{"b":2}', '[1,{"b":2}]', '"3"', '{"a":[1,{"b":2}],"c":"3"}']);
  });

  it('sees what became of the inner ones', () => {
    expect(
      changed((value) => (value.kind === 'scalar' ? { kind: 'string', raw: `"${value.raw}"` } : value)),
    ).toBe('{"a":["1",{"b":"2"}],"c":"3"}');
  });

  it('takes a value out, from lists and from objects', () => {
    expect(changed((value) => (value.kind === 'scalar' ? undefined : value))).toBe('{"a":[{}],"c":"3"}');
    expect(changed((value) => (value.kind === 'array' ? undefined : value))).toBe('{"c":"3"}');
    expect(changed(() => undefined)).toBeUndefined();
  });
});
