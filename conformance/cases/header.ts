import type { ConformanceCase } from './conformance-case.js';
import { otherCase, otherThan } from './similar.js';
import { accepted, also, core, each, refused, several } from './declare.js';
import { signatureHeaderCases } from './header-signature.js';
import { timeCases } from './header-time.js';

/** Values that a lookup takes for another one when it is too lenient. */
const similarTo: Readonly<Record<string, (own: string) => string>> = {
  empty: () => '',
  'one character less': (own) => own.slice(0, -1),
  'another case': otherCase,
  'a pattern of SQL': (own) => `${own.slice(0, -1)}%`,
  'a list that begins with it': (own) => `${own}, NOBODY`,
  'a list that ends with it': (own) => `NOBODY, ${own}`,
};

/** HDR-1 to HDR-5, the same for every operation; HDR-6 is seen on every response. */
export const headerCases: readonly ConformanceCase[] = [
  refused('HDR-1.missing', 'a request without a Client-Id is answered INVALID_CLIENT', 'INVALID_CLIENT', {
    headers: { 'Client-Id': undefined },
  }),
  core(
    also(
      ['RC-4'],
      refused('HDR-1.unknown', 'an unknown Client-Id is answered INVALID_CLIENT', 'INVALID_CLIENT', {
        clientId: 'NOBODY-HAS-THIS-CLIENT-ID',
      }),
    ),
  ),
  refused(
    'HDR-1.one-more-character',
    'a Client-Id that only begins like a known one is answered INVALID_CLIENT',
    'INVALID_CLIENT',
    {
      clientId: (own) => `${own}X`,
    },
  ),
  refused(
    'HDR-1.similar',
    'a Client-Id that only resembles a known one is answered INVALID_CLIENT',
    'INVALID_CLIENT',
    each(similarTo, (write) => ({ clientId: (own: string) => otherThan(own, write(own)) })),
  ),
  refused(
    'HDR-1.odd',
    'a Client-Id that nobody would give out is answered INVALID_CLIENT',
    'INVALID_CLIENT',
    each(
      { 'a prototype': '__proto__', 'a constructor': 'constructor', 'a very long one': 'x'.repeat(900) },
      (clientId) => ({ clientId }),
    ),
  ),
  accepted(
    'HDR-1.name-case',
    'header names are accepted in any case',
    several({
      'lower case': { headerName: (name) => name.toLowerCase() },
      'upper case': { headerName: (name) => name.toUpperCase() },
      mixed: {
        headerName: (name) =>
          Array.from(name, (c, index) => (index % 2 === 0 ? c.toLowerCase() : c.toUpperCase())).join(''),
      },
    }),
  ),
  ...timeCases,
  ...signatureHeaderCases,
  accepted('HDR-4.absent', 'a request without a Content-Type is read as JSON', {
    headers: { 'Content-Type': undefined },
  }),
  accepted(
    'HDR-4.spelling',
    'every spelling of application/json in UTF-8 is accepted as Content-Type',
    each(
      {
        'no charset': 'application/json',
        'no blank, lower case': 'application/json;charset=utf-8',
        'upper case and quotes': 'Application/JSON; Charset="UTF-8"',
        'blanks around the semicolon': 'application/json ; charset=UTF-8',
      },
      (value) => ({ headers: { 'Content-Type': value } }),
    ),
  ),
  accepted(
    'HDR-5.agent-token',
    'an Agent-Token is optional and changes nothing',
    each({ absent: undefined, present: 'agent-7', empty: '', 'beyond ASCII': 'é' }, (value) => ({
      headers: { 'Agent-Token': value },
    })),
  ),
];
