import type { ResultCode } from '@sendotp-contract/spec';
import type { Changes } from '../../test/e2e/caller.js';

/** One call, and what plain Prism and the mock return. A test calls both. */
export interface PlainPrismRow {
  readonly call: string;
  readonly changes: Changes;
  /** Parameters of the body that differ from those of a good call. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** HTTP status and media type; with the contract's media type also the resultCode, or `invented` for a made-up body. */
  readonly prism: {
    readonly status: number;
    readonly mediaType: string;
    readonly code?: ResultCode | 'invented';
  };
  readonly mock: ResultCode;
}

const json = 'application/json';
const problem = 'application/problem+json';

/** What `npx prism mock spec/openapi.yaml` returns, compared with the mock. */
export const plainPrism: readonly PlainPrismRow[] = [
  {
    call: 'a correct call',
    changes: {},
    prism: { status: 200, mediaType: json, code: 'SUCCESS' },
    mock: 'SUCCESS',
  },
  {
    call: '`Prefer: example=USER_NOT_EXIST`',
    changes: { headers: { Prefer: 'example=USER_NOT_EXIST' } },
    prism: { status: 200, mediaType: json, code: 'USER_NOT_EXIST' },
    mock: 'USER_NOT_EXIST',
  },
  {
    call: '`Prefer: example=NOPE`',
    changes: { headers: { Prefer: 'example=NOPE' } },
    prism: { status: 404, mediaType: problem },
    mock: 'PARAM_ILLEGAL',
  },
  {
    call: '`Prefer: code=500`',
    changes: { headers: { Prefer: 'code=500' } },
    prism: { status: 404, mediaType: problem },
    mock: 'SUCCESS',
  },
  {
    call: '`Prefer: dynamic=true`',
    changes: { headers: { Prefer: 'dynamic=true' } },
    prism: { status: 200, mediaType: json, code: 'invented' },
    mock: 'SUCCESS',
  },
  {
    call: 'the access token `sandbox:USER_NOT_EXIST`',
    changes: {},
    parameters: { accessToken: 'sandbox:USER_NOT_EXIST' },
    prism: { status: 200, mediaType: json, code: 'SUCCESS' },
    mock: 'USER_NOT_EXIST',
  },
  {
    call: 'a body that does not fit the schema',
    changes: {},
    parameters: { verifyType: '' },
    prism: { status: 422, mediaType: problem },
    mock: 'PARAM_ILLEGAL',
  },
  {
    call: 'a body that is not JSON',
    changes: { body: '{' },
    prism: { status: 400, mediaType: json },
    mock: 'PARAM_ILLEGAL',
  },
  {
    call: 'no `Signature`',
    changes: { headers: { Signature: undefined } },
    prism: { status: 422, mediaType: problem },
    mock: 'INVALID_SIGNATURE',
  },
  {
    call: 'a `Signature` that does not verify',
    changes: { signedBody: 'another body' },
    prism: { status: 200, mediaType: json, code: 'SUCCESS' },
    mock: 'INVALID_SIGNATURE',
  },
  {
    call: 'an unknown `Client-Id`',
    changes: { clientId: 'NOBODY' },
    prism: { status: 200, mediaType: json, code: 'SUCCESS' },
    mock: 'INVALID_CLIENT',
  },
  {
    call: 'a `Request-Time` years ago',
    changes: { time: '2020-01-01T00:00:00Z' },
    prism: { status: 200, mediaType: json, code: 'SUCCESS' },
    mock: 'ACCESS_DENIED',
  },
  {
    call: 'another path',
    changes: { path: '/another/path' },
    prism: { status: 404, mediaType: problem },
    mock: 'NO_INTERFACE_DEF',
  },
  {
    call: 'another method',
    changes: { method: 'PUT' },
    prism: { status: 405, mediaType: problem },
    mock: 'METHOD_NOT_SUPPORTED',
  },
  {
    call: '`Content-Type: text/plain`',
    changes: { headers: { 'Content-Type': 'text/plain' } },
    prism: { status: 415, mediaType: problem },
    mock: 'MEDIA_TYPE_NOT_ACCEPTABLE',
  },
  {
    call: '`Accept: text/html`',
    changes: { headers: { Accept: 'text/html' } },
    prism: { status: 406, mediaType: problem },
    mock: 'MEDIA_TYPE_NOT_ACCEPTABLE',
  },
];
