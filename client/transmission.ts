import { SendOtpError } from './error.js';
import type { Exchange, ReceivedResponse, SentRequest } from './exchange.js';

/** The most that is read of a response, in bytes: over a hundred times the largest that the contract allows. */
const responseLimit = 64 * 1024;

/** One try to send a request. */
export interface Transmission {
  readonly fetch: typeof globalThis.fetch;
  readonly sent: SentRequest;
  readonly attempts: number;
  readonly timeoutMs: number;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a request and reads the response to its end, within the time and the size there are.
 * @throws SendOtpError TRANSPORT_FAILED, TIMEOUT, ABORTED or RESPONSE_TOO_LARGE
 */
export async function transmit(request: Request, transmission: Transmission): Promise<ReceivedResponse> {
  const { fetch, sent, attempts, timeoutMs, signal } = transmission;
  const exchange: Exchange = { request: sent, response: undefined, attempts };
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  try {
    // A body that drips on for ever, or a fetch that does not look at its signal, must not hold the caller.
    return await Promise.race([
      receive(fetch, request, controller.signal, exchange),
      aborted(controller.signal),
    ]);
  } catch (cause) {
    if (cause instanceof SendOtpError) throw cause;
    if (signal?.aborted === true) {
      throw new SendOtpError('ABORTED', 'the call was stopped by its signal', {
        cause,
        exchange,
        mayHaveBeenSent: true,
      });
    }
    if (controller.signal.aborted) {
      throw new SendOtpError('TIMEOUT', `no whole response from ${sent.url} within ${timeoutMs} ms`, {
        cause,
        exchange,
        mayHaveBeenSent: true,
      });
    }
    throw new SendOtpError('TRANSPORT_FAILED', `no response from ${sent.url}: ${reasonOf(cause)}`, {
      cause,
      exchange,
      mayHaveBeenSent: true,
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    controller.abort();
  }
}

async function receive(
  fetch: typeof globalThis.fetch,
  request: Request,
  signal: AbortSignal,
  exchange: Exchange,
): Promise<ReceivedResponse> {
  const response = await fetch(request, { signal });
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > responseLimit) {
      void reader.cancel().catch(() => undefined);
      throw new SendOtpError('RESPONSE_TOO_LARGE', `the response is larger than ${responseLimit} bytes`, {
        exchange,
        mayHaveBeenSent: true,
      });
    }
    chunks.push(value);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body,
    bodyText: new TextDecoder().decode(body),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => {
      reject(new DOMException('stopped', 'AbortError'));
    };
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail);
  });
}

/** Node's fetch hides what happened in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed';
  const { cause } = error;
  const inner =
    cause instanceof Error
      ? 'code' in cause && typeof cause.code === 'string'
        ? cause.code
        : cause.message
      : undefined;
  return inner === undefined || inner === '' ? error.message : inner;
}
