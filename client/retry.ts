import type { CalledOperation } from '@sendotp-contract/spec';
import type { SendOtpError } from './error.js';
import { OptionFault } from './fault.js';
import { checkNames } from './option-names.js';
import { type AnyCallOutcome, resultCodeRow } from './outcome.js';

/** When a call is tried again, and how often. */
export interface RetryOptions {
  /** The largest number of attempts, the first one included. Default 3. */
  readonly attempts?: number;
  /** The longest wait before the second attempt, in ms. It doubles with each further attempt. Default 200. */
  readonly baseDelayMs?: number;
  /** The longest wait before any attempt, in ms. Default 2,000. */
  readonly maxDelayMs?: number;
  /**
   * The limit for all attempts and waits together, in ms: no attempt starts later, and one in progress is stopped.
   * Default 30,000, or the client's `timeoutMs` if that is longer.
   */
  readonly deadlineMs?: number;
  /**
   * Whether to resend a request that the MPP may already have carried out: after `UNKNOWN_EXCEPTION`, a timeout or a
   * broken connection. Safe towards an MPP that keeps SIG-9, because the same signed bytes are sent. Default false.
   */
  readonly resendUnknown?: boolean;
}

export type RetryPolicy = Required<RetryOptions>;

/**
 * The options with their defaults.
 * @param timeoutMs the limit for one attempt
 * @throws Fault CONFIGURATION
 */
export function retryPolicy(options: RetryOptions | false | undefined, timeoutMs: number): RetryPolicy {
  if (options === false) return retryPolicy({ attempts: 1 }, timeoutMs);
  const policy: RetryPolicy = {
    attempts: options?.attempts ?? 3,
    baseDelayMs: options?.baseDelayMs ?? 200,
    maxDelayMs: options?.maxDelayMs ?? 2_000,
    deadlineMs: options?.deadlineMs ?? Math.max(30_000, timeoutMs),
    resendUnknown: options?.resendUnknown ?? false,
  };
  if (options !== undefined) checkNames(options, Object.keys(policy), 'retry');
  if (!Number.isInteger(policy.attempts) || policy.attempts < 1) {
    throw new OptionFault((words) => words.wrongAttempts(policy.attempts));
  }
  for (const name of ['baseDelayMs', 'maxDelayMs', 'deadlineMs'] as const) {
    if (!(policy[name] >= 0))
      throw new OptionFault((words) => words.negativeDuration(`retry.${name}`, policy[name]));
  }
  return policy;
}

/** How one attempt ended. */
export type Ending = { readonly outcome: AnyCallOutcome } | { readonly error: SendOtpError };

/** Whether the MPP may have carried out the request after this attempt. */
export function mayHaveBeenSent(ending: Ending, operation: CalledOperation): boolean {
  if ('error' in ending) return ending.error.mayHaveBeenSent;
  return resultCodeRow(operation, ending.outcome.resultCode)?.retry !== 'backoff';
}

/** Whether the table "Retrying" of the contract allows another attempt. */
export function mayRetry(
  ending: Ending,
  operation: CalledOperation,
  { resendUnknown }: RetryPolicy,
): boolean {
  if ('error' in ending) {
    const { code, mayHaveBeenSent } = ending.error;
    if (code === 'TRANSPORT_FAILED') return resendUnknown || !mayHaveBeenSent;
    return resendUnknown && code === 'TIMEOUT';
  }
  const { resultStatus, resultCode } = ending.outcome;
  // RES-9: for an unknown code only the status counts. After U the request may have been carried out.
  const advice =
    resultCodeRow(operation, resultCode)?.retry ?? (resultStatus === 'U' ? 'same-bytes' : 'never');
  return advice === 'backoff' || (advice === 'same-bytes' && resendUnknown);
}

/**
 * How long to wait before the next attempt: a random part of a bound that doubles ("full jitter"), so that callers who
 * were refused at the same time do not return at the same time.
 * @param attempts the number of attempts so far
 * @param random from 0 to 1
 * @returns ms
 */
export function delayBefore(
  attempts: number,
  random: number,
  { baseDelayMs, maxDelayMs }: RetryPolicy,
): number {
  return Math.round(random * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempts - 1)));
}
