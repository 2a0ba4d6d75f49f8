import type { CalledOperation, Field, ResultStatus } from '@sendotp-contract/spec';
import type { Clocks } from '../clock.js';
import { clocks } from './clock.js';

export function otherStatus(status: number, url: string): string {
  return `HTTP ${status} from ${url}; every outcome of the contract has HTTP status 200 (RES-8). Check whether a proxy or another service responded`;
}

export function redirected(url: string, status: number): string {
  return `${url} answered with a redirect${status === 0 ? '' : ` (HTTP ${status})`}, which is not followed: the signed body would go to another server. Check baseUrl`;
}

export function tooLarge(limit: number): string {
  return `the response is larger than ${limit} bytes`;
}

export function noUtf8(): string {
  return 'the body of the response is not UTF-8';
}

export function noJson(): string {
  return 'the body of the response is not JSON';
}

export function bom(): string {
  return `${noJson()}: it begins with a BOM`;
}

export function noTime(): string {
  return 'Response-Time is not an ISO 8601 time with a zone (HDR-6)';
}

/** SIG-7 refuses a response in which these headers are missing. */
export function unsigned(missing = 'Signature and Response-Time'): string {
  return `the response lacks ${missing}; only F and U are accepted unsigned, and then without both headers (SIG-7)`;
}

export function wrongSignature(fault: string, detail: string | undefined): string {
  return `the signature of the response: ${fault}${detail === undefined ? '' : `: ${detail}`}`;
}

/** SIG-10. */
export function stale({ nowMs, responseTimeMs }: Clocks, requestTimeMs: number, toleranceMs: number): string {
  const early = requestTimeMs - responseTimeMs;
  const difference =
    early > toleranceMs ? `${early} ms before Request-Time` : `${responseTimeMs - nowMs} ms later than now`;
  return `Response-Time is ${difference}; at most ${toleranceMs} ms are accepted (SIG-10). ${clocks(nowMs, responseTimeMs)}. With both clocks right, an old response is a replay`;
}

export function empty(): string {
  return outside('its body is not JSON: it is empty');
}

export function noStatus(): string {
  return outside('result.resultStatus is none of S, F, U');
}

export function noCode(): string {
  return outside('result.resultCode is missing or not a string');
}

export function noMessage(): string {
  return outside('result.resultMessage is not a string');
}

export function codeOfOtherStatus(code: string, status: ResultStatus, rightStatus: ResultStatus): string {
  return outside(`${code} with status ${status}; this code has status ${rightStatus}`);
}

/** Says which fields the contract returns with `S`. Values are never quoted. */
export function misfit(
  status: ResultStatus,
  unexpected: readonly string[],
  { successFields }: CalledOperation,
): string {
  if (status === 'S') {
    const expected = Object.entries(successFields).map(([name, field]) => `${name}, ${describeField(field)}`);
    return outside(`S without all of its fields as the contract has them: ${expected.join('; ')}`);
  }
  return outside(
    unexpected.length === 0
      ? `the body does not fit the schema for status ${status}`
      : `${unexpected.join(', ')} with status ${status}: returned with S only (RES-6)`,
  );
}

function outside(what: string): string {
  return `the response is outside the contract: ${what}`;
}

function describeField({ type, required, minLength, maxLength, rules }: Field): string {
  const length = maxLength === undefined ? '' : ` of ${minLength ?? 0} to ${maxLength} characters`;
  const cited = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
  return `${required ? 'a' : 'an optional'} ${type}${length}${cited}`;
}
