import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Attempt } from '../../client/attempt.js';
import { neverAborted } from '../../client/call-signal.js';
import { Fault } from '../../client/fault.js';
import { readBody } from '../../client/received-body.js';

const start = { number: 1, timeoutMs: 1, signal: neverAborted, mayHaveBeenSentBefore: false };
const attempt = new Attempt({ ...start, signing: { sent: undefined } });
const limit = 64 * 1024;
const headers = { forEach: () => undefined };
const read = (body: unknown, arrayBuffer?: () => Promise<ArrayBuffer>) =>
  readBody({ status: 200, headers, body, ...(arrayBuffer === undefined ? {} : { arrayBuffer }) }, attempt);
const bytes = (...values: number[]) => Uint8Array.from(values);

/** A web stream of these chunks, and whether it was cancelled. */
function streamOf(chunks: readonly Uint8Array[]) {
  const rest = [...chunks];
  const seen = { cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const chunk = rest.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel: () => {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}

describe('the body of a response', () => {
  it.each<[string, () => unknown]>([
    ['a web stream', () => streamOf([bytes(1, 2), bytes(), bytes(3)]).stream],
    [
      'a web stream that cannot be iterated, as in some browsers',
      () => {
        const { stream } = streamOf([bytes(1, 2), bytes(), bytes(3)]);
        return { getReader: () => stream.getReader() };
      },
    ],
    ['a stream of Node', () => Readable.from([bytes(1, 2), bytes(), bytes(3)])],
    [
      'anything that yields bytes later',
      () => ({
        async *[Symbol.asyncIterator]() {
          yield await Promise.resolve(bytes(1, 2));
          yield bytes(3);
        },
      }),
    ],
  ])('is joined from the chunks of %s', async (_, body) => {
    expect(await read(body())).toEqual(bytes(1, 2, 3));
  });

  it.each([null, undefined, 'text', 5])('is read at once where it is no stream: %j', async (body) => {
    expect(await read(body, () => Promise.resolve(bytes(1, 2).buffer))).toEqual(bytes(1, 2));
    expect(await read(body)).toEqual(bytes());
  });

  it('of 64 KiB is read, in one chunk and in many', async () => {
    expect(await read(streamOf([new Uint8Array(limit)]).stream)).toHaveLength(limit);
    expect(await read(streamOf([new Uint8Array(limit - 1), bytes(1)]).stream)).toHaveLength(limit);
    expect(await read(null, () => Promise.resolve(new ArrayBuffer(limit)))).toHaveLength(limit);
  });

  it('of more is refused as soon as that is seen, and nothing more is read', async () => {
    const { stream, seen } = streamOf([new Uint8Array(limit), bytes(1), bytes(2), bytes(3)]);
    const error: unknown = await read(stream).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
    expect(seen.cancelled).toBe(true);
    await expect(read(null, () => Promise.resolve(new ArrayBuffer(limit + 1)))).rejects.toBeInstanceOf(Fault);
    await expect(read(Readable.from([new Uint8Array(limit), bytes(1)]))).rejects.toBeInstanceOf(Fault);
  });

  it('that breaks off is an error', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.error(new TypeError('terminated'));
      },
    });
    await expect(read(broken)).rejects.toThrow('terminated');
  });
});
