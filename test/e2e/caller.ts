import { createSign, createVerify } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { expect } from 'vitest';
import { operations, resultCodes } from '@sendotp-contract/spec';
import type { Target } from './target.js';

export const path: string = operations.sendOTP.path;

/** What to send, where it differs from a plain signed call that succeeds. */
export interface Changes {
  readonly method?: string;
  /** Path as sent; also as signed, unless `signedPath` differs. */
  readonly path?: string;
  readonly signedPath?: string;
  /** A value is sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
  /** Bytes that are signed instead of those that are sent. */
  readonly signedBody?: string;
  readonly time?: string;
  readonly clientId?: string;
  /** Headers to add or replace; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** The whole Signature header, made from the signature's bytes. */
  readonly signatureHeader?: (signature: Buffer, keyVersion: string) => string;
}

export interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly body: {
    readonly result: {
      readonly resultStatus: string;
      readonly resultCode: string;
      readonly resultMessage?: string;
    };
    readonly verifyRequestId?: string;
  };
  /** `result.resultCode`, which most tests ask for. */
  readonly code: string;
}

/** A request body that succeeds. */
export function goodBody(
  target: Target,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    acquirerId: target.acquirerId,
    pspId: target.pspId,
    accessToken: target.token('SUCCESS'),
    ...changes,
  };
}

let serial = 0;
/** Now, and different each time: the same message again would be a replay (SIG-9). */
export function uniqueTime(now = Date.now()): string {
  serial += 1;
  return `${new Date(now).toISOString().slice(0, -1)}${String(serial).padStart(6, '0')}Z`;
}

export const urlEncoded = (signature: Buffer): string => encodeURIComponent(signature.toString('base64'));

const plainHeader = (signature: Buffer, keyVersion: string): string =>
  `algorithm=RSA256, keyVersion=${keyVersion}, signature=${urlEncoded(signature)}`;

/** Everything a call sends, signed by node:crypto and by nothing of ours. */
export function prepare(target: Target, changes: Changes = {}) {
  const {
    method = 'POST',
    body = goodBody(target),
    time = uniqueTime(target.now?.()),
    clientId = target.clientId,
  } = changes;
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const sentPath = changes.path ?? path;
  const signed = changes.signedBody === undefined ? bytes : Buffer.from(changes.signedBody);
  const head = `POST ${changes.signedPath ?? sentPath}\n${clientId}.${time}.`;
  const signature = createSign('RSA-SHA256').update(head).update(signed).sign(target.privateKey);
  const headers: Record<string, string | undefined> = {
    'Content-Type': 'application/json; charset=UTF-8',
    'Client-Id': clientId,
    'Request-Time': time,
    Signature: (changes.signatureHeader ?? plainHeader)(signature, target.keyVersion),
    ...changes.headers,
  };
  const set = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { method, path: sentPath, headers: Object.fromEntries(set), bytes };
}

/** Sends exactly this and checks of the answer what every answer must hold (HDR-6, RES-8, the triple, its signature). */
export async function send(target: Target, prepared: ReturnType<typeof prepare>): Promise<Answer> {
  const { method, headers, bytes } = prepared;
  const { hostname, port } = new URL(target.url);
  const answer = await new Promise<Omit<Answer, 'body' | 'code'>>((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        path: prepared.path,
        method,
        headers: { ...headers, 'Content-Length': bytes.length },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status, headers } = response;
          resolve({ status, headers, bytes: Buffer.concat(chunks) });
        });
      },
    );
    request.on('error', reject);
    request.end(bytes);
  });
  const body = JSON.parse(answer.bytes.toString()) as Answer['body'];
  const whole = { ...answer, body, code: body.result.resultCode };
  expectContractAnswer(target, prepared, whole);
  return whole;
}

/** A signed call with these changes, and its answer. */
export function call(target: Target, changes: Changes = {}): Promise<Answer> {
  return send(target, prepare(target, changes));
}

function expectContractAnswer(
  target: Target,
  sent: ReturnType<typeof prepare>,
  { status, headers, bytes, body }: Answer,
): void {
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json; charset=UTF-8');
  const { validateResponse } = operations.sendOTP;
  expect(validateResponse(body), JSON.stringify(validateResponse.errors)).toBe(true);
  const row = Object.values(resultCodes).find(({ code }) => code === body.result.resultCode);
  expect(body.result).toEqual({
    resultStatus: row?.status,
    resultCode: row?.code,
    resultMessage: row?.message,
  });
  expect('verifyRequestId' in body).toBe(body.result.resultStatus === 'S');

  const sentId = Object.entries(sent.headers).find(([name]) => name.toLowerCase() === 'client-id')?.[1] ?? '';
  expect(headers['client-id']).toBe(sentId);
  const time = String(headers['response-time']);
  expect(Math.abs(Date.parse(time) - (target.now ?? Date.now)())).toBeLessThan(60_000);
  const signature = /signature=([^,]+)/.exec(String(headers['signature']))?.[1] ?? '';
  const verified = createVerify('RSA-SHA256')
    .update(`POST ${signedPath(sent.path)}\n${sentId}.${time}.`)
    .update(bytes)
    .verify(target.publicKey, Buffer.from(decodeURIComponent(signature), 'base64'));
  expect(verified, 'the signature of the response').toBe(true);
}

/** CALL-2: of a target in absolute form, scheme and authority are set aside. */
function signedPath(target: string): string {
  const [authority = ''] = /^[a-z]+:\/\/[^/?]*/i.exec(target) ?? [];
  const rest = target.slice(authority.length);
  return authority === '' || rest.startsWith('/') ? rest : `/${rest}`;
}
