import { signedFetch, type SigningOptions } from '@sendotp-contract/client';

let baseUrl = '';
let send: typeof fetch = () => Promise.reject(new Error('configure was not called'));

export function configure(url: string, options: SigningOptions): void {
  baseUrl = url;
  send = signedFetch(options);
}

/** What orval's generated functions call in place of `fetch`. */
export async function signed<T>(url: string, init: RequestInit): Promise<T> {
  const response = await send(`${baseUrl}${url}`, init);
  return { data: await response.json(), status: response.status, headers: response.headers } as T;
}
