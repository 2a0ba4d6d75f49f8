import { fetch, ProxyAgent } from 'undici';
import type { FetchFunction } from '@sendotp-contract/client';

/** A `fetch` that goes through an HTTP proxy. */
export function fetchThrough(proxyUrl: string): FetchFunction {
  const dispatcher = new ProxyAgent(proxyUrl);
  return (url, init) => fetch(url, { ...init, dispatcher });
}
