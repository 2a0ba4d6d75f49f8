/** The checked address of a Redis. */
export interface RedisAddress {
  /** Includes the password: do not show it. */
  readonly url: string;
  /** Host and port, which may be shown. */
  readonly name: string;
}

const expected =
  'redis://[user:password@]host[:port][/database], or rediss:// for TLS, with user and password percent-encoded';

/**
 * Checks the URL of a Redis.
 * @throws RangeError that says what is wrong and repeats only the scheme of the URL: in a malformed URL, a password with a
 * `/`, `#` or `@` can be anywhere
 */
export function redisAddress(url: string): RedisAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) throw illegal('it is not a URL');
  const { protocol, hostname, port, pathname, username, password, search, hash } = parsed;
  if (protocol !== 'redis:' && protocol !== 'rediss:') throw illegal(`its scheme is ${protocol}`);
  if (hostname === '') throw illegal('it has no host');
  if (!/^(\/\d{0,5})?$/.test(pathname)) throw illegal('the path is not the number of a database');
  if (search !== '' || hash !== '') throw illegal('it contains a ? or #');
  for (const part of [username, password]) {
    if (!isPercentEncoded(part))
      throw illegal('user or password contains a % that is not part of a percent-encoding');
  }
  return { url, name: `${hostname}:${port === '' ? '6379' : port}` };
}

function illegal(problem: string): RangeError {
  return new RangeError(`the URL of the Redis must look like ${expected}: ${problem}`);
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
