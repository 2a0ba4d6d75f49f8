import { request } from 'node:https';
import type { FetchFunction } from '@sendotp-contract/client';

/** A `fetch` over HTTPS that trusts this CA and no other: the global one cannot be given a CA. */
export function fetchWithCa(ca: string): FetchFunction {
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { ca, method, headers, signal }, (incoming) => {
        const received = new Headers();
        for (const [name, values = []] of Object.entries(incoming.headersDistinct))
          for (const value of values) received.append(name, value);
        resolve({ status: incoming.statusCode ?? 0, headers: received, body: incoming });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
}
