import { readFileSync } from 'node:fs';
import { Agent, fetch } from 'undici';
import type { FetchFunction } from '@sendotp-contract/client';

/** A `fetch` that shows a certificate of its own, for an MPP that asks for one (mTLS). */
export function fetchWithCertificate(files: { ca: string; cert: string; key: string }): FetchFunction {
  const connect = {
    ca: readFileSync(files.ca),
    cert: readFileSync(files.cert),
    key: readFileSync(files.key),
  };
  const dispatcher = new Agent({ connect });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
