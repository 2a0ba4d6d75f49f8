import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Connections, lastOnItsConnection } from '../../../server/contract/http/connections.js';

/** What should be known of one connection. */
interface ModelConnection {
  isOpen: boolean;
  /** Whether the caller has said anything. */
  isHeard: boolean;
  /** Whether each request that waits is there in full, in their order. */
  waiting: boolean[];
  /** With so many answers more it is closed. */
  closesAfter: number | undefined;
  /** After bytes that make no sense no request comes any more. */
  isGarbled: boolean;
}

interface Model {
  readonly connections: ModelConnection[];
  isClosing: boolean;
}

/** A connection as Node would have it, without a network. */
class PlayedConnection {
  // It is connected to nothing: what is written fails.
  readonly socket = new Socket().on('error', () => undefined);
  readonly waiting: ServerResponse[] = [];

  hear(): void {
    Object.defineProperty(this.socket, 'bytesRead', { value: 100 });
  }

  request(isComplete: boolean): ServerResponse {
    this.hear();
    const request = new IncomingMessage(this.socket);
    request.complete = isComplete;
    return new ServerResponse(request);
  }

  /** Writes the answer that is next, and ends the connection where the answer says so. */
  answer(): ServerResponse | undefined {
    const response = this.waiting.shift();
    response?.emit('close');
    if (response?.getHeader('Connection') === 'close') this.socket.destroy();
    return response;
  }
}

it('a connection that opens while the server closes, as at the end of a handshake, is closed', () => {
  const connections = new Connections();
  connections.close();
  const socket = new Socket();
  connections.opened(socket);
  expect(socket.destroyed).toBe(true);
});

class Real {
  readonly connections = new Connections();
  readonly played: PlayedConnection[] = [];

  at(index: number): PlayedConnection {
    const found = this.played[index];
    if (found === undefined) throw new Error(`no connection ${index}`);
    return found;
  }
}

type Command = fc.AsyncCommand<Model, Real>;

/** What must hold after each event: what is open is known, and nothing else; each with one listener of ours. */
async function expectSame(model: Model, real: Real): Promise<void> {
  // Node tells of a socket's end in a turn of its own.
  await new Promise(setImmediate);
  expect(real.played.map(({ socket }) => !socket.destroyed)).toEqual(
    model.connections.map(({ isOpen }) => isOpen),
  );
  expect(real.connections.size).toBe(model.connections.filter(({ isOpen }) => isOpen).length);
  real.played.forEach(({ socket, waiting }, index) => {
    if (model.connections[index]?.isOpen !== true) return;
    expect(waiting).toHaveLength(model.connections[index].waiting.length);
    expect(socket.listenerCount('close')).toBe(1);
  });
}

/** @param run changes both, and may look at what was answered */
function command(
  name: string,
  check: (model: Model) => boolean,
  run: (model: Model, real: Real) => void,
): Command {
  return {
    check,
    run: async (model, real) => {
      run(model, real);
      await expectSame(model, real);
    },
    toString: () => name,
  };
}

const connectionAt = (
  name: string,
  index: number,
  run: (connection: ModelConnection, real: Real, model: Model) => void,
  check: (connection: ModelConnection) => boolean = ({ isOpen }) => isOpen,
): Command =>
  command(
    `${name} ${index}`,
    ({ connections }) => {
      const connection = connections[index];
      return connection !== undefined && check(connection);
    },
    (model, real) => {
      const connection = model.connections[index];
      if (connection !== undefined) run(connection, real, model);
    },
  );

const opens = command(
  'open',
  ({ connections, isClosing }) => connections.length < 2 && !isClosing,
  (model, real) => {
    const played = new PlayedConnection();
    real.played.push(played);
    real.connections.opened(played.socket);
    model.connections.push({
      isOpen: true,
      isHeard: false,
      waiting: [],
      closesAfter: undefined,
      isGarbled: false,
    });
  },
);

