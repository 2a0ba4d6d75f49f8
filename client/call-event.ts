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

/** A hook must not change what a call does, whatever it throws. */
export function notify<E>(hook: ((event: E) => void) | undefined, event: E): void {
  try {
    hook?.(event);
  } catch {
    // The call goes on.
  }
}

/** RES-9: an unknown code is a text of the MPP, which could repeat a secret of the request. */
function codeOf(code: string): { readonly resultCode?: string } {
  return /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? { resultCode: code } : {};
}
