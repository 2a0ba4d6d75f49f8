import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Exchange, NoResponse } from './exchange.js';
import type { HeaderList, Message } from './message.js';
import { type RawResponse, readResponse } from './read-response.js';

export interface HttpSenderOptions {
  /** How long a response may take from the first byte sent to the last byte read, in ms. */
  readonly timeoutMs: number;
  /** The largest body that is read, in bytes. Default 1 MiB: a response of the contract has less than 1 KiB. */
  readonly bodyLimit?: number;
  /** The largest header that is read, in bytes. Default 64 KiB. */
  readonly headerLimit?: number;
}

/** What one attempt led to. */
interface Attempt {
  readonly received: RawResponse | NoResponse;
  /** Whether it failed on a connection that was no longer open. */
  readonly stale: boolean;
  /** The message before on the same connection. */
  readonly before: Message | undefined;
}

/**
 * Sends messages to one host only: redirects are not followed, no proxy is used, no compression is offered. Whatever the
 * other side does, an exchange ends in time and its memory is bounded.
 */
export class HttpSender {
  readonly #url: URL;
  readonly #agent: HttpAgent;
  /** Opens a connection for each request. */
  readonly #freshAgent: HttpAgent;
  readonly #lastOn = new WeakMap<Socket, Message>();
  #keepsOpen = true;
  /** How many requests had no response in time on a fresh connection, either: further ones are not repeated. */
  #slow = 0;
  readonly #limits: Required<HttpSenderOptions>;

  constructor(url: URL, { timeoutMs, bodyLimit = 1_048_576, headerLimit = 65_536 }: HttpSenderOptions) {
    this.#url = url;
    this.#limits = { timeoutMs, bodyLimit, headerLimit };
    const Agent = url.protocol === 'https:' ? HttpsAgent : HttpAgent;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 32 });
    this.#freshAgent = new Agent({ keepAlive: false, maxSockets: 32 });
  }

  /** Sends a message and reads its response. Never rejects for what the other side does. */
  async send(message: Message): Promise<Exchange> {
    // Nothing that may cause an OTP is sent a second time.
    const mayBeRepeated = message.token !== 'valid' && message.token !== 'unanswered';
    const first = await this.#attempt(message, this.#keepsOpen && mayBeRepeated);
    // An idle connection that the other side has just closed shows nothing: try once on a fresh one.
    const { received, before } = first.stale ? await this.#attempt(message, false) : first;
    const response = this.#read(received, message);
    const isSlow = response.kind === 'none' && response.fault === 'timeout';
    if (before === undefined || !isUnreadable(response) || (isSlow && this.#slow > 1))
      return { message, response };
    const again = this.#read((await this.#attempt(message, false)).received, message);
    if (isUnreadable(again)) {
      if (isSlow) this.#slow += 1;
      return { message, response };
    }
    // One finding is enough: everything else is judged on connections of its own.
    this.#keepsOpen = false;
    const got = response.kind === 'none' ? `no response: ${response.detail}` : `HTTP ${response.status}`;
    return {
      message,
      response: again,
      outOfStep: { before: `${before.method} ${before.path}`, got: `${got} without a result` },
    };
  }

  #read(received: Attempt['received'], { operation }: Message): Exchange['response'] {
    return 'kind' in received ? received : readResponse(received, operation);
  }

  /** Closes every connection. */
  close(): void {
    this.#agent.destroy();
    this.#freshAgent.destroy();
  }

  #attempt(sent: Message, keepOpen: boolean): Promise<Attempt> {
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
      let before: Message | undefined;
      let isCut = false;
      const request = (protocol === 'https:' ? httpsRequest : httpRequest)({
        hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
        port,
        path: sent.requestTarget ?? sent.path,
        method: sent.method,
        headers: headers.flat(),
        agent: keepOpen ? this.#agent : this.#freshAgent,
        maxHeaderSize: headerLimit,
      });
      const end = (received: Attempt['received'], stale = false): void => {
        if (ended) return;
        ended = true;
        clearTimeout(timer);
        if ('kind' in received) request.destroy();
        resolve({ received, stale, before });
      };
      const timer = setTimeout(() => {
        const what = response === undefined ? 'nothing was received' : 'the response was not complete';
        end({ kind: 'none', fault: 'timeout', detail: `${what} within ${timeoutMs} ms` });
      }, timeoutMs);
      request.on('socket', (socket) => {
        before = this.#lastOn.get(socket);
        this.#lastOn.set(socket, sent);
      });
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
            status: incoming.statusCode ?? 0,
            headers: pairs(incoming.rawHeaders),
            bytes: Buffer.concat(chunks),
            isCut,
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
        if (response !== undefined && response.complete) {
          // What follows a whole body is read as the next response, which it is not.
          if (error.code?.startsWith('HPE_') === true) isCut = true;
          return;
        }
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

/** Whether a response is none that an MPP gives: the answer to something else, or nothing at all. */
function isUnreadable(response: Exchange['response']): boolean {
  return response.kind === 'none'
    ? response.fault !== 'unreachable' && response.fault !== 'tls'
    : response.answer === undefined && response.status >= 400;
}

/** `…:SSL routines:<function>:<reason>:<file>:<line>:…` */
const openSslReason = /:SSL routines:[^:]*:([^:\n]+)/;

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
    return { kind: 'none', fault: 'unreachable', detail: `no server answers at this address (${code})` };
  }
  if (code === 'HPE_HEADER_OVERFLOW')
    return { kind: 'none', fault: 'too-large', detail: 'the header of the response does not end' };
  if (code.startsWith('HPE_'))
    return { kind: 'none', fault: 'not-http', detail: `what was received is not HTTP (${code})` };
  // OpenSSL's own message is several lines, with paths of its source. An alert is what a server says that speaks TLS.
  const reason = openSslReason.exec(message)?.[1];
  if (code === 'EPROTO' && reason?.includes(' alert ') !== true)
    return { kind: 'none', fault: 'broken-off', detail: 'what was received is not TLS (EPROTO)' };
  if (/^(EPROTO$|ERR_TLS|ERR_SSL)|CERT|SELF_SIGNED|SIGNATURE/.test(code)) {
    return { kind: 'none', fault: 'tls', detail: `TLS failed (${code}): ${reason ?? message}` };
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return { kind: 'none', fault: 'broken-off', detail: 'the connection was closed without a response' };
  }
  return { kind: 'none', fault: 'broken-off', detail: code === '' ? message : `${message} (${code})` };
}

/** Names and values of Node's list of raw headers. */
function pairs(raw: readonly string[]): HeaderList {
  const all: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) all.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return all;
}
