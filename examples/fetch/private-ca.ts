import { readFileSync } from 'node:fs';
import { Agent, fetch } from 'undici';
import type { FetchFunction } from '@sendotp-contract/client';

/** A `fetch` that trusts a CA of your own, beside none of the system's. */
export function fetchWithCa(caFile: string): FetchFunction {
  const dispatcher = new Agent({ connect: { ca: readFileSync(caFile) } });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
