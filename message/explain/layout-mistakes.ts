import { encodeBase64 } from '../base64.js';
import { digest } from './digest.js';
import type { Draft, Layout, Transform } from './draft.js';
import type { Mistake } from './mistake.js';
import { hex } from './signed-digest.js';

const form = '`POST <path-with-query>\\n<Client-Id>.<time>.<body>`';
const fix = `The content to be signed is ${form}: one blank, one line feed, two dots, nothing more (SIG-1, SIG-2).`;
const lineFix = `${fix} The line feed is the one character U+000A.`;
const lineIn = {
  PHP: 'Write the line feed in double quotes: "POST $path\\n…"; in single quotes PHP leaves a backslash and an n.',
  'C#': 'Write "\\n", not Environment.NewLine, and not in a verbatim string (@"…").',
  Java: 'Write "\\n", not System.lineSeparator() or %n.',
  shell:
    'Use `printf \'POST %s\\n%s.%s.%s\'`; `echo "…\\n…"` may leave a backslash and an n, and adds a line feed at the end.',
  Python: 'Write "\\n" in a normal string, not in a raw one (r"…").',
} as const;

function* layouts(draft: Draft, ...changes: readonly Partial<Layout>[]): Iterable<Draft> {
  for (const change of changes) yield { ...draft, layout: { ...draft.layout, ...change } };
}

function* transformed(draft: Draft, ...transforms: readonly Transform[]): Iterable<Draft> {
  if (draft.transform !== undefined) return;
  for (const transform of transforms) yield { ...draft, transform };
}

