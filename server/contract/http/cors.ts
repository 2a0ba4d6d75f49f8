import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whose pages may call: those on this machine (`loopback`), or those of these origins, such as `https://tools.example.net`. */
export type CorsOrigins = 'loopback' | readonly string[];

const loopback = /^https?:\/\/(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * Lets pages of these origins call: answers a preflight, and marks every other response as one that the page may read.
 * @returns whether the request was a preflight, and is answered
 */
export function answerPreflight(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  origins: CorsOrigins,
): boolean {
  const { origin } = headers;
  if (origin === undefined || !isAllowed(origin, origins)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'origin');
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) {
    // What a page needs to check a response (HDR-6).
    response.setHeader('access-control-expose-headers', 'signature, response-time, client-id');
    return false;
  }
  const asked = headers['access-control-request-headers'];
  response.setHeader('access-control-allow-methods', 'POST');
  if (asked !== undefined) response.setHeader('access-control-allow-headers', asked);
  if (headers['access-control-request-private-network'] === 'true')
    response.setHeader('access-control-allow-private-network', 'true');
  response.writeHead(204).end();
  return true;
}

function isAllowed(origin: string, origins: CorsOrigins): boolean {
  return origins === 'loopback' ? loopback.test(origin) : origins.includes(origin);
}
