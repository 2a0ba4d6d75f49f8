import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What became of requests that came by the clock, whether or not earlier ones had been answered. */
export interface OpenLoadResult {
  /** ms from the time a request was due to its answer, of those that were served, sorted. */
  readonly served: readonly number[];
  /** The same of those that were turned away. */
  readonly shed: readonly number[];
  /** Without an answer until the end. */
  readonly hung: number;
  /** How much later than it was due the latest request was sent, in ms: the load itself must keep up. */
  readonly latest: number;
}

const patienceMs = 10_000;

/** Callers keep their connections: what is measured is not how many can be opened at once. */
const connections = 500;

/** Sends so many requests a second, each on a connection that is free, or on one more. */
export async function openLoad(
  port: number,
  requests: readonly Buffer[],
  perSecond: number,
): Promise<OpenLoadResult> {
  const [served, shed]: [number[], number[]] = [[], []];
  let [open, latest] = [0, 0];
  const settle = (line: Line, text: string): void => {
    open -= 1;
    const into = text.includes('"resultCode":"SUCCESS"') ? served : shed;
    if (into === shed && !text.includes('"REQUEST_TRAFFIC_EXCEED_LIMIT"'))
      throw new Error(`neither served nor shed: ${text}`);
    into.push(performance.now() - line.dueAt);
    if (/connection: close/i.test(text)) lines.delete(line);
    else free.push(line);
  };
  const lines = new Set(Array.from({ length: connections }, () => new Line(port, settle)));
  const free = [...lines];
  await Promise.all(free.map(({ isOpen }) => isOpen));
  const startedAt = performance.now();
  let next = 0;
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const now = performance.now();
      for (; next < requests.length; next += 1) {
        const dueAt = startedAt + (next * 1_000) / perSecond;
        if (dueAt > now) break;
        latest = Math.max(latest, now - dueAt);
        const line = free.pop() ?? new Line(port, settle);
        lines.add(line);
        open += 1;
        line.send(requests[next] ?? Buffer.alloc(0), dueAt);
      }
      if (
        next < requests.length ||
        (open > 0 && now - startedAt < (requests.length / perSecond) * 1_000 + patienceMs)
      )
        setTimeout(tick, 1);
      else resolve();
    };
    tick();
  });
  for (const line of lines) line.end();
  return { served: served.sort(byValue), shed: shed.sort(byValue), hung: open, latest };
}

const byValue = (a: number, b: number): number => a - b;

/** One connection, with one request at a time on it. */
class Line {
  dueAt = 0;
  readonly isOpen: Promise<unknown>;
  readonly #socket: Socket;
  #received = '';

  constructor(port: number, settle: (line: Line, text: string) => void) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.isOpen = once(this.#socket, 'connect');
    this.#socket.on('data', (chunk) => {
      this.#received += chunk.toString('latin1');
      const head = this.#received.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1]);
      if (head === -1 || this.#received.length < head + 4 + length) return;
      const text = this.#received;
      this.#received = '';
      settle(this, text);
    });
    // A connection that breaks leaves its request without an answer, which counts as hung.
    this.#socket.on('error', () => undefined);
  }

  send(request: Buffer, dueAt: number): void {
    this.dueAt = dueAt;
    this.#socket.write(request);
  }

  end(): void {
    this.#socket.destroy();
  }
}
