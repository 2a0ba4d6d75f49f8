import type { ConformanceCase } from '../conformance-case.js';
import { operationPath as path } from '../message-plan.js';
import { accepted, each, refused, should } from './declare.js';

/** A body in which one byte sequence stands where the text has "X". */
const withBytes = (...bytes: number[]) => ({
  body: (text: string) => {
    const [head = '', tail = ''] = text.replace('}', ',"note":"X"}').split('X');
    return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
  },
});

/** CALL-1 to CALL-4. */
export const callCases: readonly ConformanceCase[] = [
  refused(
    'CALL-1.other-methods',
    'another method is METHOD_NOT_SUPPORTED',
    'METHOD_NOT_SUPPORTED',
    each({ GET: 'GET', PUT: 'PUT', DELETE: 'DELETE', PATCH: 'PATCH', OPTIONS: 'OPTIONS' }, (method) => ({
      method,
    })),
  ),
  refused('CALL-2.trailing-slash', 'the path with a trailing slash is another path', 'NO_INTERFACE_DEF', {
    path: `${path}/`,
  }),
  refused('CALL-2.case', 'the path in another case is another path', 'NO_INTERFACE_DEF', {
    ': sendOtp': { path: path.replace('sendOTP', 'sendOtp') },
    ': lower case': { path: path.toLowerCase() },
    ': upper case': { path: path.toUpperCase() },
  }),
  refused('CALL-2.version', 'the path of another version is another path', 'NO_INTERFACE_DEF', {
    path: path.replace('/v1/', '/v2/'),
  }),
  refused(
    'CALL-2.elsewhere',
    'a path that the contract does not know is NO_INTERFACE_DEF',
    'NO_INTERFACE_DEF',
    {
      path: '/aps/api/v1/users/sendPigeon',
    },
  ),
  should(
    refused('CALL-2.spelling', 'a path that only means the same is another path', 'NO_INTERFACE_DEF', {
      ': percent-encoded': { path: path.replace('sendOTP', '%73endOTP') },
      ': double slash': { path: `/${path}` },
      ': blank at the end': { path: `${path}%20` },
      ': matrix parameter': { path: `${path};a=b` },
    }),
  ),
  accepted('CALL-3.utf-8', 'a body in UTF-8 with characters of one to four bytes is read', {
    parameters: { note: 'aé支🔑' },
  }),
  refused('CALL-3.not-utf-8', 'a body that is not UTF-8 is PARAM_ILLEGAL', 'PARAM_ILLEGAL', {
    ': a lone continuation byte': withBytes(0x80),
    ': an overlong form': withBytes(0xc0, 0xaf),
    ': a surrogate': withBytes(0xed, 0xa0, 0x80),
    ': ISO-8859-1': withBytes(0xe9),
  }),
  should(
    refused('CALL-3.byte-order-mark', 'a byte order mark is not JSON', 'PARAM_ILLEGAL', {
      body: (text) => `\uFEFF${text}`,
    }),
  ),
  accepted(
    'CALL-4.signed-query',
    'a query that is signed is otherwise ignored',
    each(
      { 'one parameter': '?tenant=7', 'the name of a body parameter': '?acquirerId=other', 'a lone ?': '?' },
      (query) => ({
        path: path + query,
      }),
    ),
  ),
  refused('CALL-4.unsigned-query', 'a query that was not signed is INVALID_SIGNATURE', 'INVALID_SIGNATURE', {
    path: `${path}?tenant=7`,
    signedInstead: { path: (sent) => sent.replace('?tenant=7', '') },
  }),
  refused(
    'CALL-4.changed-query',
    'a query that is not the signed one is INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      path: `${path}?tenant=7`,
      signedInstead: { path: (sent) => sent.replace('7', '8') },
    },
  ),
];
