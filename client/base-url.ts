import { SendOtpError } from './error.js';
import { described } from './option-names.js';

const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The base URL without a slash at its end.
 * @param paths the paths of the operations, which are added to it
 * @throws SendOtpError CONFIGURATION
 */
export function checkedBaseUrl(text: unknown, paths: readonly string[], allowInsecure: boolean): string {
  const url = parsed(text);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw refusal('baseUrl has a query, a fragment or a password; expected host, port and path prefix only');
  }
  checkProtocol(url, allowInsecure, 'baseUrl');
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const path = paths.find((operationPath) => base.endsWith(operationPath));
  if (path !== undefined)
    throw refusal(
      `baseUrl ends in the path of an operation, which is added to it; expected ${base.slice(0, -path.length)}`,
    );
  return base;
}

/**
 * `https:`, or `http:` to this machine: TLS is what binds a response to its request.
 * @throws SendOtpError CONFIGURATION
 */
export function checkProtocol({ protocol, hostname }: URL, allowInsecure: boolean, name: string): void {
  if (protocol !== 'https:' && protocol !== 'http:')
    throw refusal(`${name} begins with ${protocol}; expected https: (or http: for this machine)`);
  if (protocol === 'http:' && !allowInsecure && !loopback.test(hostname))
    throw refusal(
      `${name} begins with http: and names another machine; expected https:. The access token would travel readable and the response could be swapped; allowInsecure: true permits it in a closed network`,
    );
}

function parsed(text: unknown): URL {
  try {
    if (typeof text === 'string') return new URL(text);
  } catch {
    // Reported below: the error would quote the URL.
  }
  const actual = typeof text === 'string' ? 'not a URL' : described(text);
  throw refusal(
    `baseUrl is ${actual}; expected for example https://mpp.example.net or https://mpp.example.net/gateway`,
  );
}

function refusal(message: string): SendOtpError {
  return new SendOtpError('CONFIGURATION', message);
}
