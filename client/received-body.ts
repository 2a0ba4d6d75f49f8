import type { Attempt } from './attempt.js';
import type { FetchResponse } from './fetch-function.js';

/** The most that is read of a response, in bytes: over a hundred times the largest that the contract allows. */
const responseLimit = 64 * 1024;

/**
 * Reads the body of a response of any `fetch`: a web stream, a stream of Node, or, where there is no stream, all at once.
 * @throws Fault RESPONSE_TOO_LARGE
 */
export async function readBody(response: FetchResponse, attempt: Attempt): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunksOf(response)) {
    size += chunk.length;
    if (size > responseLimit)
      throw attempt.fault('RESPONSE_TOO_LARGE', (words) => words.tooLarge(responseLimit));
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}

async function* chunksOf(response: FetchResponse): AsyncGenerator<Uint8Array> {
  const { body } = response;
  if (isWebStream(body)) {
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        yield value;
      }
    } finally {
      // Of a stream that has ended, nothing is cancelled.
      void reader.cancel().catch(() => undefined);
    }
  } else if (isByteSource(body)) {
    yield* body;
  } else if (response.arrayBuffer !== undefined) {
    yield new Uint8Array(await response.arrayBuffer());
  }
}

function isWebStream(body: unknown): body is ReadableStream<Uint8Array> {
  return typeof body === 'object' && body !== null && 'getReader' in body;
}

function isByteSource(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
