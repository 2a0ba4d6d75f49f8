import type { Operation } from '@sendotp-contract/spec';
import type { Changes, Parameters } from '../exchange/changes.js';
import { membersOf, objectWith } from '../exchange/json-members.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, also, core, each, refused, several } from './declare.js';

const writing = (body: (parameters: Parameters) => string): Changes => ({ body });

/** Parameters that no contract has, but whose names mean something to some language or to this contract's responses. */
const unknownParameters: Parameters = {
  locale: 'en',
  count: 1,
  deep: { list: [null, true, {}] },
  '': '',
  nothing: null,
  list: ['x', 1, null],
  many: 'x'.repeat(4096),
  flag: false,
  result: 'S',
  verifyRequestId: 'x',
};

/** REQ-9 and REQ-10: the body as a whole. */
export function bodyCases({ parameters }: Operation): readonly ConformanceCase[] {
  const unknown = Object.entries(unknownParameters).filter(([name]) => !(name in parameters));
  return [
    core(
      also(
        ['RC-12'],
        refused(
          'REQ-9.not-json',
          'a body that is not JSON is answered PARAM_ILLEGAL',
          'PARAM_ILLEGAL',
          several({
            empty: { body: '' },
            'a blank': { body: ' ' },
            'an open brace': { body: '{' },
            'a word': { body: 'undefined' },
            'one comma too many': writing((own) => `{${membersOf(own).join(',')},}`),
            'no brace at the end': writing((own) => `{${membersOf(own).join(',')}`),
            'single quotes': writing(inSingleQuotes),
            'something after it': writing((own) => `${JSON.stringify(own)}x`),
            'another object after it': writing((own) => JSON.stringify(own).repeat(2)),
            'a comment': writing((own) => `${JSON.stringify(own)}//`),
            'a comment between members': writing((own) => `{/* own */${membersOf(own).join(',')}}`),
            'names without quotes': writing((own) => objectWith(own, 'note:"x"')),
            NaN: writing((own) => objectWith(own, '"note":NaN')),
            'a line break in a text': writing((own) => objectWith(own, '"note":"a\nb"')),
            'a tab in a text': writing((own) => objectWith(own, '"note":"a\tb"')),
            'a number that begins with 0': writing((own) => objectWith(own, '"note":012')),
            'a hexadecimal number': writing((own) => objectWith(own, '"note":0x1F')),
            'a number with a plus': writing((own) => objectWith(own, '"note":+1')),
            'a missing comma': writing((own) => objectWith(own, '"note":"a" "other":"b"')),
            'a form': writing((own) =>
              new URLSearchParams(
                Object.entries(own).map(([name, value]): [string, string] => [name, String(value)]),
              ).toString(),
            ),
            'a NUL after it': writing((own) => `${JSON.stringify(own)}\0`),
          }),
          ['body is JSON'],
        ),
      ),
    ),
    refused(
      'REQ-9.not-an-object',
      'a body that is JSON but not an object is answered PARAM_ILLEGAL',
      'PARAM_ILLEGAL',
      several({
        ...each(
          { null: 'null', 'a list': '[]', 'a text': '"text"', 'a number': '20', true: 'true' },
          (body) => ({ body }),
        ).byLabel,
        'a list that contains the object': writing((own) => `[${JSON.stringify(own)}]`),
        'a text that contains the object': writing((own) => JSON.stringify(JSON.stringify(own))),
        'an object that contains it': writing((own) => JSON.stringify({ request: own })),
      }),
      ['body against the schema'],
    ),
    accepted('REQ-10.unknown-parameters', 'unknown parameters are ignored, whatever their values', {
      parameters: Object.fromEntries(unknown),
    }),
    accepted(
      'REQ-10.names-of-objects',
      "unknown parameters named like parts of a programming language's objects are ignored",
      writing((own) =>
        objectWith(
          own,
          '"__proto__":{"accessToken":""}',
          '"constructor":1',
          '"toString":null',
          '"class":"x"',
          '"$id":2',
          '"acquirerid":7',
          '"verifytype":"PIGEON"',
        ),
      ),
    ),
  ];
}

function inSingleQuotes(own: Parameters): string {
  return `{${Object.entries(own)
    .map(([name, value]) => {
      const inner = JSON.stringify(String(value)).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
      return `'${name}':'${inner}'`;
    })
    .join(',')}}`;
}
