import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A server that answers a Redis client as the test wants it, without keeping anything. */
export class PlayedRedis {
  /** `hangs`: it takes connections and commands, and says nothing. `refuses`: it closes each connection. */
  mode: 'answers' | 'hangs' | 'refuses' = 'answers';
  /** Answers the next command that is no part of a handshake with this error. */
  nextError: string | undefined;
  /** Answers the commands of a handshake with this error. */
  handshakeError: string | undefined;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.#open.delete(socket));
      let received = '';
      socket.on('data', (chunk: Buffer) => {
        received += chunk.toString('latin1');
        const [commands, rest] = split(received);
        received = rest;
        if (this.mode === 'answers') for (const command of commands) socket.write(this.#replyTo(command));
      });
      if (this.mode === 'refuses') socket.destroy();
    });
  }

  static async start(): Promise<PlayedRedis> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PlayedRedis(server);
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `redis://127.0.0.1:${port}`;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#open.size;
  }

  drop(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.drop();
    await once(this.#server, 'close');
  }

  #replyTo([name]: readonly string[]): string {
    if (name !== 'PING')
      return this.handshakeError === undefined ? '+OK\r\n' : `-${this.handshakeError} played\r\n`;
    const error = this.nextError;
    this.nextError = undefined;
    return error === undefined ? '+PONG\r\n' : `-${error} played\r\n`;
  }
}

/** The whole commands in this text, each as its words, and what is left of it. */
function split(text: string): [commands: string[][], rest: string] {
  const commands: string[][] = [];
  let rest = text;
  for (;;) {
    const [, count] = /^\*(\d+)\r\n/.exec(rest) ?? [];
    if (count === undefined) return [commands, rest];
    const whole = new RegExp(`^\\*${count}\\r\\n(?:\\$\\d+\\r\\n[^\\r]*\\r\\n){${count}}`).exec(rest)?.[0];
    if (whole === undefined) return [commands, rest];
    commands.push(whole.split('\r\n').filter((_, index) => index > 0 && index % 2 === 0));
    rest = rest.slice(whole.length);
  }
}
