import type { Variant } from './variant.js';

/** RC-8. */
export const mediaTypeVariants: readonly Variant[] = [
  ...Object.entries({
    'does not look at Accept': () => true,
    'takes an Accept of text/html for JSON': (accept: string) => accept === 'text/html',
    'does not look at q=0': (accept: string) => accept.endsWith('q=0'),
    'takes any text for an Accept of JSON': (accept: string) => accept.startsWith('text/'),
    'takes any application for an Accept of JSON': (accept: string) => accept === 'application/xml',
  }).map(([name, is]): Variant => ({
    name,
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType(is(headers.accept ?? '') ? { ...headers, accept: '*/*' } : headers),
    }),
  })),
  ...Object.entries({
    'wants Accept to be JSON and nothing else': (accept: string) => accept === 'application/json',
    'wants a wildcard in an Accept': (accept: string) => accept.includes('*'),
    'does not know */*': (accept: string) => !accept.includes('*/*'),
    'does not know application/*': (accept: string) => !accept.startsWith('application/*'),
    'reads one range of an Accept': (accept: string) => !accept.includes(','),
    'knows no charset in an Accept': (accept: string) => !accept.includes('charset'),
    'reads an Accept in small letters': (accept: string) => !accept.includes('JSON'),
  }).map(([name, holds]): Variant => ({
    name,
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        (headers.accept === undefined || holds(headers.accept)) && good.mediaType(headers),
    }),
  })),
  ...Object.entries({
    'does not look at Content-Type': () => true,
    'takes text/plain for JSON': (type: string) => type === 'text/plain',
    'takes text/json for JSON': (type: string) => type === 'text/json',
    'takes a form for JSON': (type: string) => type.includes('form-urlencoded'),
    'takes every kind of JSON': (type: string) => type.endsWith('+json'),
    'looks at the beginning of a Content-Type': (type: string) => /^application\/json[a-z-]/.test(type),
    'takes XML for JSON': (type: string) => type.startsWith('application/xml'),
  }).map(([name, is]): Variant => ({
    name,
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType(
          is(headers['content-type'] ?? '') && !(headers['content-type'] ?? '').includes('charset=')
            ? { ...headers, 'content-type': 'application/json' }
            : is(headers['content-type'] ?? '') && /xml/.test(headers['content-type'] ?? '')
              ? { ...headers, 'content-type': 'application/json' }
              : headers,
        ),
    }),
  })),
  ...Object.entries({
    'takes other charsets': /charset=.*/,
    'takes ISO-8859-1': /charset=ISO-8859-1/,
    'takes every form of UTF': /charset=utf-16/,
    'takes US-ASCII for UTF-8': /charset=US-ASCII/,
  }).map(([name, charset]): Variant => ({
    name,
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType({
          ...headers,
          'content-type': headers['content-type']?.replace(charset, 'charset=utf-8') ?? 'application/json',
        }),
    }),
  })),
  ...Object.entries({
    'takes compressed bodies': /.*/,
    'does not know that gzip is compressed': /^gzip$/,
    'does not know that br is compressed': /^br$/,
    'does not know that deflate is compressed': /^deflate$/,
  }).map(([name, encoding]): Variant => ({
    name,
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType(
          encoding.test(headers['content-encoding'] ?? 'identity')
            ? { ...headers, 'content-encoding': 'identity' }
            : headers,
        ),
    }),
  })),
  {
    name: 'does not know the Content-Encoding identity',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) => headers['content-encoding'] === undefined && good.mediaType(headers),
    }),
  },
];
