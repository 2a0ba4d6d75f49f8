import { readFileSync } from 'node:fs';
import { Agent, fetch } from 'undici';
import type { FetchFunction } from '@sendotp-contract/client';

/** A `fetch` that trusts only your own CA, not those of the system. */
export function fetchWithCa(caFile: string): FetchFunction {
  const dispatcher = new Agent({ connect: { ca: readFileSync(caFile) } });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