/** Mistakes in how the parts are put together, and in what is done with the whole. */
export const layoutMistakes: readonly Mistake[] = [
  {
    area: 'layout',
    id: 'line-feed-missing',
    title: 'there is no line feed between the path and the Client-Id in the signed content',
    fix: lineFix,
    fixIn: lineIn,
    variants: (draft) => layouts(draft, ...['', ' ', '.', ','].map((afterPath) => ({ afterPath }))),
  },
  {
    area: 'layout',
    id: 'line-feed-doubled',
    title: 'the line feed in the signed content is doubled',
    fix: lineFix,
    fixIn: lineIn,
    variants: (draft) =>
      layouts(draft, ...['\n\n', '\r\n\r\n', '\n\r\n'].map((afterPath) => ({ afterPath }))),
  },
  {
    area: 'layout',
    id: 'line-feed-crlf',
    title: 'the line in the signed content ends with CRLF (\\r\\n)',
    fix: lineFix,
    fixIn: lineIn,
    variants: (draft) => layouts(draft, { afterPath: '\r\n' }, { afterPath: '\r' }, { afterPath: '\n\r' }),
  },
  {
    area: 'layout',
    id: 'line-feed-written-out',
    title: 'the signed content has a backslash and an n in place of the line feed',
    fix: lineFix,
    fixIn: lineIn,
    variants: (draft) => layouts(draft, { afterPath: '\\n' }, { afterPath: '\\r\\n' }, { afterPath: '/n' }),
  },
  {
    area: 'layout',
    id: 'dots-missing',
    title: 'a dot before or after the time is missing in the signed content, or something else stands there',
    fix,
    *variants(draft) {
      yield* layouts(draft, { afterClientId: '' }, { afterTime: '' });
      for (const mark of ['', '\n', ',', ':', '&', ' ', '|', '. '])
        yield* layouts(draft, { afterClientId: mark, afterTime: mark });
      for (const mark of ['\n', '.\n', '..'])
        yield* layouts(draft, { afterTime: mark }, { afterClientId: mark });
    },
  },
  {
    area: 'layout',
    id: 'blank-after-method',
    title: 'the signed content does not have exactly one blank between the method and the path',
    fix,
    variants: (draft) =>
      layouts(draft, ...['', '  ', '\n', '\t', '.', ':'].map((afterMethod) => ({ afterMethod }))),
  },
  {
    area: 'layout',
    id: 'content-end',
    title: 'something stands before or after the signed content, such as a line feed at its end',
    fix,
    fixIn: {
      shell: "Use `printf '%s'` instead of `echo`: echo adds a line feed; a here-document does as well.",
    },
    variants: (draft) =>
      layouts(
        draft,
        { end: '\n' },
        { end: '\r\n' },
        { start: '\n' },
        { start: ' ' },
        { end: ' ' },
        { end: '.' },
        { end: '\0' },
        { start: '\uFEFF' },
      ),
  },
  {
    area: 'layout',
    id: 'time-before-client',
    title: 'the time stands before the Client-Id in the signed content',
    fix,
    variants: (draft) => layouts(draft, { timeFirst: true }),
  },
  {
    area: 'layout',
    id: 'first-line-missing',
    title: 'the line with method and path is not in the signed content',
    fix,
    *variants(draft) {
      yield { ...draft, method: '', path: '', layout: { ...draft.layout, afterMethod: '', afterPath: '' } };
      yield {
        ...draft,
        method: '',
        path: '',
        clientId: '',
        time: '',
        layout: { ...draft.layout, afterMethod: '', afterPath: '', afterClientId: '', afterTime: '' },
      };
      yield { ...draft, path: `${draft.path} HTTP/1.1` };
    },
  },
  {
    area: 'hash',
    id: 'hash-twice',
    title: 'the content was hashed before it was signed, and signing hashes it again',
    fix: 'Hand the content itself to the function that signs: SHA256withRSA hashes it (SIG-4).',
    fixIn: {
      JavaScript:
        "Use `createSign('RSA-SHA256').update(content).sign(key)` with the content, not with its hash.",
      Java: 'Use `Signature.getInstance("SHA256withRSA")` and `update(content)`; for a hash that exists already it would be "NONEwithRSA" with a DigestInfo.',
      Python:
        'Use `key.sign(content, padding.PKCS1v15(), hashes.SHA256())` with the content; for its hash it would be `Prehashed(hashes.SHA256())`.',
      PHP: "Use `openssl_sign($content, $signature, $key, OPENSSL_ALGO_SHA256)` with the content, not with `hash('sha256', $content)`.",
      Go: '`rsa.SignPKCS1v15` takes the hash of the content, once: `sum := sha256.Sum256(content)`.',
      'C#': 'Use `rsa.SignData(content, …)` for the content and `rsa.SignHash(hash, …)` for a hash.',
      shell: 'Use `openssl dgst -sha256 -sign key.pem content`, without hashing first.',
    },
    variants: (draft) =>
      transformed(
        draft,
        async256((hash) => hash),
        async256((hash) => ascii(hex(hash))),
        async256((hash) => ascii(hex(hash).toUpperCase())),
        async256((hash) => ascii(encodeBase64(hash))),
      ),
  },
  {
    area: 'hash',
    id: 'content-encoded',
    title: 'the content was encoded before it was signed: base64, hex, URL-encoding or UTF-16',
    fix: 'Sign the UTF-8 bytes of the content itself; only the signature is encoded (SIG-4).',
    fixIn: {
      'C#': 'Use `Encoding.UTF8.GetBytes(content)`; `Encoding.Unicode` is UTF-16.',
      Java: 'Use `content.getBytes(StandardCharsets.UTF_8)`.',
    },
    *variants(draft, { alone }) {
      yield* transformed(
        draft,
        (content) => ascii(encodeBase64(content)),
        (content) => utf16(content, true),
      );
      if (!alone) return;
      yield* transformed(
        draft,
        (content) => utf16(content, false),
        (content) => ascii(hex(content)),
        (content) => ascii(encodeURIComponent(new TextDecoder().decode(content))),
      );
    },
  },
];

function async256(then: (hash: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Transform {
  return (content) => {
    const hash = digest('SHA-256', content);
    return hash instanceof Promise ? hash.then(then) : then(hash);
  };
}

const encoder = new TextEncoder();

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

function utf16(content: Uint8Array, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(content);
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
}
