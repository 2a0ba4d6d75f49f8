import type { ResultStatus } from '@sendotp-contract/spec';
import type { SendOtpErrorCode } from './error.js';
import type { Ending } from './retry.js';

/** How an attempt or a call ended: with an outcome, or with an error. Nothing in it is secret. */
export interface EndEvent {
  readonly operationId: string;
  readonly durationMs: number;
  readonly resultStatus?: ResultStatus;
  /** A code in the form of the contract's; any other text of the MPP is left out. */
  readonly resultCode?: string;
  /** Set when there was no outcome. */
  readonly errorCode?: SendOtpErrorCode;
  /** The HTTP status, when a whole response was read. */
  readonly httpStatus?: number;
}

/** One attempt has ended. */
export interface AttemptEvent extends EndEvent {
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** How long until the next attempt, in ms; undefined when this was the last one. */
  readonly retryInMs?: number;
}

/** A call has ended. */
export interface OutcomeEvent extends EndEvent {
  /** The number of attempts. */
  readonly attempts: number;
  /** Whether the MPP may have carried out the request. */
  readonly mayHaveBeenSent: boolean;
}

/** What of an ending is no secret. */
export function endOf(ending: Ending, operationId: string, durationMs: number): EndEvent {
  const exchange = 'error' in ending ? ending.error.exchange : ending.outcome.exchange;
  const status = exchange?.response?.status;
  return {
    operationId,
    durationMs,
    ...('error' in ending
      ? { errorCode: ending.error.code }
      : { resultStatus: ending.outcome.resultStatus, ...codeOf(ending.outcome.resultCode) }),
    ...(status === undefined ? {} : { httpStatus: status }),
  };
}

/** What is told of an event. It is not waited for, and what it returns, throws or rejects with changes nothing. */
export type Hook<E> = (event: E) => unknown;

/** The only way to call a hook: the call goes on, whatever it does. */
export function notify<E>(hook: Hook<E> | undefined, event: E): void {
  new Promise((resolve) => {
    resolve(hook?.(event));
  }).catch(() => undefined);
}

/** RES-9: an unknown code is a text of the MPP, which could repeat a secret of the request. */
function codeOf(code: string): { readonly resultCode?: string } {
  return /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? { resultCode: code } : {};
}
