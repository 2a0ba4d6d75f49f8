import { type Variant } from './variant.js';

export const callVariants: readonly Variant[] = [
  {
    name: 'takes GET for POST',
    rule: 'CALL-1',
    change: (good) => ({ method: (method) => good.method(method) || method === 'GET' }),
  },
  { name: 'takes every method', rule: 'RC-9', and: ['CALL-1'], change: () => ({ method: () => true }) },
  {
    name: 'ignores a trailing slash',
    rule: 'CALL-2',
    change: (good) => ({ path: (path) => good.path(path.replace(/\/$/, '')) }),
  },
  {
    name: 'ignores the case of the path',
    rule: 'CALL-2',
    change: () => ({ path: (path) => path.toLowerCase() === '/aps/api/v1/users/sendotp' }),
  },
  {
    name: 'takes every version',
    rule: 'CALL-2',
    change: () => ({ path: (path) => /^\/aps\/api\/v\d\/users\/sendOTP$/.test(path) }),
  },
  { name: 'answers on every path', rule: 'RC-10', and: ['CALL-2'], change: () => ({ path: () => true }) },
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
  {
    name: 'puts U+FFFD for what is not UTF-8',
    rule: 'CALL-3',
    change: () => ({ json: (body) => JSON.parse(body.toString()) as unknown }),
  },
  {
    name: 'answers another method in plain words',
    rule: 'CALL-3',
    and: ['CALL-1', 'RC-9'],
    change: () => ({
      bytes: (text) => Buffer.from(text.includes('METHOD_NOT_SUPPORTED') ? 'Method Not Allowed' : text),
    }),
  },
  {
    name: 'verifies without the query',
    rule: 'CALL-4',
    change: () => ({ signedPath: (url) => url.split('?', 1)[0] ?? '' }),
  },
];
