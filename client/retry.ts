import { isResultCode, resultCodes } from '../generated/result-codes.js';
import { SendOtpError } from './error.js';
import type { SendOtpOutcome } from './outcome.js';

/** When to try again, and how often. */
export interface RetryOptions {
  /** All tries together. Default 3. */
  readonly attempts?: number;
  /** The most that is waited before the second try, in ms; it doubles with each further one. Default 200. */
  readonly baseDelayMs?: number;
  /** The most that is ever waited, in ms. Default 2,000. */
  readonly maxDelayMs?: number;
  /**
   * All tries and waits together, in ms: no try begins later, and one under way is cut off. Default 30,000, or the
   * client's `timeoutMs` if that is longer.
   */
  readonly deadlineMs?: number;
  /**
   * Whether to send again when the OTP may already have been sent: after `UNKNOWN_EXCEPTION`, a timeout, a broken
   * connection. Safe towards an MPP that keeps SIG-9, since the very same signed bytes are sent. Default false.
   */
  readonly resendUnknown?: boolean;
}

export type RetryPolicy = Required<RetryOptions>;

/**
 * The options with their defaults.
 * @param timeoutMs how long one try may take
 * @throws SendOtpError CONFIGURATION
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
  if (!Number.isInteger(policy.attempts) || policy.attempts < 1) {
    throw new SendOtpError(
      'CONFIGURATION',
      `retry.attempts must be a whole number of 1 or more, not ${policy.attempts}`,
    );
  }
  for (const name of ['baseDelayMs', 'maxDelayMs', 'deadlineMs'] as const) {
    if (!(policy[name] >= 0))
      throw new SendOtpError('CONFIGURATION', `retry.${name} must be ms of 0 or more, not ${policy[name]}`);
  }
  return policy;
}

/** How one try ended. */
export type Ending = { readonly outcome: SendOtpOutcome } | { readonly error: SendOtpError };

/** Whether an OTP may be on its way to the user after this try. */
export function mayHaveBeenSent(ending: Ending): boolean {
  if ('error' in ending) return ending.error.mayHaveBeenSent;
  return ending.outcome.resultCode !== 'REQUEST_TRAFFIC_EXCEED_LIMIT';
}

/** Whether the contract's table "Retrying" allows another try. */
export function mayRetry(ending: Ending, { resendUnknown }: RetryPolicy): boolean {
  if ('error' in ending) {
    const { code } = ending.error;
    return resendUnknown && (code === 'TIMEOUT' || code === 'TRANSPORT_FAILED');
  }
  const { resultStatus, resultCode } = ending.outcome;
  // RES-9: of a code nobody knows, the status is all there is. The OTP may have been sent.
  const advice = isResultCode(resultCode)
    ? resultCodes[resultCode].retry
    : resultStatus === 'U'
      ? 'same-bytes'
      : 'never';
  return advice === 'backoff' || (advice === 'same-bytes' && resendUnknown);
}

/**
 * How long to wait before the next try: anything up to a bound that doubles ("full jitter"), so that many callers who
 * were refused together do not come back together.
 * @param attempts how many tries there have been
 * @param random from 0 to 1
 */
export function delayBefore(
  attempts: number,
  random: number,
  { baseDelayMs, maxDelayMs }: RetryPolicy,
): number {
  return Math.round(random * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempts - 1)));
}
