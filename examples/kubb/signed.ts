import { signedFetch, type SigningOptions } from '@sendotp-contract/client';

export interface RequestConfig<TData = unknown> {
  url?: string;
  method?: string;
  data?: TData;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}
export type ResponseErrorConfig<TError = unknown> = TError;
export type Client = <TResponse, _TError = unknown, TData = unknown>(
  config: RequestConfig<TData>,
) => Promise<{ data: TResponse; status: number }>;

let baseUrl = '';
let send: typeof fetch = () => Promise.reject(new Error('configure was not called'));

export function configure(url: string, options: SigningOptions): void {
  baseUrl = url;
  send = signedFetch(options);
}

/** What kubb's generated functions call. */
const client: Client = async <TResponse>({
  url = '',
  method = 'POST',
  data,
  headers,
  signal,
}: RequestConfig) => {
  const response = await send(`${baseUrl}${url}`, { method, body: JSON.stringify(data), headers, signal });
  return { data: (await response.json()) as TResponse, status: response.status };
};
export default client;
