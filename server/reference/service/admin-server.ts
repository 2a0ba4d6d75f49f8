import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AdminActions } from './admin-action.js';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';

export interface AdminServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What the admin port shows and does. */
export interface AdminPages {
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly actions: AdminActions;
}

/** Where it listens, and how long it waits for the headers and for the whole of a request, in ms. */
export interface AdminServerOptions {
  readonly host: string;
  readonly port: number;
  /** Default 5,000. */
  readonly headersTimeoutMs?: number;
  /** Default 10,000. */
  readonly requestTimeoutMs?: number;
}

/**
 * The admin port for operators, separate from the public one: `/livez` (the process runs), `/readyz` (200 when requests
 * should be sent here, else 503 with the reason), `/metrics` (Prometheus), and the actions that need a secret.
 * @throws the system's error when it cannot listen
 */
export async function startAdminServer(
  { host, port, headersTimeoutMs = 5_000, requestTimeoutMs = 10_000 }: AdminServerOptions,
  { readiness, metrics, actions }: AdminPages,
): Promise<AdminServer> {
  const pages: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/livez': (response) => {
      answer(response, 200, 'text/plain; charset=utf-8', 'ok\n');
      return Promise.resolve();
    },
    '/readyz': async (response) => {
      const report = await readiness.report();
      answer(
        response,
        report.ready ? 200 : 503,
        'application/json; charset=utf-8',
        `${JSON.stringify(report)}\n`,
      );
    },
    '/metrics': async (response) => {
      answer(response, 200, metrics.contentType, await metrics.text());
    },
  };
  const act = async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const done = await actions.answer(path, request);
    if (done === undefined) {
      const posts = actions.paths.map((action) => `, POST ${action}`).join('');
      answer(
        response,
        404,
        'text/plain; charset=utf-8',
        `not found; available: GET ${Object.keys(pages).join(', ')}${posts}\n`,
      );
      return;
    }
    // What was not read of the request is not waited for.
    if (done.status !== 200) response.setHeader('Connection', 'close');
    answer(response, done.status, 'application/json; charset=utf-8', `${JSON.stringify(done.body)}\n`);
  };
  const settings = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: headersTimeoutMs,
    // How often the two timeouts above are looked at.
    connectionsCheckingInterval: 1_000,
  };
  const server = createServer(settings, (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const page = isRead && Object.hasOwn(pages, path) ? pages[path] : undefined;
    (page === undefined ? act(path, request, response) : page(response)).catch(() => {
      answer(response, 500, 'text/plain; charset=utf-8', 'failed\n');
    });
  });
  await listening(server, host, port);
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(body);
}
