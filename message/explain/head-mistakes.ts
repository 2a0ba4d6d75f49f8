import type { Draft } from './draft.js';
import type { Mistake } from './mistake.js';

const pathFix =
  'Sign the path with its query exactly as it stands in the request line that is sent (SIG-1, CALL-4), before any proxy changes it.';
const pathIn = {
  JavaScript:
    'Sign `url.pathname + url.search`; to verify in Express use `req.originalUrl`, not `req.url` or `req.path`.',
  Java: 'Sign `uri.getRawPath()` and `getRawQuery()`; to verify use `request.getRequestURI()` with `getQueryString()`, not `getServletPath()` or `getPathInfo()`.',
  Python:
    'Sign what stands in the request line; to verify in Flask or Django use `request.full_path` or the raw URI, not `request.path`.',
  PHP: "To verify use `$_SERVER['REQUEST_URI']`.",
  Go: 'Sign `r.URL.RequestURI()`, not `r.URL.Path`; `http.StripPrefix` changes it.',
  'C#': 'Sign `uri.PathAndQuery`; to verify in ASP.NET put `Request.PathBase` before `Request.Path` and `QueryString` after it.',
} as const;
const path = { area: 'path', fix: pathFix, fixIn: pathIn } as const;
const clientFix =
  'Sign the Client-Id exactly as it stands in the header (SIG-3); for a response, as the request has it (SIG-2).';

function* paths(draft: Draft, ...variants: readonly (string | undefined)[]): Iterable<Draft> {
  for (const variant of variants)
    if (variant !== undefined && variant !== draft.path) yield { ...draft, path: variant };
}

