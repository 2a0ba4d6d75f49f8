/** Where a Redis is and who we are to it, checked. */
export interface RedisAddress {
  /** With the password: not to be shown. */
  readonly url: string;
  /** Host and port: may be shown. */
  readonly name: string;
}

const expected =
  'redis://[user:password@]host[:port][/database], or rediss:// for TLS, with user and password percent-encoded';

/**
 * Checks the URL of a Redis.
 * @throws RangeError that says what is wrong, and repeats nothing of the URL but its scheme: a password with a `/`, `#`
 * or `@` in it can hide anywhere in a URL that is not well-formed
 */
export function redisAddress(url: string): RedisAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) throw illegal('it is not a URL');
  const { protocol, hostname, port, pathname, username, password, search, hash } = parsed;
  if (protocol !== 'redis:' && protocol !== 'rediss:') throw illegal(`its scheme is ${protocol}`);
  if (hostname === '') throw illegal('it names no host');
  if (!/^(\/\d{0,5})?$/.test(pathname))
    throw illegal('what follows the host is not the number of a database');
  if (search !== '' || hash !== '') throw illegal('it has a ? or # in it');
  for (const part of [username, password]) {
    if (!isPercentEncoded(part)) throw illegal('user or password has a % that encodes nothing');
  }
  return { url, name: `${hostname}:${port === '' ? '6379' : port}` };
}

function illegal(seen: string): RangeError {
  return new RangeError(`the URL of the Redis must look like ${expected}: ${seen}`);
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
