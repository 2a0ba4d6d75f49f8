import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '@sendotp-contract/spec';
import { calls } from '@sendotp-contract/spec/calls';
import { checkedBaseUrl } from './base-url.js';
import { toldAtOnce } from './option-error.js';
import { signedMiddleware } from './signed-fetch.js';
import type { SigningOptions } from './signing-options.js';

export { signedMiddleware, type SignedMiddleware } from './signed-fetch.js';

/** What a client of openapi-fetch needs to know. */
export type OpenApiClientOptions = SigningOptions & {
  /** The MPP's base URL. A path prefix in it is signed, too. */
  readonly baseUrl: string;
};

/** An operation whose headers are set here: nothing is required of the caller there. */
type WithoutHeaders<Op> = Op extends { readonly parameters: infer Parameters }
  ? Omit<Op, 'parameters'> & {
      readonly parameters: Omit<Parameters, 'header'> & {
        readonly header?: Readonly<Record<string, string>>;
      };
    }
  : Op;

/** The paths of a contract as openapi-typescript writes them, without the headers that signing adds. */
export type SignedPaths<Paths> = {
  [Path in keyof Paths]: { [Method in keyof Paths[Path]]: WithoutHeaders<Paths[Path][Method]> };
};

/**
 * Creates a client of openapi-fetch that signs its requests and checks the responses, typed by the shipped contract or by the
 * paths of another. Its results are those of openapi-fetch: no retry, and what the schema says of a body is not checked.
 * @throws SendOtpError CONFIGURATION for an invalid option; each call throws what `signedFetch` throws
 * @example
 * const client = createOpenApiClient({ baseUrl, clientId, privateKey, publicKeys });
 * const { data } = await client.POST('/aps/api/v1/users/sendOTP', { body: { acquirerId, pspId, accessToken } });
 */
export function createOpenApiClient<Paths extends object = paths>({
  baseUrl,
  ...options
}: OpenApiClientOptions): Client<SignedPaths<Paths>> {
  const known = Object.values(calls).map(({ path }) => path);
  const checked = toldAtOnce(() => checkedBaseUrl(baseUrl, known, options.allowInsecure === true));
  const client = createClient<SignedPaths<Paths>>({ baseUrl: checked });
  client.use(signedMiddleware(options));
  return client;
}
