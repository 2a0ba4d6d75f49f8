import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may lie on one connection without an answer. No caller of the contract sends more than one. */
const mostUnanswered = 16;

/** The open connections of a server, and what each still waits for. */
export class Connections {
  // By socket: a response that is queued behind another is never told when the socket goes.
  readonly #unanswered = new Map<Socket, Set<ServerResponse>>();

  /** How many are open. */
  get size(): number {
    return this.#unanswered.size;
  }

  /** Remembers a connection, until it is closed. */
  opened(socket: Socket): Set<ServerResponse> {
    const known = this.#unanswered.get(socket);
    if (known !== undefined) return known;
    const unanswered = new Set<ServerResponse>();
    this.#unanswered.set(socket, unanswered);
    socket.once('close', () => this.#unanswered.delete(socket));
    return unanswered;
  }

  /**
   * Counts a request in.
   * @returns whether it is to be answered: not when nobody is left to hear it, nor when so many lie before it that they
   *   can only be meant to wear the server out; then the connection is closed
   */
  takesOn({ socket }: IncomingMessage, response: ServerResponse): boolean {
    if (socket.destroyed) return false;
    const unanswered = this.opened(socket);
    if (unanswered.size >= mostUnanswered) {
      socket.destroy();
      return false;
    }
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
    return true;
  }

  /**
   * Ends a connection whose bytes make no sense or do not come: with this text if nothing has been said on it, else
   * without a word, as it would stand in the place of another answer. What waits for its answer gets it first.
   */
  refuse(socket: Socket, text: string): void {
    // A request that is not there in full will never be answered.
    const last = [...this.opened(socket)].filter(({ req }) => req.complete).at(-1);
    if (last !== undefined) {
      last.once('close', () => socket.destroy());
    } else if (socket.bytesWritten > 0) {
      socket.destroy();
    } else {
      // Gone once it is written: whoever never closes its own side would keep the connection.
      socket.end(text, () => socket.destroy());
    }
  }

  /** What has said nothing is closed; what is answered from now on is the last on its connection. */
  close(): void {
    for (const [socket, unanswered] of this.#unanswered) {
      // Opened ahead of need, as load balancers do: nothing is on its way there.
      if (socket.bytesRead === 0) socket.destroy();
      unanswered.forEach(lastOnItsConnection);
    }
  }
}

/** A connection that is kept for another request would hold up a server that closes, until its grace is over. */
export function lastOnItsConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
