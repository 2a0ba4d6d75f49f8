import type { CalledOperation } from '@sendotp-contract/spec';
import { Attempt } from './attempt.js';
import { endOf, notify } from './call-event.js';
import { type CallSignal, causeOf } from './call-signal.js';
import type { ClientSettings } from './client-options.js';
import { SendOtpError } from './error.js';
import type { ReceivedResponse } from './exchange.js';
import { spoken } from './fault.js';
import { type AnyCallOutcome, withExchange } from './outcome.js';
import { RequestSigning } from './request-signing.js';
import { checkBody } from './response-body.js';
import { delayBefore, type Ending, mayHaveBeenSent, mayRetry, type RetryPolicy } from './retry.js';
import { signedExchange } from './signed-exchange.js';
import type { EndSpan } from './telemetry.js';

/** One call of an operation, with a request that fits its schema. */
export interface Call {
  readonly operation: CalledOperation;
  readonly request: object;
  /** Stops the call, at any time. */
  readonly signal: CallSignal;
  /** The limit for one attempt, in ms. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
}

/** How a call ended, after how many attempts. */
interface CallEnd {
  readonly ending: Ending;
  readonly attempts: number;
  readonly mayHaveBeenSent: boolean;
}

/**
 * Makes a call: signs it once and sends it until the retry policy ends it. Each attempt sends the same bytes and headers.
 * @throws SendOtpError for what breaks the contract or the transport
 */
export async function makeCall(call: Call, settings: ClientSettings): Promise<AnyCallOutcome> {
  const { clock, onOutcome } = settings;
  const startedAt = clock.now();
  const { ending, ...end } = await attemptUntilDone(call, settings);
  notify(onOutcome, { ...endOf(ending, call.operation.operationId, clock.now() - startedAt), ...end });
  if ('error' in ending) throw ending.error;
  return ending.outcome;
}

async function attemptUntilDone(call: Call, settings: ClientSettings): Promise<CallEnd> {
  const { clock, random, onAttempt } = settings;
  const { operation, signal, retry } = call;
  if (signal.aborted) {
    const message = 'the call was stopped by its signal before it began';
    const error = new SendOtpError('ABORTED', message, causeOf(signal));
    return { ending: { error }, attempts: 0, mayHaveBeenSent: false };
  }
  const url = `${settings.baseUrl}${operation.path}`;
  const signing = new RequestSigning(settings, { url, body: JSON.stringify(call.request) });
  const deadline = clock.now() + retry.deadlineMs;
  let mayHaveBeenSentBefore = false;
  for (let number = 1; ; number += 1) {
    const startedAt = clock.now();
    const timeoutMs = Math.min(call.timeoutMs, Math.max(1, deadline - startedAt));
    const attempt = new Attempt({ number, timeoutMs, signal, signing, mayHaveBeenSentBefore });
    const endSpan = await startedSpan(operation, settings.baseUrl, number);
    const ending = await sendOnce(operation, attempt, signing, settings);
    mayHaveBeenSentBefore ||= mayHaveBeenSent(ending, operation);
    const delay = delayBefore(number, random(), retry);
    const isRetried =
      number < retry.attempts && clock.now() + delay < deadline && mayRetry(ending, operation, retry);
    const end = endOf(ending, operation.operationId, clock.now() - startedAt);
    notify(endSpan, end);
    notify(onAttempt, { ...end, attempt: number, ...(isRetried ? { retryInMs: delay } : {}) });
    if (!isRetried) return { ending, attempts: number, mayHaveBeenSent: mayHaveBeenSentBefore };
    await clock.sleep(delay, signal);
    if (attempt.isAborted()) {
      const error = attempt.aborted(' between two attempts', mayHaveBeenSentBefore);
      return { ending: { error }, attempts: number, mayHaveBeenSent: mayHaveBeenSentBefore };
    }
  }
}

/** Where every copy of `@opentelemetry/api` 1.x registers what the application has set up: nothing has to be imported. */
const registry = Symbol.for('opentelemetry.js.api.1');

/** The code for spans is loaded only where OpenTelemetry is. A call goes on without them. */
async function startedSpan(
  operation: CalledOperation,
  baseUrl: string,
  attempt: number,
): Promise<EndSpan | undefined> {
  const registered: unknown = Reflect.get(globalThis, registry);
  if (registered === undefined) return undefined;
  return import('./telemetry.js')
    .then(({ startSpan }) => startSpan(operation, baseUrl, attempt, registered))
    .catch(() => undefined);
}

async function sendOnce(
  operation: CalledOperation,
  attempt: Attempt,
  signing: RequestSigning,
  settings: ClientSettings,
): Promise<Ending> {
  try {
    const exchange = await signedExchange(signing, attempt, settings);
    const outcome = await checkBody(parsedBody(exchange.response, attempt), operation, attempt);
    return { outcome: withExchange(outcome, exchange) };
  } catch (thrown) {
    const error = await spoken(thrown);
    if (error instanceof SendOtpError) return { error };
    throw error;
  }
}

/** @returns undefined when it is empty */
function parsedBody({ bodyText }: ReceivedResponse, attempt: Attempt): unknown {
  try {
    return bodyText === '' ? undefined : JSON.parse(bodyText);
  } catch {
    // The error of JSON.parse quotes the body: it is not the cause.
    throw attempt.fault('RESPONSE_OUTSIDE_CONTRACT', (words) => words.noJson());
  }
}
