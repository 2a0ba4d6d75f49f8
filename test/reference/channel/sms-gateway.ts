import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request as the gateway got it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestSmsGateway {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** How many connections there were so far. */
  readonly connections: number;
  readonly close: () => Promise<void>;
}

type Answer = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** A real HTTP server on a free port that answers each message as told. */
export async function startSmsGateway(answer: Answer): Promise<TestSmsGateway> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body });
      answer(response, request, body);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gateway has no port');
  return {
    url: `http://127.0.0.1:${address.port}/sms`,
    requests,
    get connections() {
      return connections;
    },
    close: async () => {
      server.closeAllConnections();
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** Answers with this status and body. */
export function answering(status: number, body = '', headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}
