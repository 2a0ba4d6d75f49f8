import { createSign } from 'node:crypto';
import {
  type Clock,
  createSendOtpClient,
  type FetchFunction,
  type SendOtpClient,
  type SendOtpClientOptions,
  SendOtpError,
} from '@sendotp-contract/client';
import { caller, mpp } from '../key-pairs.js';

/** One try as it left the client, byte for byte. */
export interface SentAttempt {
  readonly url: string;
  readonly method: string;
  readonly redirect: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How the MPP answers one try. */
export type Act = (
  received: SentAttempt,
  signal: AbortSignal | null | undefined,
) => Response | Promise<Response>;

/** How a played answer differs from a valid signed one. */
export interface AnswerChanges {
  readonly status?: number;
  /** Headers to add or replace; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Bytes that are signed instead of those that are sent. */
  readonly signedBody?: string;
  readonly privateKey?: string;
  /** Response-Time, signed. */
  readonly time?: string;
}

export const secretToken = 'token-of-a-user-0123456789';
export const request = { acquirerId: 'A', pspId: 'P', accessToken: secretToken };

export const success = { result: { resultStatus: 'S', resultCode: 'SUCCESS' }, verifyRequestId: 'id-1' };
export const busy = { result: { resultStatus: 'U', resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' } };
export const unforeseen = { result: { resultStatus: 'U', resultCode: 'UNKNOWN_EXCEPTION' } };
export const refused = (resultCode: string) => ({ result: { resultStatus: 'F', resultCode } });

/** A signed answer, by node:crypto and by nothing of ours. A value is sent as JSON, text and bytes as they are. */
export function signed(body: unknown, changes: AnswerChanges = {}): Act {
  return ({ url, headers }) => {
    const bytes = bytesOf(body);
    const { time = '2026-11-23T10:00:00+08:00' } = changes;
    const signature = createSign('RSA-SHA256')
      .update(`POST ${new URL(url).pathname}\n${headers['client-id'] ?? ''}.${time}.`)
      .update(changes.signedBody ?? bytes)
      .sign(changes.privateKey ?? mpp.privateKey, 'base64');
    const signature64 = encodeURIComponent(signature);
    return answer(bytes, changes, {
      'Response-Time': time,
      Signature: `algorithm=RSA256, keyVersion=1, signature=${signature64}`,
    });
  };
}

export function unsigned(body: unknown, changes: AnswerChanges = {}): Act {
  return () => answer(bytesOf(body), changes, {});
}

/** No answer, and no look at the signal either. */
export const silence: Act = () => new Promise(() => undefined);

/** A short limit for an MPP that never answers. Of others it would say how busy the machine is that signs. */
export const limitFor = (act: Act): { readonly timeoutMs?: number } =>
  act === silence ? { timeoutMs: 20 } : {};

/** What Node's fetch does when the connection breaks. */
export const brokenConnection: Act = () =>
  Promise.reject(
    new TypeError('fetch failed', { cause: Object.assign(new Error('read'), { code: 'ECONNRESET' }) }),
  );

/** What Node's fetch does when no connection was made. */
export const noConnection: Act = () =>
  Promise.reject(
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    }),
  );

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

function answer(
  body: Uint8Array<ArrayBuffer>,
  { status = 200, headers }: AnswerChanges,
  signature: Record<string, string>,
): Response {
  const all: Record<string, string | undefined> = {
    'Content-Type': 'application/json; charset=UTF-8',
    ...signature,
    ...headers,
  };
  const set = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new Response(body, { status, headers: set });
}

/** A clock that moves only by advance and sleep. */
export class PlayedClock implements Clock {
  readonly sleeps: number[] = [];
  #now = Date.parse('2026-11-23T02:00:00.123Z');
  now = (): number => this.#now;
  advance(ms: number): void {
    this.#now += ms;
  }
  sleep(ms: number): Promise<void> {
    this.sleeps.push(ms);
    this.advance(ms);
    return Promise.resolve();
  }
}

/** A client whose MPP plays these acts, one a try, and what it saw. */
export interface Played {
  readonly client: SendOtpClient;
  readonly received: SentAttempt[];
  readonly clock: PlayedClock;
  /** What the call throws; fails when it does not. */
  readonly failure: () => Promise<SendOtpError>;
}

export async function play(
  acts: readonly Act[],
  options: Partial<SendOtpClientOptions> = {},
): Promise<Played> {
  const received: SentAttempt[] = [];
  const clock = new PlayedClock();
  const fetch: FetchFunction = async (url, { method, redirect, headers, body, signal }) => {
    const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const tried = {
      url,
      method,
      redirect,
      headers: Object.fromEntries(lowerCase) as Record<string, string>,
      body: Buffer.from(body),
    };
    received.push(tried);
    const act = acts[received.length - 1];
    if (act === undefined) throw new Error(`try ${received.length} was not expected`);
    return await act(tried, signal);
  };
  const client = await createSendOtpClient({
    baseUrl: 'https://mpp.example.net',
    clientId: 'CALLER',
    privateKey: caller.privateKey,
    publicKeys: mpp.publicKey,
    fetch,
    clock,
    random: () => 0.5,
    ...options,
  });
  return { client, received, clock, failure: () => failureOf(client.sendOtp(request)) };
}

/** The SendOtpError that this rejects with; fails when it is another error or none. */
export async function failureOf(call: Promise<unknown>): Promise<SendOtpError> {
  const ended = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in ended && ended.error instanceof SendOtpError) return ended.error;
  throw new Error('expected a SendOtpError', { cause: ended });
}
