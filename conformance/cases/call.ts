import type { Operation } from '@sendotp-contract/spec';
import { objectWithBytes } from '../exchange/json-members.js';
import type { Changes } from '../exchange/changes.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, declare, each, given, planting, premise, refused, several, should } from './declare.js';
import { elsewhere, lastSegmentOf, otherSpellings, otherVersions, withLastSegment } from './path.js';

/** A body with one member whose text is these bytes. */
const withBytes = (...bytes: number[]): Changes => ({
  body: (parameters) => objectWithBytes(parameters, bytes),
});

/** CALL-1 to CALL-4. */
export function callCases({ method, path }: Operation): readonly ConformanceCase[] {
  const others = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].filter((other) => other !== method);
  const versions = otherVersions(path);
  const substitute = method === 'PUT' ? 'POST' : 'PUT';
  return [
    refused(
      'CALL-1.other-methods',
      'another method is answered METHOD_NOT_SUPPORTED',
      'METHOD_NOT_SUPPORTED',
      several({
        ...each(Object.fromEntries(others.map((other) => [other, other])), (other) => ({ method: other }))
          .byLabel,
        'PUT that says POST in X-HTTP-Method-Override': {
          method: substitute,
          headers: { 'X-HTTP-Method-Override': method },
        },
        'PUT that says POST in the query': { method: substitute, path: `${path}?_method=${method}` },
      }),
    ),
    should(
      refused(
        'CALL-1.rare-methods',
        'a method that few servers know is answered METHOD_NOT_SUPPORTED',
        'METHOD_NOT_SUPPORTED',
        each({ QUERY: 'QUERY', PROPFIND: 'PROPFIND', TRACE: 'TRACE' }, (other) => ({ method: other })),
      ),
    ),
    refused(
      'CALL-2.trailing-slash',
      'the path with a trailing slash is answered NO_INTERFACE_DEF',
      'NO_INTERFACE_DEF',
      { path: `${path}/` },
    ),
    refused(
      'CALL-2.case',
      'the path in another case is answered NO_INTERFACE_DEF',
      'NO_INTERFACE_DEF',
      each(otherSpellings(path), (other) => ({ path: other })),
    ),
    ...(Object.keys(versions).length === 0
      ? []
      : [
          refused(
            'CALL-2.version',
            'the path of another version is answered NO_INTERFACE_DEF',
            'NO_INTERFACE_DEF',
            each(versions, (other) => ({ path: other })),
          ),
        ]),
    refused('CALL-2.elsewhere', 'an unknown path is answered NO_INTERFACE_DEF', 'NO_INTERFACE_DEF', {
      path: elsewhere(path),
    }),
    refused(
      'CALL-2.part-of-another',
      'a path that only begins or ends like the right one is answered NO_INTERFACE_DEF',
      'NO_INTERFACE_DEF',
      each(
        {
          'one more segment': `${path}/x`,
          'one more character': `${path}x`,
          'one character less': path.slice(0, -1),
          'an extension': `${path}.json`,
          'a segment before it': `/x${path}`,
          'the last two segments': path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1)),
          'a slash alone': '/',
        },
        (other) => ({ path: other }),
      ),
    ),
    refused(
      'CALL-2.names-of-objects',
      "a path named like a part of a programming language's objects is answered NO_INTERFACE_DEF",
      'NO_INTERFACE_DEF',
      each(
        {
          'a prototype': '/__proto__',
          'a constructor': '/constructor',
          'in place of the last segment': withLastSegment(path, 'constructor'),
        },
        (other) => ({ path: other }),
      ),
    ),
    should(
      refused(
        'CALL-2.spelling',
        'a path that is only equivalent to the right one is answered NO_INTERFACE_DEF',
        'NO_INTERFACE_DEF',
        several({
          'percent-encoded': { path: withLastSegment(path, percentEncoded(lastSegmentOf(path))) },
          'double slash': { path: `/${path}` },
          'blank at the end': { path: `${path}%20` },
          'matrix parameter': { path: `${path};a=b` },
          'a way back': { path: `${path}/../${lastSegmentOf(path)}` },
        }),
      ),
    ),
    planting(
      [],
      declare(
        'CALL-2.absolute-form',
        'a request target in absolute form is the same call, signed over its path and query',
        [
          { label: 'without a query', send: { absoluteForm: true }, expect: { kind: 'accepted' } },
          {
            label: 'with a query',
            send: { absoluteForm: true, path: `${path}?tenant=7` },
            expect: { kind: 'accepted' },
            premises: [premise('a signed query', { path: `${path}?tenant=7` })],
          },
          {
            label: 'with a lone ?',
            send: { absoluteForm: true, path: `${path}?` },
            expect: { kind: 'accepted' },
            premises: [premise('a lone ?', { path: `${path}?` })],
          },
        ],
      ),
    ),
    given(
      'a request target in absolute form',
      { absoluteForm: true },
      refused(
        'CALL-2.absolute-form-elsewhere',
        'a request target in absolute form with another path is answered NO_INTERFACE_DEF',
        'NO_INTERFACE_DEF',
        each(
          {
            'a slash alone': '/',
            'a trailing slash': `${path}/`,
            'lower case': path.toLowerCase(),
            'another last segment': elsewhere(path),
          },
          (other) => ({ absoluteForm: true as const, path: other }),
        ),
      ),
    ),
    accepted('CALL-3.utf-8', 'a body in UTF-8 with characters of one to four bytes is accepted', {
      parameters: { note: 'aé支🔑' },
    }),
    refused(
      'CALL-3.not-utf-8',
      'a body that is not UTF-8 is answered PARAM_ILLEGAL',
      'PARAM_ILLEGAL',
      several({
        'a lone continuation byte': withBytes(0x80),
        'an overlong form': withBytes(0xc0, 0xaf),
        'a surrogate': withBytes(0xed, 0xa0, 0x80),
        'ISO-8859-1': withBytes(0xe9),
      }),
      ['body is UTF-8'],
    ),
    refused(
      'CALL-3.other-encodings',
      'a body in another encoding is answered PARAM_ILLEGAL, whatever its first bytes say of it',
      'PARAM_ILLEGAL',
      several({
        'UTF-16': { body: (own) => inUtf16(`\uFEFF${JSON.stringify(own)}`) },
        'UTF-16 of the other byte order': {
          body: (own) => inUtf16(`\uFEFF${JSON.stringify(own)}`).swap16(),
        },
      }),
      ['body is UTF-8', 'body is JSON'],
    ),
    should(
      refused(
        'CALL-3.byte-order-mark',
        'a body that begins with a byte order mark is answered PARAM_ILLEGAL',
        'PARAM_ILLEGAL',
        { body: (parameters) => `\uFEFF${JSON.stringify(parameters)}` },
        ['body is JSON'],
      ),
    ),
    accepted(
      'CALL-4.signed-query',
      'a query that is signed is otherwise ignored',
      each(
        {
          'one parameter': '?tenant=7',
          'the name of a body parameter': '?acquirerId=other',
          'percent sequences': '?q=%C3%A9%20%2F',
          'several, not in their order': '?b=2&a=1',
          'one parameter twice': '?a=1&a=2',
          'a lone ?': '?',
        },
        (query) => ({ path: path + query }),
      ),
    ),
    should(
      accepted(
        'CALL-4.odd-query',
        'a query that cannot be decoded, or has characters that others escape, is signed and ignored',
        each({ brackets: '?a[]=1&a[]=2', 'a broken percent sequence': '?acquirerId=other&%zz' }, (query) => ({
          path: path + query,
        })),
      ),
    ),
    refused(
      'CALL-4.unsigned-query',
      'a query that was not signed is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      { path: `${path}?tenant=7`, signedInstead: { path: (sent) => sent.replace('?tenant=7', '') } },
      ['signature verifies'],
    ),
    refused(
      'CALL-4.changed-query',
      'a query other than the signed one is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      several({
        'another value': {
          path: `${path}?tenant=7`,
          signedInstead: { path: (sent) => sent.replace('?tenant=7', '?tenant=8') },
        },
        'another order': {
          path: `${path}?a=1&b=2`,
          signedInstead: { path: (sent) => sent.replace('?a=1&b=2', '?b=2&a=1') },
        },
        'one more parameter': {
          path: `${path}?a=1&b=2`,
          signedInstead: { path: (sent) => sent.replace('?a=1&b=2', '?a=1') },
        },
      }),
      ['signature verifies'],
    ),
  ];
}

const inUtf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** The same segment with its first letter percent-encoded. */
function percentEncoded(segment: string): string {
  return `%${segment.charCodeAt(0).toString(16).toUpperCase()}${segment.slice(1)}`;
}
