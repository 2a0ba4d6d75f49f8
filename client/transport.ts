import type { Attempt } from './attempt.js';
import type { ConnectFailure } from './connect-failure.js';
import { SendOtpError } from './error.js';
import type { ReceivedResponse, SentRequest } from './exchange.js';
import { Fault } from './fault.js';
import type { FetchFunction, FetchResponse } from './fetch-function.js';
import { readBody } from './received-body.js';

/**
 * Sends the signed request of an attempt. It ends within the attempt's time limit, with the whole response in memory.
 * @returns the response, which is in the attempt, too
 * @throws SendOtpError or Fault TRANSPORT_FAILED, TIMEOUT, ABORTED or RESPONSE_TOO_LARGE
 */
export async function send(
  request: SentRequest,
  fetch: FetchFunction,
  attempt: Attempt,
): Promise<ReceivedResponse> {
  const { timeoutMs } = attempt.start;
  if (attempt.isAborted()) throw attempt.aborted(' before the request was sent');
  const controller = new AbortController();
  try {
    // An endless body, or a fetch that ignores its signal, must not block the caller.
    return await attempt.inTime(receive(fetch, request, controller.signal, attempt), controller);
  } catch (cause) {
    const isStopped = controller.signal.aborted;
    // Ends what is still under way. After a whole response nothing is, and an abort costs a tenth of a call.
    controller.abort();
    if (cause instanceof SendOtpError || cause instanceof Fault) throw cause;
    if (attempt.isAborted()) throw attempt.aborted('', true);
    if (isStopped)
      throw attempt.error('TIMEOUT', `no whole response from ${request.url} within ${timeoutMs} ms`, {
        cause,
      });
    const { reason, isConnectFailure } = await connectFailure(cause);
    throw attempt.error('TRANSPORT_FAILED', `no response from ${request.url}: ${reason}`, {
      cause,
      mayHaveBeenSent: !isConnectFailure,
    });
  }
}

/**
 * What a failed connection means. The codes are looked up in a table that is loaded when one fails: where that is not
 * possible, which is in a page that is off line, errors have no codes either.
 */
async function connectFailure(error: unknown): Promise<ConnectFailure> {
  try {
    return (await import('./connect-failure.js')).readConnectFailure(error);
  } catch {
    return { reason: 'the connection failed', isConnectFailure: false };
  }
}

async function receive(
  fetch: FetchFunction,
  { url, headers, body: text }: SentRequest,
  signal: AbortSignal,
  attempt: Attempt,
): Promise<ReceivedResponse> {
  const init = { method: 'POST', headers: { ...headers }, body: text, redirect: 'manual', signal } as const;
  const response = await fetch(url, init);
  const { status } = response;
  const received: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    received[name.toLowerCase()] = value;
  });
  if (isRedirect(response, received['location']))
    throw attempt.fault('TRANSPORT_FAILED', (words) => words.redirected(url, status));
  const body = await readBody(response, attempt);
  attempt.response = { status, headers: received, body, bodyText: new TextDecoder().decode(body) };
  return attempt.response;
}

/** Runtimes show a redirect that is not followed in two ways, and a `fetch` of somebody else may have followed it. */
function isRedirect({ status, type, redirected }: FetchResponse, location: string | undefined): boolean {
  const isShown = status >= 300 && status <= 399 && location !== undefined;
  return isShown || redirected === true || type === 'opaqueredirect';
}
