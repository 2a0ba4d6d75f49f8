import { isoTime } from '../variant-server.js';
import { utf8, type Variant } from './variant.js';

/** Servers that keep the contract, but could do better. */
export const lenientVariants: readonly (Omit<Variant, 'rule'> & { readonly failing: string })[] = [
  {
    name: 'skips a byte order mark',
    failing: 'CALL-3.byte-order-mark',
    change: () => ({ json: (body) => JSON.parse(utf8.decode(body).replace('\uFEFF', '')) as unknown }),
  },
  {
    name: 'decodes its path before it matches it',
    failing: 'CALL-2.spelling',
    change: (good) => ({ path: (path) => good.path(decodeURIComponent(path)) }),
  },
  {
    name: 'follows the dots in a path',
    failing: 'CALL-2.spelling',
    change: (good) => ({ path: (path) => good.path(path.replace(/\/[^/]+\/\.\.(?=\/)/, '')) }),
  },
  {
    name: 'answers TRACE, PROPFIND and QUERY with PARAM_ILLEGAL',
    failing: 'CALL-1.rare-methods',
    change: (good) => {
      let last = '';
      return {
        method: (method, request) => {
          last = method;
          return good.method(method, request);
        },
        refusal: (check, code) =>
          check === 'method' && ['TRACE', 'PROPFIND', 'QUERY'].includes(last) ? 'PARAM_ILLEGAL' : code,
      };
    },
  },
  {
    name: 'wants the brackets of a query escaped',
    failing: 'CALL-4.odd-query',
    change: (good) => ({
      path: (path, request) => good.path(path, request) && !/[[\]]/.test(request?.url ?? ''),
    }),
  },
  {
    name: 'wants a query that it can decode',
    failing: 'CALL-4.odd-query',
    change: (good) => ({
      path: (path, request) => good.path(path, request) && !/%(?![\dA-F]{2})/i.test(request?.url ?? ''),
    }),
  },
  {
    name: 'takes any range of an Accept that fits',
    failing: 'RC-8.accept-but-json',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType(headers.accept?.includes('*/*') === true ? { ...headers, accept: '*/*' } : headers),
    }),
  },
  {
    name: 'reads times in small letters',
    failing: 'HDR-2.narrow-form',
    change: () => ({ time: (text) => isoTime(text.toUpperCase()) }),
  },
  {
    name: 'takes semicolons for commas',
    failing: 'HDR-3.doubtful',
    change: (good) => ({ signatureHeader: (text) => good.signatureHeader(text.replaceAll(';', ',')) }),
  },
  {
    name: 'takes the last of two signatures',
    failing: 'HDR-3.doubtful',
    change: (good) => ({
      signatureHeader: (text) => good.signatureHeader(text.replace(/signature=[^,]*, (?=signature=)/, '')),
    }),
  },
  {
    name: 'takes a signature in quotes',
    failing: 'HDR-3.doubtful',
    change: (good) => ({ signatureHeader: (text) => good.signatureHeader(text.replaceAll('"', '')) }),
  },
  {
    name: 'ignores a double slash',
    failing: 'CALL-2.spelling',
    change: (good) => ({ path: (path) => good.path(path.replace(/\/\//g, '/')) }),
  },
  {
    name: 'ignores a blank after the path',
    failing: 'CALL-2.spelling',
    change: (good) => ({ path: (path) => good.path(path.replace(/%20$/, '')) }),
  },
  {
    name: 'ignores matrix parameters',
    failing: 'CALL-2.spelling',
    change: (good) => ({ path: (path) => good.path(path.replace(/;.*$/, '')) }),
  },
  {
    name: 'takes a point without digits after it',
    failing: 'HDR-2.narrow-form',
    change: () => ({ time: (text) => isoTime(text.replace('.Z', 'Z')) }),
  },
  {
    name: 'takes a comma for the point of a second',
    failing: 'HDR-2.narrow-form',
    change: () => ({ time: (text) => isoTime(text.replace(',', '.')) }),
  },
  {
    name: 'reads bodies of any size',
    failing: 'RC-12.too-large',
    change: () => ({ bodyLimit: Infinity }),
  },
  {
    name: 'leaves F and U unsigned',
    failing: 'every.is-signed',
    change: () => ({
      headers: ({ Signature = '', 'Response-Time': time = '', ...others }, code) =>
        code === 'SUCCESS' ? { ...others, Signature, 'Response-Time': time } : others,
    }),
  },
  {
    name: 'writes header names in mixed case',
    failing: 'every.lower-case-names',
    change: () => ({ headerName: (name) => name }),
  },
  {
    name: 'has no resultMessage',
    failing: 'every.message-present',
    change: () => ({
      body: ({ result, ...others }) => ({
        ...others,
        result: { ...(result as object), resultMessage: undefined },
      }),
    }),
  },
];
