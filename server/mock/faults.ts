import type { ServerResponse } from 'node:http';
import type { Operation } from '@sendotp-contract/spec';
import { type SignedResponse, transmit } from '@sendotp-contract/server';
import { codeWithStatus } from './code-with-status.js';
import type { Fault } from './fault.js';
import { pause } from './pause.js';

const hourMs = 3_600_000;

const table = {
  timeout: {
    what: 'no response; the connection stays open until the caller closes it',
    builtOn: 'S',
    client: { throws: 'TIMEOUT' },
    because: 'no response within its timeoutMs; the OTP may have been sent',
    send: async ({ response }, { stop }) => {
      await pause(response, stop);
      response.destroy();
    },
  },
  slow: {
    what: 'a correct response, late',
    builtOn: 'S',
    client: { returns: 'S' },
    because: 'the response arrives within its timeoutMs (default 10,000); later it is a TIMEOUT',
    delayMs: 3_000,
    send: async ({ response, body, sign }, { ms, stop }) => {
      await pause(response, stop, ms);
      transmit(response, await sign(body));
    },
  },
  reset: {
    what: 'the connection is reset (TCP RST) before any response',
    builtOn: 'S',
    client: { throws: 'TRANSPORT_FAILED' },
    because: 'there is no response; the OTP may have been sent',
    send: ({ response }) => {
      if (response.socket === null) response.destroy();
      else response.socket.resetAndDestroy();
    },
  },
  'http-500': {
    what: 'HTTP 500 with an HTML page, as from a proxy',
    builtOn: 'U',
    client: { throws: 'HTTP_STATUS' },
    because: 'every outcome has HTTP status 200 (RES-8)',
    vendorSdks: 'Java, Python, PHP throw; Go reads the body',
    send: ({ response }) => {
      sendPage(response, 500, 'Internal Server Error');
    },
  },
  'not-json': {
    what: 'HTTP 200 with an HTML page, as from a network that requires a log-in',
    builtOn: 'S',
    client: { throws: 'RESPONSE_OUTSIDE_CONTRACT' },
    because: 'the body must be JSON (CALL-3)',
    send: ({ response }) => {
      sendPage(response, 200, 'Welcome! Please log in');
    },
  },
  truncated: {
    what: 'half of a correct response, then the connection is closed',
    builtOn: 'S',
    client: { throws: 'TRANSPORT_FAILED' },
    because: 'the body is shorter than Content-Length; the OTP may have been sent',
    send: async ({ response, body, sign }) => {
      const { headers, body: bytes } = await sign(body);
      response.writeHead(200, headers);
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    },
  },
  'bad-signature': {
    what: 'S with a signature made with the right key over another body',
    builtOn: 'S',
    client: { throws: 'RESPONSE_SIGNATURE_INVALID' },
    because: 'the signature covers the bytes as received (SIG-2, SIG-3)',
    vendorSdks: 'Java, Python, Go verify; PHP, unmodified, verifies nothing',
    send: async ({ response, body, sign }) => {
      const { headers } = await sign({});
      const bytes = Buffer.from(JSON.stringify(body));
      transmit(response, { headers: { ...headers, 'content-length': bytes.length }, body: bytes });
    },
  },
  'unsigned-success': {
    what: 'S without Signature and Response-Time',
    builtOn: 'S',
    client: { throws: 'RESPONSE_UNSIGNED' },
    because: 'an unsigned response is accepted for F and U only (SIG-7)',
    vendorSdks: 'Java, PHP accept it; Python, Go refuse it',
    send: async ({ response, body, sign }) => {
      transmit(response, without(await sign(body), 'signature', 'response-time'));
    },
  },
  'half-signed': {
    what: 'F with Response-Time but without Signature',
    builtOn: 'F',
    client: { throws: 'RESPONSE_UNSIGNED' },
    because: 'F is accepted without both headers, but not without one of them (SIG-7)',
    send: async ({ response, body, sign }) => {
      transmit(response, without(await sign(body), 'signature'));
    },
  },
  'wrong-status': {
    what: 'a result code of status F with status S, correctly signed',
    builtOn: 'S',
    appliesTo: (operation) => codeWithStatus('F', operation) !== undefined,
    client: { throws: 'RESPONSE_OUTSIDE_CONTRACT' },
    because: 'a code has one status only (RES-3)',
    send: async ({ response, operation, body, sign }) => {
      const resultCode = codeWithStatus('F', operation);
      const resultMessage = resultCode === undefined ? undefined : operation.resultCodes[resultCode]?.message;
      transmit(response, await sign({ ...body, result: { resultStatus: 'S', resultCode, resultMessage } }));
    },
  },
  'missing-id': {
    what: 'S without the fields that are returned with S, correctly signed',
    builtOn: 'S',
    appliesTo: ({ successFields }) => Object.values(successFields).some(({ required }) => required),
    client: { throws: 'RESPONSE_OUTSIDE_CONTRACT' },
    because: 'a required field is missing (RES-5)',
    send: async ({ response, body: { result }, sign }) => {
      transmit(response, await sign({ result }));
    },
  },
  'unknown-code': {
    what: 'F with the code CHANNEL_ON_STRIKE, which is not in the contract, correctly signed',
    builtOn: 'F',
    client: { returns: 'F', resultCode: 'CHANNEL_ON_STRIKE' },
    because: 'callers accept an unknown code and fall back to resultStatus (RES-9)',
    send: async ({ response, sign }) => {
      const resultMessage = 'The channel is on strike.';
      transmit(
        response,
        await sign({ result: { resultStatus: 'F', resultCode: 'CHANNEL_ON_STRIKE', resultMessage } }),
      );
    },
  },
  'stale-response-time': {
    what: 'S with a Response-Time one hour old, correctly signed',
    builtOn: 'S',
    client: { throws: 'RESPONSE_STALE' },
    because:
      'Response-Time is earlier than Request-Time by more than the tolerance: the response may be a replay (SIG-10)',
    send: async ({ response, body, sign }, { now }) => {
      transmit(response, await sign(body, now() - hourMs));
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof table;

/** Every fault by its name. */
export const faults: Readonly<Record<FaultName, Fault>> = table;

/** A fault as an operation has it: `code` is that of the response that is broken. */
export interface FaultOfOperation {
  readonly name: FaultName;
  readonly code: string;
}

/** The faults that this operation can have. */
export function faultsOf(operation: Operation): readonly FaultOfOperation[] {
  return faultNames.flatMap((name) => {
    const { builtOn, appliesTo = () => true } = faults[name];
    const code = codeWithStatus(builtOn, operation);
    return code !== undefined && appliesTo(operation) ? [{ name, code }] : [];
  });
}

const faultNames = Object.keys(table).filter((name): name is FaultName => Object.hasOwn(table, name));

function sendPage(response: ServerResponse, status: number, heading: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' });
  response.end(`<!doctype html>\n<title>${heading}</title>\n<h1>${heading}</h1>\n`);
}

function without({ headers, body }: SignedResponse, ...names: readonly string[]): SignedResponse {
  return {
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name))),
    body,
  };
}
