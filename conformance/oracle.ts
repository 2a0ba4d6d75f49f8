import { isObject } from './answer.js';
import type { ResultCode } from '../generated/result-codes.js';

/** What the oracle is told of a generated request: what was sent, and who stands behind it. */
export interface Told {
  readonly clientId: string | undefined;
  /** The caller's own. */
  readonly ownClientId: string;
  readonly time: string | undefined;
  /** ms since the epoch. */
  readonly now: number;
  readonly toleranceMs: number;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly contentEncoding: string | undefined;
  /** Whether the `Signature` header is a right one, absent or garbage. */
  readonly signature: 'right' | 'absent' | 'garbage' | 'unknown-version' | 'of-other-content';
  readonly body: Uint8Array;
  readonly own: { readonly acquirerId: string; readonly pspId: string };
  /** What the plain call with an unknown access token is answered. */
  readonly baseline: string;
}

/**
 * The codes that the contract's sentences allow for a request with an unknown access token, walked in the order of the
 * checks. Written from the sentences alone: no schema, no validator, no server has a part in it.
 */
export function allowedCodes(told: Told): readonly string[] {
  const code = firstRefusal(told);
  if (code !== undefined) return [code].flat();
  const body = JSON.parse(new TextDecoder().decode(told.body)) as Record<string, unknown>;
  // RC-2 before the token: whose ids they are decides which of the two is seen first.
  const own = body['acquirerId'] === told.own.acquirerId && body['pspId'] === told.own.pspId;
  return own ? [told.baseline] : ['ACCESS_DENIED', told.baseline];
}

function firstRefusal(told: Told): ResultCode | readonly ResultCode[] | undefined {
  if (!mediaTypeFits(told)) return 'MEDIA_TYPE_NOT_ACCEPTABLE';
  if (told.clientId !== told.ownClientId) return 'INVALID_CLIENT';
  const time = told.time === undefined ? undefined : epochOf(told.time);
  if (time === undefined) return 'PARAM_ILLEGAL';
  switch (told.signature) {
    case 'absent':
    case 'garbage':
    case 'of-other-content':
      return 'INVALID_SIGNATURE';
    case 'unknown-version':
      return 'KEY_NOT_FOUND';
    case 'right':
      break;
  }
  if (Math.abs(time - told.now) > told.toleranceMs) return 'ACCESS_DENIED';
  return bodyFits(told.body) ? undefined : 'PARAM_ILLEGAL';
}

/** RC-8, HDR-4: JSON in UTF-8 or nothing said, no encoding, and an Accept that allows JSON. */
function mediaTypeFits({ contentType, accept, contentEncoding }: Told): boolean {
  if (contentEncoding !== undefined && contentEncoding !== 'identity') return false;
  if (accept !== undefined && !/(^|,\s*)(\*\/\*|application\/(\*|json))/.test(accept)) return false;
  if (contentType === undefined) return true;
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  if (type.trim() !== 'application/json') return false;
  return parameters.every((parameter) => {
    const [name = '', value = ''] = parameter.trim().split('=');
    return name !== 'charset' || value.replaceAll('"', '') === 'utf-8';
  });
}

/** HDR-2: the time in ms since the epoch, or undefined when it is of another form or no date. */
function epochOf(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [, date = '', hours, minutes, seconds, fraction = '', zone = ''] = match;
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const digits = zone.replace(':', '');
  const east =
    zone === 'Z'
      ? 0
      : Number(`${digits.slice(0, 1)}1`) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5)));
  const seconds_ =
    (Number(hours) * 60 + Number(minutes) - east) * 60 + Number(seconds) + Number(`0${fraction}`);
  return day.getTime() + seconds_ * 1000;
}

/** REQ-1 to REQ-11. */
function bodyFits(bytes: Uint8Array): boolean {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return false; // REQ-9
  }
  if (!isObject(body)) return false; // REQ-9
  const value = (name: string): unknown => (Object.hasOwn(body, name) ? body[name] : undefined);
  return (
    isText(value('acquirerId'), 64) && // REQ-5
    isText(value('pspId'), 64) && // REQ-6
    isText(value('accessToken'), 128) && // REQ-7
    [undefined, null, 'MOBILE', 'EMAIL'].some((allowed) => allowed === value('verifyType')) // REQ-2, 3, 4, 8
  );
}

/** REQ-1, REQ-11: a string of one to so many characters. */
function isText(value: unknown, most: number): boolean {
  if (typeof value !== 'string') return false;
  const { length } = Array.from(value);
  return length >= 1 && length <= most;
}
