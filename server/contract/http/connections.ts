import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may lie on one connection without an answer. No caller of the contract sends more than one. */
const mostUnanswered = 16;

/** One open connection. */
interface Connection {
  /** Requests that wait for their answer, in their order. */
  readonly unanswered: ServerResponse[];
  /** Nothing that still comes on it is answered. */
  ends: boolean;
}

/** The open connections of a server, and what each still waits for. */
export class Connections {
  // By socket: a response that is queued behind another is never told when the socket goes.
  readonly #open = new Map<Socket, Connection>();
  #isClosing = false;

  /** How many are open. A TLS connection counts twice: its TCP socket, and the TLS socket on it. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Remembers a connection, until it is closed. One that opens while the server closes, as at the end of a TLS handshake, is
   * closed at once.
   */
  opened(socket: Socket): Connection {
    const known = this.#open.get(socket);
    if (known !== undefined) return known;
    const connection: Connection = { unanswered: [], ends: false };
    this.#open.set(socket, connection);
    socket.once('close', () => this.#open.delete(socket));
    if (this.#isClosing) socket.destroy();
    return connection;
  }

  /**
   * Counts a request in.
   * @returns whether it is to be answered: not when nobody is left to hear it, as behind the last answer of a connection, nor
   *   when so many lie before it that they can only be meant to wear the server out; then the connection is closed
   */
  takesOn({ socket }: IncomingMessage, response: ServerResponse): boolean {
    if (!socket.writable) return false;
    const connection = this.opened(socket);
    const { unanswered } = connection;
    if (connection.ends || unanswered.some(isLast)) return false;
    if (unanswered.length >= mostUnanswered) {
      socket.destroy();
      return false;
    }
    unanswered.push(response);
    response.once('close', () => {
      unanswered.splice(unanswered.indexOf(response), 1);
      // The last answer may have been written before the server closed, and have said nothing of the end.
      if (connection.ends && unanswered.length === 0) socket.destroySoon();
    });
    if (this.#isClosing) lastOnItsConnection(response);
    return true;
  }

  /**
   * Ends a connection whose bytes make no sense or do not come: with this text if nothing has been said on it, else
   * without a word, as it would stand in the place of another answer. What waits for its answer gets it first.
   */
  refuse(socket: Socket, text: string): void {
    // A request that is not there in full will never be answered.
    const last = this.opened(socket)
      .unanswered.filter(({ req }) => req.complete)
      .at(-1);
    if (last !== undefined) {
      last.once('close', () => socket.destroy());
    } else if (socket.bytesWritten > 0) {
      socket.destroy();
    } else {
      // Gone once it is written: whoever never closes its own side would keep the connection.
      socket.end(text, () => socket.destroy());
    }
  }

  /** What has said nothing is closed; on each other connection, what waits for its answer gets it, and nothing after it. */
  close(): void {
    this.#isClosing = true;
    for (const [socket, connection] of this.#open) {
      // Opened ahead of need, as load balancers do: nothing is on its way there.
      if (socket.bytesRead === 0) socket.destroy();
      const last = connection.unanswered.at(-1);
      if (last === undefined) continue;
      connection.ends = true;
      lastOnItsConnection(last);
    }
  }
}

/** A connection that is kept for another request would hold up a server that closes, until its grace is over. */
export function lastOnItsConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

function isLast(response: ServerResponse): boolean {
  return response.getHeader('Connection') === 'close';
}
