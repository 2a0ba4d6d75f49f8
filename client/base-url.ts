import { OptionFault } from './fault.js';

const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The base URL without a slash at its end.
 * @param paths the paths of the operations, which are added to it
 * @throws Fault CONFIGURATION
 */
export function checkedBaseUrl(text: unknown, paths: readonly string[], allowInsecure: boolean): string {
  const url = parsed(text);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    throw new OptionFault((words) => words.moreThanBase());
  checkProtocol(url, allowInsecure, 'baseUrl');
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const path = paths.find((operationPath) => base.endsWith(operationPath));
  if (path !== undefined) throw new OptionFault((words) => words.endsInPath(base.slice(0, -path.length)));
  return base;
}

/**
 * `https:`, or `http:` to this machine: TLS is what binds a response to its request.
 * @throws Fault CONFIGURATION
 */
export function checkProtocol({ protocol, hostname }: URL, allowInsecure: boolean, name: string): void {
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new OptionFault((words) => words.otherProtocol(name, protocol));
  if (protocol === 'http:' && !allowInsecure && !loopback.test(hostname))
    throw new OptionFault((words) => words.insecure(name));
}

function parsed(text: unknown): URL {
  try {
    if (typeof text === 'string') return new URL(text);
  } catch {
    // Reported below: the error would quote the URL.
  }
  throw new OptionFault((words) => words.noUrl(text));
}
