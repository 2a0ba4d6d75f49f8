import { type Draft, render } from '../../../message/explain/draft.js';
import { readExchange } from '../../../message/explain/exchange.js';
import type { Surroundings } from '../../../message/explain/mistake.js';
import { contentMistakes } from '../../../message/explain/mistakes.js';

/** A request as it was received, or a response to it. What is left out is usual. */
export interface Received {
  readonly method?: string;
  readonly target?: string;
  readonly clientId?: string;
  readonly time?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly response?: { readonly time: string; readonly body: string };
  /** As the options of `explainSignature`. */
  readonly paths?: readonly string[];
  readonly optionalFields?: readonly string[];
  /** A second mistake is looked for, too. */
  readonly isOneOfTwo?: boolean;
}

/** What was signed, by its parts. What is left out is as received. */
export interface Signed {
  readonly method?: string;
  readonly path?: string;
  readonly clientId?: string;
  readonly time?: string;
  readonly body?: string | Uint8Array;
}

export const usual = {
  method: 'POST',
  path: '/aps/v1/send',
  clientId: 'Client_1',
  time: '2026-11-25T08:51:49.120Z',
  body: '{"a":"1"}',
} as const;

/** The content that consists of these parts. */
export function contentOf(signed: Signed): Buffer {
  const { method, path, clientId, time, body } = { ...usual, ...signed };
  return Buffer.concat([Buffer.from(`${method} ${path}\n${clientId}.${time}.`), Buffer.from(body)]);
}

function read(received: Received): { readonly draft: Draft; readonly surroundings: Surroundings } {
  const { method, path, clientId, time, body } = { ...usual, ...received };
  const { target = path, headers, response, isOneOfTwo = false } = received;
  const request = {
    method,
    target,
    headers: { 'Client-Id': clientId, 'Request-Time': time, Signature: 'signature=AAAA', ...headers },
    body,
  };
  const answer =
    response === undefined
      ? {}
      : {
          response: {
            headers: { 'Response-Time': response.time, Signature: 'signature=AAAA' },
            body: response.body,
          },
        };
  const { draft, surroundings } = readExchange({ request, ...answer }, received);
  return { draft, surroundings: { ...surroundings, alone: !isOneOfTwo } };
}

/** The ids of the mistakes that lead from the message to what was signed. */
export async function namesOf(signed: Signed | string | Uint8Array, received: Received): Promise<string[]> {
  const ids = contentMistakes.map(({ id }) => id);
  const found = await Promise.all(ids.map((id) => leadsTo(id, signed, received)));
  return ids.filter((_, index) => found[index]);
}

/** Whether this mistake leads from the message to what was signed. */
export async function leadsTo(
  id: string,
  signed: Signed | string | Uint8Array,
  received: Received,
): Promise<boolean> {
  const wanted =
    typeof signed === 'string' || ArrayBuffer.isView(signed) ? Buffer.from(signed) : contentOf(signed);
  for (const variant of variantsOf(id, received)) if (wanted.equals(await render(variant))) return true;
  return false;
}

/** How many contents this mistake leads to. */
export function countOf(id: string, received: Received): number {
  return [...variantsOf(id, received)].length;
}

function variantsOf(id: string, received: Received): Iterable<Draft> {
  const { draft, surroundings } = read(received);
  const mistake = contentMistakes.find((one) => one.id === id);
  if (mistake === undefined) throw new Error(`there is no mistake ${id}`);
  return mistake.variants(draft, surroundings);
}
