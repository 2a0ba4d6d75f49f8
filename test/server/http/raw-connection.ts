import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'vitest';
import { type Changes, path, prepare } from '../../e2e/caller.js';
import type { Target } from '../../e2e/target.js';

/** One answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `result.resultCode` of the body; undefined for an answer without a body. */
  readonly code: string | undefined;
  readonly verifyRequestId: string | undefined;
}

/** A connection on which anything can be said. */
export class RawConnection {
  readonly socket: Socket;
  /** Settles when it is closed on both sides. */
  readonly closed: Promise<unknown>;
  #received = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => (this.#received += chunk.toString('latin1')));
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  /** @param options `allowHalfOpen`: stays open on this side when the other has nothing more to say */
  static async to(url: string, options: { readonly allowHalfOpen?: boolean } = {}): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), ...options });
    const connection = new RawConnection(socket);
    await once(socket, 'connect');
    return connection;
  }

  write(...texts: readonly string[]): void {
    this.socket.write(texts.join(''));
  }

  /** All that was received, each byte a character. */
  get received(): string {
    return this.#received;
  }

  /** The answers that are there in full. */
  get answers(): readonly RawAnswer[] {
    return [...answersIn(this.#received)];
  }

  get codes(): readonly (string | undefined)[] {
    return this.answers.map(({ code }) => code);
  }

  /** Waits until so many answers are there. */
  async answered(count: number): Promise<void> {
    await expect.poll(() => this.answers.length, { interval: 5 }).toBe(count);
  }
}

function* answersIn(text: string): Generator<RawAnswer> {
  for (let rest = text; rest !== '';) {
    const endOfHead = rest.indexOf('\r\n\r\n');
    if (endOfHead < 0) return;
    const [statusLine = '', ...lines] = rest.slice(0, endOfHead).split('\r\n');
    const headers = Object.fromEntries(
      lines
        .map((line) => line.split(/: ?(.*)/, 2))
        .map(([name = '', value = '']) => [name.toLowerCase(), value]),
    );
    const end = endOfHead + 4 + Number(headers['content-length']);
    if (rest.length < end) return;
    const body = rest.slice(endOfHead + 4, end);
    const { result, verifyRequestId } = JSON.parse(body === '' ? '{}' : body) as {
      readonly result?: { readonly resultCode: string };
      readonly verifyRequestId?: string;
    };
    yield {
      status: Number(statusLine.split(' ')[1]),
      headers,
      code: result?.resultCode,
      verifyRequestId,
    };
    rest = rest.slice(end);
  }
}

/** A request without a signature, as text. It is refused for its method. */
export const unsignedRequest = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

/** A signed request as text: its head and its body. @param more headers that are not signed and stand first */
export function signedRequest(
  target: Target,
  changes: Changes = {},
  more: Readonly<Record<string, string | number>> = {},
): { readonly head: string; readonly body: string; readonly text: string } {
  const { method, headers, bytes, path: sentTo } = prepare(target, changes);
  const lines = Object.entries({ Host: 'x', 'Content-Length': bytes.length, ...more, ...headers });
  const head = `${method} ${sentTo} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  const body = bytes.toString('latin1');
  return { head, body, text: head + body };
}
