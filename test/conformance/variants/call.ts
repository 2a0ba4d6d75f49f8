import { bodyRules, type Change, schema, type Variant } from './variant.js';

/** The path without what stands before the operation's own. */
const own = '/aps/api/v1/users/sendOTP';

const methods: readonly Variant[] = [
  ...['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((other): Variant => ({
    name: `takes ${other} for POST`,
    rule: 'CALL-1',
    and: ['RC-9'],
    change: (good) => ({ method: (method, request) => good.method(method, request) || method === other }),
  })),
  { name: 'takes every method', rule: 'RC-9', and: ['CALL-1'], change: () => ({ method: () => true }) },
  {
    name: 'takes the method that X-HTTP-Method-Override names',
    rule: 'CALL-1',
    change: (good) => ({
      method: (method, request) =>
        good.method(String(request?.headers['x-http-method-override'] ?? method), request),
    }),
  },
  {
    name: 'takes the method that the query names',
    rule: 'CALL-1',
    change: (good) => ({
      method: (method, request) =>
        good.method(/_method=(\w+)/.exec(request?.url ?? '')?.[1] ?? method, request),
    }),
  },
];
/** Paths that are taken besides the right one. */
const alsoAt = (name: string, read: (path: string) => string): Variant => ({
  name,
  rule: 'CALL-2',
  and: ['RC-10'],
  change: (good) => ({
    path: (path, request) => good.path(path, request) || good.path(read(path), request),
  }),
});

