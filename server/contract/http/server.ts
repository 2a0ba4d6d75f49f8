import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Contract } from '@sendotp-contract/spec';
import { checkOptionNames, type NamesOf } from '../option-names.js';
import { type MppOptions, mppOptionNames } from '../options.js';
import { Connections } from './connections.js';
import { answerPreflight, type CorsOrigins } from './cors.js';
import { createRequestHandler } from './request-handler.js';

/** What a server proves its name with over HTTPS, as PEM. */
export interface TlsKeys {
  /** The certificate, and the chain up to the root. */
  readonly cert: string | Buffer;
  /** Its private key. */
  readonly key: string | Buffer;
}

export interface MppServerOptions<C extends Contract> extends MppOptions<C> {
  /** Speaks HTTPS with this certificate (CALL-1). Left out: HTTP, for a proxy in front that speaks HTTPS. */
  readonly tls?: TlsKeys;
  /**
   * Whose pages may call from a browser: `loopback`, or a list of origins. Left out: nobody's, and a preflight is a method
   * like any other (RC-9). For sandboxes and mocks.
   */
  readonly corsOrigins?: CorsOrigins;
  /** How many connections there may be; more are closed at once. Default 10,000. */
  readonly maxConnections?: number;
  /** How long a caller may take to send a request's header, in ms. Default 10,000. */
  readonly headersTimeoutMs?: number;
  /** How long a caller may take to send a whole request, in ms. Default 15,000. */
  readonly requestTimeoutMs?: number;
  /** How long a connection may lie idle between requests, in ms. Default 65,000, longer than most proxies keep theirs. */
  readonly keepAliveTimeoutMs?: number;
}

/** The names of a server's options, for packages that add their own. */
export const mppServerOptionNames: NamesOf<MppServerOptions<Contract>> = {
  ...mppOptionNames,
  ...{ tls: true, corsOrigins: true, maxConnections: true },
  ...{ headersTimeoutMs: true, requestTimeoutMs: true, keepAliveTimeoutMs: true },
};

/** Where the server is to be found. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

export interface MppServer {
  /** Node's own server, for what is not foreseen here. */
  readonly http: Server | HttpsServer;
  /**
   * Starts to listen.
   * @throws the system's error (`EADDRINUSE`, `EACCES`, …) when it cannot
   */
  listen(options?: { readonly port?: number; readonly host?: string }): Promise<Listening>;
  /**
   * New connections get this certificate from now on.
   * @throws Error when certificate and key are none or do not belong together; the old ones stay
   * @throws TypeError when the server speaks no HTTPS
   */
  renewTls(tls: TlsKeys): void;
  /**
   * Takes no more connections, answers what is in flight, and ends; after `graceMs` it ends all the same.
   * Default 10,000 ms. Calling it twice is the same as once, and one that does not listen is closed already.
   */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/**
 * A contract as a server of its own: every path is the contract's.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError, TypeError for an option that makes no sense
 */
export async function createMppServer<C extends Contract>(options: MppServerOptions<C>): Promise<MppServer> {
  checkOptionNames(options, mppServerOptionNames);
  const handle = await createRequestHandler({ ...options, otherPaths: 'answer' });
  const { corsOrigins } = options;
  const headersTimeout = options.headersTimeoutMs ?? 10_000;
  const settings = {
    headersTimeout,
    requestTimeout: options.requestTimeoutMs ?? 15_000,
    keepAliveTimeout: options.keepAliveTimeoutMs ?? 65_000,
    // How often the two timeouts above are looked at.
    connectionsCheckingInterval: 1_000,
  };
  const connections = new Connections();
  let closing: Promise<void> | undefined;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (!connections.takesOn(request, response)) return;
    if (corsOrigins !== undefined && answerPreflight(request, response, corsOrigins)) return;
    handle(request, response, () => response.destroy());
  };
  const https =
    options.tls === undefined
      ? undefined
      : createHttpsServer(
          { ...settings, ...options.tls, ...tlsFloor, handshakeTimeout: headersTimeout },
          answer,
        );
  const http = https ?? createServer(settings, answer);
  http.maxConnections = options.maxConnections ?? 10_000;
  // A caller that says it has nothing more to send, as `nc -N` does, still waits for its answer.
  Object.assign(http, { httpAllowHalfOpen: true });
  http.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    refuseConnection(error, socket, connections);
  });
  // Node would answer 417; an outcome is HTTP 200 (RES-8).
  http.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    http.emit('request', request, response);
  });

  http.on('connection', (socket: Socket) => connections.opened(socket));
  // The bytes of the handshake count on the TCP socket below it: only this one tells whether the caller has said anything.
  https?.on('secureConnection', (socket) => connections.opened(socket));

  return {
    http,
    listen: ({ port = 8080, host = '127.0.0.1' } = {}) =>
      new Promise((resolve, reject) => {
        http.once('error', reject);
        http.listen(port, host, () => {
          http.off('error', reject);
          resolve(listening(http.address(), https === undefined ? 'http' : 'https'));
        });
      }),
    renewTls: (tls) => {
      if (https === undefined) throw new TypeError('this server speaks no HTTPS: it was made without tls');
      https.setSecureContext({ ...tls, ...tlsFloor });
    },
    close: ({ graceMs = 10_000 } = {}) => {
      // As after a port that was taken.
      if (!http.listening && closing === undefined) return Promise.resolve();
      connections.close();
      return (closing ??= close(http, graceMs));
    },
  };
}

/** What is older is broken. */
const tlsFloor = { minVersion: 'TLSv1.2' } as const;

function close(http: Server | HttpsServer, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      http.closeAllConnections();
    }, graceMs);
    // It fails for a server that does not listen, and this one does.
    http.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

function listening(address: string | AddressInfo | null, scheme: 'http' | 'https'): Listening {
  if (address === null || typeof address === 'string')
    throw new TypeError('the server listens on no TCP port');
  const { address: host, port, family } = address;
  return { host, port, url: `${scheme}://${family === 'IPv6' ? `[${host}]` : host}:${port}` };
}

/** What never becomes a request cannot have an outcome: it gets the shortest answer HTTP has, and the door. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket, connections: Connections): void {
  // A handshake that failed leaves nothing to write on.
  const noTls = /^ERR_(SSL|TLS)_/.test(error.code ?? '');
  if (noTls || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  connections.refuse(socket, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