/** Mistakes in the method, the path and the Client-Id. */
export const headMistakes: readonly Mistake[] = [
  {
    ...path,
    id: 'path-query',
    title: 'the signed path has no query, or another one',
    *variants(draft) {
      const [before, query] = split(draft.path);
      yield* paths(draft, before, `${before}?`);
      if (query === undefined) return;
      const sorted = query.split('&').toSorted().join('&');
      yield* paths(
        draft,
        `${before}?${sorted}`,
        `${before}${query}`,
        `${before}?${query.replaceAll('+', '%20')}`,
        `${before}?${query.replaceAll('%20', '+')}`,
        `${before}?${query.replaceAll('+', ' ')}`,
      );
    },
  },
  {
    ...path,
    id: 'path-trailing-slash',
    title: 'the path ends with a slash in one place and not in the other',
    *variants(draft) {
      const [before, query] = split(draft.path);
      const after = query === undefined ? '' : `?${query}`;
      yield* paths(draft, before.endsWith('/') ? before.slice(0, -1) + after : `${before}/${after}`);
    },
  },
  {
    ...path,
    id: 'path-slashes',
    title: 'the signed path lacks its first slash, or has slashes doubled or taken together',
    variants: (draft) =>
      paths(draft, draft.path.replace(/^\//, ''), `/${draft.path}`, draft.path.replaceAll(/\/{2,}/g, '/')),
  },
  {
    ...path,
    id: 'path-prefix',
    title: 'the signed path lacks the prefix of the path that is sent, or has one more',
    fix: `${pathFix} Agree with the other side whether the prefix that a gateway adds or takes away is signed.`,
    *variants(draft, { paths: others }) {
      yield* paths(draft, ...others);
      const parts = draft.path.split('/');
      for (let count = 1; count < Math.min(parts.length - 1, 6); count += 1)
        yield* paths(draft, `/${parts.slice(count + 1).join('/')}`);
      for (const prefix of ['/api', '/v1', '/openapi', '/gateway', '/mpp', '/aps', '/sandbox', '/rest'])
        yield* paths(draft, prefix + draft.path);
    },
  },
  {
    ...path,
    id: 'path-full-url',
    title: 'the signed path is a full URL, or has the host before it',
    *variants(draft, { host }) {
      const hosts = host === undefined ? [] : [host, host.replace(/:\d+$/, '')];
      for (const name of new Set(hosts)) {
        yield* paths(
          draft,
          `https://${name}${draft.path}`,
          `http://${name}${draft.path}`,
          name + draft.path,
          `//${name}${draft.path}`,
        );
        yield* paths(
          draft,
          `https://${name}${split(draft.path)[0]}`,
          `http://${name}${split(draft.path)[0]}`,
        );
      }
    },
  },
  {
    ...path,
    id: 'path-encoding',
    title: 'the signed path is URL-decoded, or URL-encoded once more',
    *variants(draft) {
      const decoded = attempt(decodeURIComponent, draft.path);
      yield* paths(
        draft,
        decoded,
        decoded === undefined ? undefined : attempt(decodeURIComponent, decoded),
        decoded === undefined ? undefined : encodeURI(decoded),
      );
      yield* paths(
        draft,
        encodeURIComponent(draft.path),
        encodeURI(draft.path),
        draft.path.replaceAll('%', '%25'),
      );
      yield* paths(
        draft,
        draft.path.replaceAll(/%[0-9a-f]{2}/gi, (part) => part.toLowerCase()),
        draft.path.replaceAll(/%[0-9a-f]{2}/gi, (part) => part.toUpperCase()),
      );
      const [before, query] = split(draft.path);
      if (query !== undefined)
        yield* paths(draft, `${before}?${attempt(decodeURIComponent, query.replaceAll('+', ' ')) ?? query}`);
    },
  },
  {
    ...path,
    id: 'path-case',
    title: 'the signed path is in lower or upper case',
    variants: (draft) => paths(draft, draft.path.toLowerCase(), draft.path.toUpperCase()),
  },
  {
    area: 'method',
    id: 'method-case',
    title: 'the method is signed in lower case',
    fix: 'Sign the method in upper case: POST (SIG-1).',
    fixIn: { JavaScript: 'axios and others hold the method in lower case: use `method.toUpperCase()`.' },
    *variants(draft) {
      yield { ...draft, method: draft.method.toLowerCase() };
      yield { ...draft, method: 'Post' };
    },
  },
  {
    area: 'method',
    id: 'method-other',
    title: 'another method than POST is signed, or none',
    fix: 'Sign POST, which is the method of every call (CALL-1, SIG-1).',
    *variants(draft, { method }) {
      for (const other of new Set([method, 'GET', 'PUT', 'HttpMethod.POST']))
        if (other !== draft.method) yield { ...draft, method: other };
      yield { ...draft, method: '', layout: { ...draft.layout, afterMethod: '' } };
    },
  },
  {
    area: 'client',
    id: 'client-other-form',
    title: 'the signed Client-Id is not what the header says: another case, white space, quotation marks',
    fix: clientFix,
    *variants(draft) {
      const { clientId } = draft;
      const forms = [
        clientId.toLowerCase(),
        clientId.toUpperCase(),
        clientId.trim(),
        ` ${clientId}`,
        `${clientId} `,
        `${clientId}\n`,
        `${clientId}\r\n`,
        `"${clientId}"`,
        encodeURIComponent(clientId),
        clientId.replaceAll(/[^A-Za-z0-9]/g, ''),
      ];
      for (const form of new Set(forms)) if (form !== clientId) yield { ...draft, clientId: form };
    },
  },
  {
    area: 'client',
    id: 'client-empty',
    title: 'the signed content has no Client-Id in its place',
    fix: clientFix,
    *variants(draft) {
      for (const clientId of ['', 'null', 'undefined', 'None', '<nil>'])
        if (clientId !== draft.clientId) yield { ...draft, clientId };
    },
  },
];

function split(target: string): readonly [path: string, query: string | undefined] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target, undefined] : [target.slice(0, mark), target.slice(mark + 1)];
}

function attempt(decode: (text: string) => string, text: string): string | undefined {
  try {
    return decode(text);
  } catch {
    return undefined;
  }
}
