import type { Bytes } from '../bytes.js';
import { type Draft, rightLayout } from './draft.js';
import { type Language, languageOf } from './language.js';
import type { Surroundings } from './mistake.js';

/** The headers of a message; names in any case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** A request as it was sent or received. */
export interface SignedRequest {
  readonly method: string;
  /** The request target: path with query, or a full URL. */
  readonly target: string;
  readonly headers: Headers;
  /** The body's bytes, or a text that is sent as UTF-8. */
  readonly body: string | Uint8Array;
}

/** A request; or a response, whose signature is in question, and the request that it answers. */
export interface SignedExchange {
  readonly request: SignedRequest;
  readonly response?: { readonly headers: Headers; readonly body: string | Uint8Array };
}

/** An exchange that lacks what its signature is about. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  /** What is missing, such as `Request-Time`. */
  readonly missing: readonly string[];

  constructor(message: string, missing: readonly string[]) {
    super(message);
    this.missing = missing;
  }
}

/** An exchange, taken apart for the search. */
export interface ReadExchange {
  /** The content to be signed by its parts, as the contract has it. */
  readonly draft: Draft;
  readonly signatureHeader: string;
  readonly surroundings: Omit<Surroundings, 'alone'>;
  readonly language: Language | undefined;
}

/** @throws ExchangeError when a header is missing without which nothing can be said */
export function readExchange(
  { request, response }: SignedExchange,
  {
    paths = [],
    optionalFields = [],
  }: { readonly paths?: readonly string[]; readonly optionalFields?: readonly string[] },
): ReadExchange {
  const inRequest = lookUp(request.headers);
  const inResponse = lookUp(response?.headers ?? {});
  const [what, own, timeName] =
    response === undefined
      ? ['request', inRequest, 'Request-Time']
      : ['response', inResponse, 'Response-Time'];
  const signatureHeader = own('Signature');
  const time = own(timeName);
  const clientId = inRequest('Client-Id') ?? inResponse('Client-Id');
  const missing = [
    ...(signatureHeader === undefined ? ['Signature'] : []),
    ...(time === undefined ? [timeName] : []),
    ...(clientId === undefined && response === undefined ? ['Client-Id'] : []),
  ];
  if (signatureHeader === undefined || time === undefined || missing.length > 0)
    throw new ExchangeError(`the ${what} has no header ${missing.join(' and no ')}`, missing);
  const { path, host } = pathAndHost(request.target);
  const prefix = inRequest('X-Forwarded-Prefix');
  const original = inRequest('X-Original-URI') ?? inRequest('X-Forwarded-Uri');
  return {
    draft: {
      method: 'POST',
      path,
      clientId: clientId ?? '',
      time,
      body: bytesOf((response ?? request).body),
      layout: rightLayout,
    },
    signatureHeader,
    surroundings: {
      host: inRequest('X-Forwarded-Host') ?? inRequest('Host') ?? host,
      method: request.method,
      requestTime: inRequest('Request-Time'),
      responseTime: inResponse('Response-Time') ?? inRequest('Response-Time'),
      date: own('Date'),
      isResponse: response !== undefined,
      paths: [
        ...paths,
        ...(prefix === undefined ? [] : [prefix + path]),
        ...(original === undefined ? [] : [original]),
      ],
      optionalFields,
    },
    language: languageOf(own('User-Agent')),
  };
}

function lookUp(headers: Headers): (name: string) => string | undefined {
  const all = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => all.get(name.toLowerCase()) ?? undefined;
}

/** CALL-2: the scheme and authority of a full URL are set aside. */
function pathAndHost(target: string): { readonly path: string; readonly host: string | undefined } {
  const [, host, path = ''] = /^https?:\/\/([^/?#]*)([^#]*)/i.exec(target) ?? [];
  if (host === undefined) return { path: target, host: undefined };
  return { path: path === '' ? '/' : path, host };
}

function bytesOf(body: string | Uint8Array): Bytes {
  return typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
}
