import type { Operation } from '@sendotp-contract/spec';
import type { Changes, Parameters } from '../exchange/changes.js';
import { membersOf, objectWith } from '../exchange/json-members.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, also, core, each, planting, refused, several } from './declare.js';

const writing = (body: (parameters: Parameters) => string): Changes => ({ body });

/** Parameters that no contract has, but whose names mean something to some language or to this contract's responses. */
const unknownParameters: Parameters = {
  locale: 'en',
  count: 1,
  deep: { list: [null, true, {}] },
  '': '',
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
        planting(
          ['body is JSON'],
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
              'single quotes': writing(inSingleQuotes),
              'something after it': writing((own) => `${JSON.stringify(own)}x`),
              'a comment': writing((own) => `${JSON.stringify(own)}//`),
            }),
          ),
        ),
      ),
    ),
    planting(
      ['body against the schema'],
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
        }),
      ),
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
        ),
      ),
    ),
  ];
}

function inSingleQuotes(own: Parameters): string {
  return `{${Object.entries(own)
    .map(([name, value]) => `'${name}':'${String(value)}'`)
    .join(',')}}`;
}
