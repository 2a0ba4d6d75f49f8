import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

export interface TestMailServer {
  readonly port: number;
  readonly mails: ReceivedMail[];
  /** How many connections there were so far. */
  readonly connections: number;
  /** How many connections are open now. */
  readonly open: number;
  /** How many connections the client ended with a word of farewell. Over TLS none is heard. */
  readonly farewells: number;
  /** Cuts every connection, with no word of farewell. Not for TLS: pulled from below, it takes Node down with it. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** A reply of the server, to be handed to the callbacks of smtp-server. */
export function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** A real mail server on a free port. It takes every mail, in the clear, unless told otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let farewells = 0;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 20,
    // Also keeps it quiet about its own certificate.
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  // A connection that is cut on purpose is no news.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('data', (chunk: Buffer) => {
      if (chunk.toString('latin1').endsWith('QUIT\r\n')) farewells += 1;
    });
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    mails,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    get farewells() {
      return farewells;
    },
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}
