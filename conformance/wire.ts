import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Message } from './message-plan.js';

/** A response as it came over the wire. */
export interface Received {
  readonly kind: 'response';
  readonly status: number;
  /** Names and values as received, in their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** When it was whole, in ms since the epoch. */
  readonly at: number;
}

/** No whole response, and why. */
export interface NoResponse {
  readonly kind: 'none';
  readonly fault: 'unreachable' | 'tls' | 'timeout' | 'broken-off' | 'too-large' | 'not-http';
  /** For a person: what happened. */
  readonly detail: string;
}

export type Arrival = Received | NoResponse;

/** One message and what came back. */
export interface Exchange {
  readonly sent: Message;
  readonly arrival: Arrival;
}

export interface WireOptions {
  /** How long a response may take from the first byte sent to the last one read, in ms. */
  readonly timeoutMs: number;
  /** The largest body that is read, in bytes. Default 1 MiB: a response of the contract has less than 1 KiB. */
  readonly bodyLimit?: number;
  /** The largest header that is read, in bytes. Default 64 KiB. */
  readonly headerLimit?: number;
}

/**
 * Sends messages to one host and to no other: redirects are not followed, no proxy is asked, no compression is offered.
 * Whatever the other side does, an exchange ends in time and its memory is bounded.
 */
export class Wire {
  readonly #url: URL;
  readonly #agent: HttpAgent;
  readonly #limits: Required<WireOptions>;

  constructor(url: URL, { timeoutMs, bodyLimit = 1_048_576, headerLimit = 65_536 }: WireOptions) {
    this.#url = url;
    this.#limits = { timeoutMs, bodyLimit, headerLimit };
    const options = { keepAlive: true, maxSockets: 32 };
    this.#agent = url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** Sends a message and waits for its end. Never rejects for what the other side does. */
  async exchange(sent: Message): Promise<Exchange> {
    let attempt = await this.#attempt(sent);
    // An idle connection that the other side has just closed says nothing about it: try once on a fresh one.
    if (attempt.stale) attempt = await this.#attempt(sent);
    return { sent, arrival: attempt.arrival };
  }

  /** Lets go of every connection. */
  close(): void {
    this.#agent.destroy();
  }

  #attempt(sent: Message): Promise<{ readonly arrival: Arrival; readonly stale: boolean }> {
    const { timeoutMs, bodyLimit, headerLimit } = this.#limits;
    const { protocol, hostname, port, host } = this.#url;
    const bodiless = sent.body.length === 0 && ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(sent.method);
    const headers = [
      ['Host', host],
      ...sent.headers,
      ...(bodiless ? [] : [['Content-Length', String(sent.body.length)]]),
    ];
    return new Promise((resolve) => {
      let ended = false;
      let response: IncomingMessage | undefined;
      const request = (protocol === 'https:' ? httpsRequest : httpRequest)({
        hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
        port,
        path: sent.path,
        method: sent.method,
        headers: headers.flat(),
        agent: this.#agent,
        maxHeaderSize: headerLimit,
      });
      const end = (arrival: Arrival, stale = false): void => {
        if (ended) return;
        ended = true;
        clearTimeout(timer);
        if (arrival.kind === 'none') request.destroy();
        resolve({ arrival, stale });
      };
      const timer = setTimeout(() => {
        const where = response === undefined ? 'nothing came' : 'the response was not whole';
        end({ kind: 'none', fault: 'timeout', detail: `${where} within ${timeoutMs} ms` });
      }, timeoutMs);
      request.on('response', (incoming) => {
        response = incoming;
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= bodyLimit) chunks.push(chunk);
          else
            end({ kind: 'none', fault: 'too-large', detail: `the body is larger than ${bodyLimit} bytes` });
        });
        incoming.on('end', () => {
          end({
            kind: 'response',
            status: incoming.statusCode ?? 0,
            headers: pairs(incoming.rawHeaders),
            body: Buffer.concat(chunks),
            at: Date.now(),
          });
        });
        incoming.on('error', () => undefined);
        incoming.on('close', () => {
          end({
            kind: 'none',
            fault: 'broken-off',
            detail: 'the connection was closed in the middle of the response',
          });
        });
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        // A target may answer before it has read a large body, and close: its answer counts.
        if (response !== undefined && response.complete) return;
        const stale =
          request.reusedSocket &&
          response === undefined &&
          ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
        end(noResponse(error), stale);
      });
      request.end(sent.body);
    });
  }
}

function noResponse(error: NodeJS.ErrnoException): NoResponse {
  const { code = '', message } = error;
  if (
    [
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ETIMEDOUT',
      'EADDRNOTAVAIL',
    ].includes(code)
  ) {
    return { kind: 'none', fault: 'unreachable', detail: `nobody answers there (${code})` };
  }
  if (code === 'HPE_HEADER_OVERFLOW')
    return { kind: 'none', fault: 'too-large', detail: 'the header of the response does not end' };
  if (code.startsWith('HPE_'))
    return { kind: 'none', fault: 'not-http', detail: `what came is not HTTP (${code})` };
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || /CERT|SELF_SIGNED|SIGNATURE/.test(code)) {
    return { kind: 'none', fault: 'tls', detail: `TLS failed (${code}): ${message}` };
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return { kind: 'none', fault: 'broken-off', detail: 'the connection was closed without a response' };
  }
  return { kind: 'none', fault: 'broken-off', detail: code === '' ? message : `${message} (${code})` };
}

function pairs(raw: readonly string[]): [string, string][] {
  const all: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) all.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return all;
}

/** A header's value, case-insensitively; several are joined with commas, as HTTP allows. */
export function headerOf(headers: Received['headers'], name: string): string | undefined {
  const values = headers
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
