import { isObject } from '../exchange/read-response.js';

/** What the oracle knows of a generated request: what was sent, and on whose behalf. */
export interface RequestFacts {
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
  readonly signature: SignatureKind;
  readonly body: Uint8Array;
  readonly own: OwnIds;
  /** The code of the plain call with an unknown access token. */
  readonly plainCode: string;
}

/** Whether the `Signature` header is right, and if not, what is wrong with it. */
export type SignatureKind = 'right' | 'absent' | 'garbage' | 'unknown-version' | 'of-other-content';

/** The ids of the caller's own agreement. */
export interface OwnIds {
  readonly acquirerId: string;
  readonly pspId: string;
}

/** What the contract's sentences say of one operation's body, written by hand. */
export interface BodyOracle {
  /** The most characters of each parameter. */
  readonly maxLengths: Readonly<Record<string, number>>;
  /** Whether an object is a legal body (REQ-1 to REQ-11). */
  readonly fits: (body: Readonly<Record<string, unknown>>) => boolean;
  /** Whether the ids in a legal body are the caller's own (RC-2). */
  readonly isOwn: (body: Readonly<Record<string, unknown>>, own: OwnIds) => boolean;
}

/**
 * The codes that the contract's sentences allow for a request with an unknown access token, in the order of the checks.
 * Written from the sentences alone: no schema, no validator and no server has a part in it.
 */
export function allowedCodes(facts: RequestFacts, oracle: BodyOracle): readonly string[] {
  const code = refusalBeforeBody(facts);
  if (code !== undefined) return [code];
  const body = readBody(facts.body);
  if (body === undefined || !oracle.fits(body)) return ['PARAM_ILLEGAL'];
  // RC-2 comes before the token, but whose ids they are may be found out by either.
  return oracle.isOwn(body, facts.own) ? [facts.plainCode] : ['ACCESS_DENIED', facts.plainCode];
}

function refusalBeforeBody(facts: RequestFacts): string | undefined {
  if (!mediaTypeFits(facts)) return 'MEDIA_TYPE_NOT_ACCEPTABLE';
  if (facts.clientId !== facts.ownClientId) return 'INVALID_CLIENT';
  const time = facts.time === undefined ? undefined : epochOf(facts.time);
  if (time === undefined) return 'PARAM_ILLEGAL';
  switch (facts.signature) {
    case 'absent':
    case 'garbage':
    case 'of-other-content':
      return 'INVALID_SIGNATURE';
    case 'unknown-version':
      return 'KEY_NOT_FOUND';
    case 'right':
      return Math.abs(time - facts.now) > facts.toleranceMs ? 'ACCESS_DENIED' : undefined;
  }
}

/** RC-8, HDR-4: JSON in UTF-8 or no Content-Type, no encoding, and an Accept that allows JSON. */
function mediaTypeFits({ contentType, accept, contentEncoding }: RequestFacts): boolean {
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
  const secondsOfDay =
    (Number(hours) * 60 + Number(minutes) - east) * 60 + Number(seconds) + Number(`0${fraction}`);
  return day.getTime() + secondsOfDay * 1000;
}

/** REQ-9: the object that a body is, or undefined when it is none. */
function readBody(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** REQ-1, REQ-11: a string of one to this many characters. */
export function isText(value: unknown, most: number): boolean {
  if (typeof value !== 'string') return false;
  const { length } = Array.from(value);
  return length >= 1 && length <= most;
}