const paths: readonly Variant[] = [
  alsoAt('ignores a trailing slash', (path) => path.replace(/\/$/, '')),
  {
    name: 'ignores the case of the path',
    rule: 'CALL-2',
    change: (_, { prefix }) => ({
      path: (path) => path.toLowerCase() === `${prefix}${own}`.toLowerCase(),
    }),
  },
  alsoAt('ignores the case of the last segment', (path) => path.replace(/sendotp$/i, 'sendOTP')),
  alsoAt('takes sendOtp for sendOTP', (path) => path.replace(/sendOtp$/, 'sendOTP')),
  alsoAt('ignores the case of all but the last segment', (path) => {
    const at = path.lastIndexOf('/');
    return (
      path
        .slice(0, at)
        .toLowerCase()
        .replace(/^\/x\/mpp/, '/X/mpp') + path.slice(at)
    );
  }),
  alsoAt('takes every version', (path) => path.replace(/\/v\d+\//, '/v1/')),
  alsoAt('takes the next version for its own', (path) => path.replace('/v2/', '/v1/')),
  alsoAt('takes a path without a version', (path) => path.replace('/api/users/', '/api/v1/users/')),
  alsoAt('reads a version as a number', (path) =>
    path.replace(/\/v([\d.]+)\//, (_, version: string) => `/v${Number(version)}/`),
  ),
  alsoAt('takes every path below its own', (path) => path.replace(/sendOTP\/.+$/, 'sendOTP')),
  alsoAt('looks at the beginning of the path', (path) => path.replace(/sendOTP.*$/, 'sendOTP')),
  alsoAt('takes an extension for part of nothing', (path) => path.replace(/\.\w+$/, '')),
  {
    name: 'looks at the end of the path',
    rule: 'CALL-2',
    change: () => ({ path: (path) => path.endsWith('/users/sendOTP') && path.includes('/v1/') }),
  },
  alsoAt('takes every operation of users for its own', (path) =>
    path.replace(/\/users\/\w+$/, '/users/sendOTP'),
  ),
  alsoAt('takes a slash alone for its path', (path) => path.replace(/^(\/X\/mpp)?\/$/, `$1${own}`)),
  alsoAt('takes the beginning of its path', (path) => path.replace(/\/sendOT$/, '/sendOTP')),
  {
    name: 'looks at the last two segments of the path',
    rule: 'CALL-2',
    change: () => ({ path: (path) => path.endsWith('/users/sendOTP') }),
  },
  { name: 'answers on every path', rule: 'RC-10', and: ['CALL-2'], change: () => ({ path: () => true }) },
  {
    name: 'finds its operations by their last segment in an object',
    rule: 'CALL-2',
    and: ['RC-10'],
    change: (good) => ({
      path: (path, request) => good.path(path, request) || path.slice(path.lastIndexOf('/') + 1) in {},
    }),
  },
  {
    name: 'looks at no path in a request target in absolute form',
    rule: 'CALL-2',
    and: ['RC-10'],
    change: (good) => ({
      path: (path, request) => good.path(path, request) || request?.url?.startsWith('/') === false,
    }),
  },
  {
    name: 'takes a request target in absolute form for a path',
    rule: 'CALL-2',
    change: (good) => ({ pathOf: (target) => target, responsePath: (target) => good.pathOf(target) }),
  },
  {
    name: 'verifies over the scheme and host of a request target',
    rule: 'CALL-2',
    change: () => ({ signedPath: (_, target) => target }),
  },
  {
    name: 'forgets the query of a request target in absolute form',
    rule: 'CALL-2',
    change: (good) => ({
      pathOf: (target) => (target.startsWith('/') ? target : (good.pathOf(target).split('?', 1)[0] ?? '')),
    }),
    and: ['SIG-2'],
  },
  {
    name: 'signs responses over the scheme and host of a request target',
    rule: 'SIG-2',
    change: () => ({ responsePath: (_, target) => target }),
  },
];

/** Reads a body that it should refuse, after this was done to its bytes. */
const readingBytes = (name: string, read: (body: Buffer) => Buffer | string): Variant => ({
  name,
  rule: 'CALL-3',
  and: ['REQ-9'],
  change: (good) => ({
    json: (body) => {
      try {
        return good.json(body);
      } catch {
        return JSON.parse(read(body).toString()) as unknown;
      }
    },
  }),
});

/** A body that is not UTF-8, as this is decoded. */
const decoding = (name: string, from: string, to: string): Variant =>
  readingBytes(name, (body) => {
    const text = body.toString('latin1');
    return text.includes(from) ? Buffer.from(text.replace(from, to), 'latin1') : '';
  });

/** A response with this code has another body. */
const saying = (name: string, code: string, body: string, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'CALL-3',
  and,
  change: () => ({ bytes: (text) => Buffer.from(text.includes(`"${code}"`) ? body : text) }),
});

const bodies: readonly Variant[] = [
  {
    name: 'puts U+FFFD for what is not UTF-8',
    rule: 'CALL-3',
    change: () => ({ json: (body) => JSON.parse(body.toString()) as unknown }),
  },
  readingBytes('reads what is not UTF-8 as ISO-8859-1', (body) => body.toString('latin1')),
  decoding('takes overlong forms', '\u00c0\u00af', '/'),
  decoding('takes surrogates in UTF-8', '\u00ed\u00a0\u0080', '?'),
  decoding('skips lone continuation bytes', '\u0080', ''),
  readingBytes('finds out that a body is UTF-16', (body) =>
    body[0] === 0xff && body[1] === 0xfe ? body.subarray(2).toString('utf16le') : '',
  ),
  readingBytes('finds out that a body is UTF-16 of the other byte order', (body) =>
    body[0] === 0xfe && body[1] === 0xff ? Buffer.from(body.subarray(2)).swap16().toString('utf16le') : '',
  ),
  {
    name: 'reads bodies in the basic plane alone',
    rule: 'CALL-3',
    and: ['SIG-3', 'REQ-11'],
    change: schema(
      (body, good) => !/note.*[\u{10000}-\u{10ffff}]/u.test(JSON.stringify(body)) && good.schema(body),
    ),
  },
  saying('answers another method in plain words', 'METHOD_NOT_SUPPORTED', 'Method Not Allowed', [
    'CALL-1',
    'RC-9',
  ]),
  saying('answers another path with a page', 'NO_INTERFACE_DEF', '<html>404</html>', ['CALL-2', 'RC-10']),
  saying('answers another media type with nothing', 'MEDIA_TYPE_NOT_ACCEPTABLE', '', [
    'RC-8',
    'RC-12',
    'RC-4',
    'RC-5',
    'RC-7',
  ]),
  saying("answers a body that is not JSON with its parser's words", 'PARAM_ILLEGAL', 'Unexpected token', [
    ...bodyRules,
    'HDR-2',
    'RC-12',
  ]),
  saying('answers an unknown client with nothing', 'INVALID_CLIENT', '', ['HDR-1', 'RC-4']),
  {
    name: 'puts a comma after the last member of its responses',
    rule: 'CALL-3',
    change: () => ({ bytes: (text) => Buffer.from(`${text.slice(0, -1)},}`) }),
  },
  {
    name: 'writes a byte order mark before its responses',
    rule: 'CALL-3',
    change: () => ({ bytes: (text) => Buffer.from(`\uFEFF${text}`) }),
  },
];

/** The path that is verified, made from the one that was sent. */
const verifying = (name: string, signedPath: (url: string) => string, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'CALL-4',
  and,
  change: () => ({ signedPath }),
});

/** Takes a signature over this path, too. */
const verifyingPathAlso =
  (read: (path: string) => string): Change =>
  (good) => ({
    verifies: (content, signature, key) => {
      const text = content.toString('latin1');
      const end = text.indexOf('\n');
      const other = `POST ${read(text.slice(5, end))}${text.slice(end)}`;
      return (
        good.verifies(content, signature, key) || good.verifies(Buffer.from(other, 'latin1'), signature, key)
      );
    },
  });

const query = (path: string): readonly [string, string] => {
  const at = path.indexOf('?');
  return at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
};

function decoded(url: string): string {
  const [path, rest] = query(url);
  try {
    return rest === '' ? url : `${path}?${decodeURIComponent(rest)}`;
  } catch {
    return url;
  }
}

const queries: readonly Variant[] = [
  verifying('verifies without the query', (url) => query(url)[0], ['CALL-2']),
  verifying('verifies over a decoded query', decoded),
  verifying('verifies over a query with + for blanks', (url) => url.replaceAll('%20', '+')),
  verifying('verifies over a query in another order', (url) => {
    const [path, rest] = query(url);
    return rest.includes('&') ? `${path}?${rest.split('&').sort().join('&')}` : url;
  }),
  verifying('verifies over the last of equal parameters', (url) => {
    const [path, rest] = query(url);
    const last = new Map(rest.split('&').map((pair) => [pair.split('=', 1)[0] ?? '', pair]));
    return rest === '' ? url : `${path}?${[...last.values()].join('&')}`;
  }),
  verifying('verifies without a lone ?', (url) => url.replace(/\?$/, '')),
  {
    name: 'takes a query that was not signed',
    rule: 'CALL-4',
    change: verifyingPathAlso((path) => query(path)[0]),
  },
  {
    name: 'takes a query whose parameters are in another order',
    rule: 'CALL-4',
    change: verifyingPathAlso((path) => {
      const [head, rest] = query(path);
      return `${head}?${rest.split('&').reverse().join('&')}`;
    }),
  },
  {
    name: 'verifies over the first parameter of a query',
    rule: 'CALL-4',
    change: verifyingPathAlso((path) => path.split('&', 1)[0] ?? path),
  },
  {
    name: 'verifies over the names of a query',
    rule: 'CALL-4',
    change: verifyingPathAlso((path) => path.replace('tenant=7', 'tenant=8')),
  },
  {
    name: 'answers a query with NO_INTERFACE_DEF',
    rule: 'CALL-4',
    and: ['CALL-2'],
    change: (good) => ({
      path: (path, request) => good.path(path, request) && request?.url?.includes('?') !== true,
    }),
  },
];

/** CALL-1 to CALL-4. */
export const callVariants: readonly Variant[] = [...methods, ...paths, ...bodies, ...queries];
