import { importPublicKeys, verifyContent } from '@sendotp-contract/message';
import {
  type CapturedMessage,
  explainSignature,
  firstDifference,
  readCapture,
  type SignedExchange,
  visible,
} from '@sendotp-contract/message/explain';
import { operations } from '@sendotp-contract/spec';
import type { PreparedRequest } from './signed-request.js';

/** Sends a request, and says what came back and whether its signature verifies. */
export async function sent(request: PreparedRequest, clientId: string, mppKey: string): Promise<string> {
  const { url, headers, body } = request;
  const response = await fetch(url, { method: 'POST', headers: { ...headers }, body, redirect: 'error' });
  const received = await response.text();
  const time = response.headers.get('Response-Time') ?? '';
  const signature = response.headers.get('Signature') ?? undefined;
  const lines = [
    `HTTP ${response.status}`,
    ...['Client-Id', 'Response-Time', 'Signature'].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [`${name}: ${value}`];
    }),
    '',
    received,
    '',
  ];
  if (mppKey.trim() === '') return [...lines, 'Not verified: give the public key of the MPP.'].join('\n');
  // The version is the MPP's own business here: one key is given, and it is the one.
  const keys = await importPublicKeys({ [/keyVersion=([^,\s]+)/.exec(signature ?? '')?.[1] ?? '1']: mppKey });
  const content = { path: request.path, clientId, time, body: received };
  const verification = await verifyContent(content, signature, keys);
  return [
    ...lines,
    verification.ok ? 'The signature verifies.' : `It does not verify: ${verification.detail}`,
  ].join('\n');
}

/**
 * Why a signature does not verify, for a person.
 * @throws CaptureError, ExchangeError, KeyError for what cannot be used
 */
export async function explained(request: string, response: string, publicKey: string): Promise<string> {
  const { exchange, notes } = pasted(request, response);
  const all = Object.values(operations);
  const { verified, explanations, facts, contentToBeSigned } = await explainSignature(exchange, publicKey, {
    paths: all.map(({ path }) => path),
    optionalFields: all.flatMap(({ parameters }) =>
      Object.entries(parameters).flatMap(([name, { required }]) => (required ? [] : [name])),
    ),
  });
  const right = new TextDecoder().decode(contentToBeSigned);
  const lines = [verified ? 'It verifies: the signature fits the content.' : 'It does not verify.'];
  for (const { mistakes, signedContent } of explanations) {
    lines.push('', 'The signature fits if the signer made this mistake:');
    for (const { title, fix } of mistakes) lines.push(`- ${title}`, `  ${fix}`);
    const difference = firstDifference(right, new TextDecoder().decode(signedContent));
    if (difference !== undefined)
      lines.push(
        `  at character ${difference.offset}:`,
        `    to be signed: ${visible(difference.expected)}`,
        `    was signed:   ${visible(difference.signed)}`,
      );
  }
  return [...lines, ...[...facts, ...notes].flatMap((text) => ['', text])].join('\n');
}

interface Pasted {
  readonly exchange: SignedExchange;
  readonly notes: readonly string[];
}

function pasted(requestText: string, responseText: string): Pasted {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const first = readCapture(bytes(requestText), 'the request');
  const second = responseText.trim() === '' ? undefined : readCapture(bytes(responseText), 'the response');
  const { request } = first;
  const response = second?.response;
  if (request?.method === undefined || request.target === undefined)
    throw new TypeError(
      'the request is missing: a request line (POST /path HTTP/1.1), headers, a blank line, the body',
    );
  if (second !== undefined && response === undefined)
    throw new TypeError(
      'the response is missing: a status line (HTTP/1.1 200 OK), headers, a blank line, the body',
    );
  const { method, target, headers } = request;
  return {
    notes: [...first.notes, ...(second?.notes ?? [])],
    exchange: {
      request: {
        method,
        target,
        headers,
        body: response === undefined ? bodyOf(request) : (request.body ?? ''),
      },
      ...(response === undefined ? {} : { response: { headers: response.headers, body: bodyOf(response) } }),
    },
  };
}

function bodyOf({ body }: CapturedMessage): Uint8Array {
  if (body !== undefined) return body;
  throw new TypeError('the body is missing: curl -v does not print the one of a request');
}
