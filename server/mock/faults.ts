import type { ServerResponse } from 'node:http';
import { type ResultCode, resultCodes, type ResultStatus } from '../../generated/result-codes.js';
import { type OutgoingResponse, transmit } from '../contract/index.js';

/** What the client of this project makes of a response. A test calls it and compares. */
export type ClientVerdict =
  | { readonly returns: ResultStatus; readonly resultCode: string }
  /** The code of the `SendOtpError`. */
  | { readonly throws: string };

/** What a fault may need to know. */
export interface FaultConditions {
  /** How long to wait. */
  readonly ms: number;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Aborted when the server is about to close. */
  readonly stop: AbortSignal;
}

export interface Fault {
  /** What the caller meets, in a few words. */
  readonly what: string;
  /** The response that is broken is that of this code. */
  readonly builtOn: ResultCode;
  readonly client: ClientVerdict;
  /** Why the client does so. */
  readonly because: string;
  /** Of a fault that waits: for how long, in ms, when the token does not say. */
  readonly delayMs?: number;
  /** Puts the broken response on the wire, in place of the good one. */
  send(outgoing: OutgoingResponse, conditions: FaultConditions): void | Promise<void>;
}

const hourMs = 3_600_000;

const table = {
  timeout: {
    what: 'no answer ever, on a connection that stays open until the caller ends it',
    builtOn: 'SUCCESS',
    client: { throws: 'TIMEOUT' },
    because: 'after its timeoutMs. The OTP may have been sent',
    send: async ({ response }, { stop }) => {
      await pause(response, stop);
      response.destroy();
    },
  },
  slow: {
    what: 'a good answer, late',
    builtOn: 'SUCCESS',
    client: { returns: 'S', resultCode: 'SUCCESS' },
    because: 'if the answer is there within its timeoutMs (10,000 by default); otherwise as for timeout',
    delayMs: 3_000,
    send: async (outgoing, { ms, stop }) => {
      await pause(outgoing.response, stop, ms);
      transmit(outgoing);
    },
  },
  reset: {
    what: 'the connection is reset (TCP RST) in place of an answer',
    builtOn: 'SUCCESS',
    client: { throws: 'TRANSPORT_FAILED' },
    because: 'the OTP may have been sent',
    send: ({ response }) => {
      if (response.socket === null) response.destroy();
      else response.socket.resetAndDestroy();
    },
  },
  'http-500': {
    what: 'HTTP 500 with a page in HTML, as from a proxy',
    builtOn: 'UNKNOWN_EXCEPTION',
    client: { throws: 'HTTP_STATUS' },
    because: 'every outcome is HTTP 200 (RES-8)',
    send: ({ response }) => {
      sendPage(response, 500, 'Internal Server Error');
    },
  },
  'not-json': {
    what: 'HTTP 200 with a page in HTML, as from a network that wants a log-in',
    builtOn: 'SUCCESS',
    client: { throws: 'RESPONSE_OUTSIDE_CONTRACT' },
    because: 'the body is JSON (CALL-3)',
    send: ({ response }) => {
      sendPage(response, 200, 'Welcome! Please log in');
    },
  },
  truncated: {
    what: 'half of a good answer, then the connection is closed',
    builtOn: 'SUCCESS',
    client: { throws: 'TRANSPORT_FAILED' },
    because: 'there is less than Content-Length says. The OTP may have been sent',
    send: ({ response, signed: { headers, body } }) => {
      response.writeHead(200, headers);
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    },
  },
  'bad-signature': {
    what: 'S with a signature of the right key over another body',
    builtOn: 'SUCCESS',
    client: { throws: 'RESPONSE_SIGNATURE_INVALID' },
    because: 'the signature covers the bytes as received (SIG-2, SIG-3)',
    send: async ({ response, signed, sign }) => {
      const { headers } = await sign({ result: resultOf('UNKNOWN_EXCEPTION') });
      transmit({
        response,
        signed: { ...signed, headers: { ...signed.headers, ...only(headers, 'Signature') } },
      });
    },
  },
  'unsigned-success': {
    what: 'S without Signature and Response-Time',
    builtOn: 'SUCCESS',
    client: { throws: 'RESPONSE_UNSIGNED' },
    because: 'unsigned is accepted only for F and U (SIG-7)',
    send: ({ response, signed }) => {
      const headers = without(signed.headers, 'Signature', 'Response-Time');
      transmit({ response, signed: { ...signed, headers } });
    },
  },
  'half-signed': {
    what: 'F with Response-Time and no Signature',
    builtOn: 'PROCESS_FAIL',
    client: { throws: 'RESPONSE_UNSIGNED' },
    because: 'with neither of the two it would be accepted, with one of them nothing is (SIG-7)',
    send: ({ response, signed }) => {
      transmit({ response, signed: { ...signed, headers: without(signed.headers, 'Signature') } });
    },
  },
  'wrong-status': {
    what: 'PROCESS_FAIL with status S, a verifyRequestId and a good signature',
    builtOn: 'SUCCESS',
    client: { throws: 'RESPONSE_OUTSIDE_CONTRACT' },
    because: 'a code never appears with another status (RES-3)',
    send: async ({ response, signed, sign }) => {
      const result = { ...resultOf('PROCESS_FAIL'), resultStatus: 'S' };
      transmit({ response, signed: await sign({ ...bodyOf(signed), result }) });
    },
  },
  'missing-id': {
    what: 'S without verifyRequestId, with a good signature',
    builtOn: 'SUCCESS',
    client: { throws: 'RESPONSE_OUTSIDE_CONTRACT' },
    because: 'verifyRequestId is returned with S (RES-5)',
    send: async ({ response, sign }) => {
      transmit({ response, signed: await sign({ result: resultOf('SUCCESS') }) });
    },
  },
  'unknown-code': {
    what: 'F with the code CHANNEL_ON_STRIKE, which the contract does not know, and a good signature',
    builtOn: 'PROCESS_FAIL',
    client: { returns: 'F', resultCode: 'CHANNEL_ON_STRIKE' },
    because: 'a code that is not known is accepted, and the status counts (RES-9)',
    send: async ({ response, sign }) => {
      const resultMessage = 'The channel is on strike.';
      const result = { resultStatus: 'F', resultCode: 'CHANNEL_ON_STRIKE', resultMessage };
      transmit({ response, signed: await sign({ result }) });
    },
  },
  'stale-response-time': {
    what: 'S with a Response-Time of an hour ago, and a good signature over it',
    builtOn: 'SUCCESS',
    client: { returns: 'S', resultCode: 'SUCCESS' },
    because:
      "the contract has a tolerance for Request-Time only (SIG-8): how old a response may be is the caller's to decide",
    send: async ({ response, signed, sign }, { now }) => {
      transmit({ response, signed: await sign(bodyOf(signed), now() - hourMs) });
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof table;

/** Every fault by its name. */
export const faults: Readonly<Record<FaultName, Fault>> = table;

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name);
}

/** Waits so many ms, or for ever, but no longer than there is a caller to answer and a server to answer him. */
function pause(response: ServerResponse, stop: AbortSignal, ms?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(done, ms);
    response.once('close', done);
    stop.addEventListener('abort', done);
    if (response.destroyed || stop.aborted) done();

    function done(): void {
      clearTimeout(timer);
      response.off('close', done);
      stop.removeEventListener('abort', done);
      resolve();
    }
  });
}

function sendPage(response: ServerResponse, status: number, heading: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=UTF-8' });
  response.end(`<!doctype html>\n<title>${heading}</title>\n<h1>${heading}</h1>\n`);
}

function resultOf(code: ResultCode): object {
  const { status, message } = resultCodes[code];
  return { resultStatus: status, resultCode: code, resultMessage: message };
}

function bodyOf({ body }: OutgoingResponse['signed']): object {
  return JSON.parse(body.toString()) as object;
}

type Headers = OutgoingResponse['signed']['headers'];

function without(headers: Headers, ...names: readonly string[]): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function only(headers: Headers, wanted: string): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name === wanted));
}