const asks = (index: number, count: number, isComplete: boolean): Command =>
  connectionAt(
    `ask ${count}${isComplete ? '' : ' in part'}`,
    index,
    (connection, real, { isClosing }) => {
      connection.isHeard = true;
      const played = real.at(index);
      for (let n = 0; n < count; n += 1) {
        const response = played.request(isComplete);
        const isTaken =
          connection.isOpen && connection.closesAfter === undefined && connection.waiting.length < 16;
        expect(real.connections.takesOn(response.req, response)).toBe(isTaken);
        if (isTaken) {
          connection.waiting.push(isComplete);
          played.waiting.push(response);
          if (isClosing) connection.closesAfter = connection.waiting.length;
        } else if (connection.closesAfter === undefined) {
          connection.isOpen = false;
        }
      }
    },
    // Also on one that has just gone: what was read before is still parsed.
    ({ isGarbled }) => !isGarbled,
  );

const answers = (index: number, count: number): Command =>
  connectionAt(`answer ${count}`, index, (connection, real) => {
    // A request that is not there in full is never answered.
    for (let n = 0; n < count && connection.isOpen && connection.waiting[0] === true; n += 1) {
      const response = real.at(index).answer();
      expect(response?.listenerCount('close')).toBe(0);
      connection.waiting.shift();
      if (connection.closesAfter !== undefined) connection.closesAfter -= 1;
      if (connection.closesAfter === 0) connection.isOpen = false;
    }
  });

/** As for a stranger over its limit. */
const answersLast = (index: number): Command =>
  connectionAt(
    'say that the newest is the last',
    index,
    (connection, real) => {
      const newest = real.at(index).waiting.at(-1);
      if (newest !== undefined) lastOnItsConnection(newest);
      connection.closesAfter ??= connection.waiting.length;
    },
    ({ isOpen, waiting, isGarbled }) => isOpen && waiting.length > 0 && !isGarbled,
  );

const garbles = (index: number): Command =>
  connectionAt(
    'garble',
    index,
    (connection, real) => {
      real.at(index).hear();
      real.connections.refuse(real.at(index).socket, 'HTTP/1.1 400 Bad Request\r\n\r\n');
      connection.isHeard = true;
      connection.isGarbled = true;
      const last = connection.waiting.lastIndexOf(true) + 1;
      if (last === 0) connection.isOpen = false;
      else connection.closesAfter = Math.min(last, connection.closesAfter ?? last);
    },
    ({ isOpen, isGarbled }) => isOpen && !isGarbled,
  );

const loses = (index: number): Command =>
  connectionAt('lose', index, (connection, real) => {
    real.at(index).socket.destroy();
    connection.isOpen = false;
  });

const closes = command(
  'close',
  () => true,
  (model, real) => {
    real.connections.close();
    model.isClosing = true;
    for (const connection of model.connections) {
      if (!connection.isHeard) connection.isOpen = false;
      else if (connection.waiting.length > 0) connection.closesAfter ??= connection.waiting.length;
    }
  },
);

const index = fc.nat({ max: 1 });
const several = fc.integer({ min: 1, max: 9 });

describe('connections, whatever happens on them in whatever order,', () => {
  it('are remembered while they are open, closed when nothing is to come, and leave no listener', async () => {
    const commands = fc.commands(
      [
        fc.constant(opens),
        fc.tuple(index, several, fc.boolean()).map((args) => asks(...args)),
        fc.tuple(index, several).map(([at, count]) => asks(at, count, true)),
        fc.tuple(index, several).map((args) => answers(...args)),
        index.map(answersLast),
        index.map(garbles),
        index.map(loses),
        fc.constant(closes),
      ],
      { maxCommands: 40, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (some) => {
        const real = new Real();
        await fc.asyncModelRun(() => ({ model: { connections: [], isClosing: false }, real }), some);
        for (const { socket } of real.played) socket.destroy();
        await new Promise(setImmediate);
        expect(real.connections.size).toBe(0);
        for (const { socket } of real.played) expect(socket.listenerCount('close')).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });
});
