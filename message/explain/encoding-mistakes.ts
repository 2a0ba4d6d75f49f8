import { inOtherCharsets } from './body-charset.js';
import { rewritten, withStrings } from './body-text.js';
import type { Mistake } from './mistake.js';

const area = 'body';
const fix =
  'Sign the bytes that are sent, and verify the bytes that are received: keep the body as bytes and never decode and encode it again (SIG-3).';
const utf8 =
  'Turn the content into bytes as UTF-8 when signing and when sending, and say so by name instead of taking the default of the platform (CALL-3).';
const utf8In = {
  Java: 'Name the character set: `content.getBytes(StandardCharsets.UTF_8)`; without it Java before 18 takes the default of the machine.',
  Python:
    "Encode with UTF-8 when signing and sending: `content.encode('utf-8')`; `requests` encodes a str body as latin-1.",
  PHP: 'Leave the bytes alone: no `utf8_encode` or `utf8_decode`; PHP strings are bytes already.',
  'C#': 'Use `Encoding.UTF8.GetBytes(content)`, not `Encoding.Default`, `Encoding.ASCII` or `Encoding.Unicode`.',
  JavaScript:
    "Read with `Buffer.toString('utf8')`, never `'latin1'` or `'binary'`, and collect the chunks of a stream as buffers before decoding.",
  Go: 'Use the byte slice of the body itself.',
} as const;

/** The same JSON, its characters written or encoded in another way. */
export const encodingMistakes: readonly Mistake[] = [
  {
    area,
    id: 'body-slashes-escaped',
    title: 'slashes are escaped (\\/) in one body and not in the other',
    fix: `${fix} PHP's json_encode escapes slashes unless JSON_UNESCAPED_SLASHES is set.`,
    fixIn: {
      PHP: 'Call `json_encode` once and sign and send its result; for both with plain slashes: `json_encode($request, JSON_UNESCAPED_SLASHES)`.',
    },
    language: 'PHP',
    variants: (draft) =>
      withStrings(
        draft,
        (raw) => raw.replaceAll(/(?<!\\)\//g, '\\/'),
        (raw) => raw.replaceAll('\\/', '/'),
      ),
  },
  {
    area,
    id: 'body-non-ascii-escaped',
    title: 'characters beyond ASCII are escaped (\\uXXXX) in one body and written as they are in the other',
    fix,
    fixIn: {
      Python:
        'Serialise once: `json.dumps` escapes unless `ensure_ascii=False`, and another serialiser on the way may not.',
      PHP: 'Serialise once: `json_encode` escapes unless JSON_UNESCAPED_UNICODE is set.',
    },
    variants: (draft) =>
      withStrings(
        draft,
        (raw) => raw.replaceAll(/[^\u0000-\u007f]/g, (unit) => escaped(unit)),
        (raw) => raw.replaceAll(/[^\u0000-\u007f]/g, (unit) => escaped(unit).toUpperCase().replace('U', 'u')),
        (raw) =>
          raw.replaceAll(/\\u(00[89a-f]|0[1-9a-f][0-9a-f]|[1-9a-f][0-9a-f]{2})[0-9a-f]/gi, (escape) =>
            String.fromCharCode(Number.parseInt(escape.slice(2), 16)),
          ),
        (raw) => raw.replaceAll(/\\u[0-9a-f]{4}/gi, (escape) => escape.toLowerCase()),
        (raw) => raw.replaceAll(/\\u[0-9a-f]{4}/gi, (escape) => escape.toUpperCase().replace('U', 'u')),
      ),
  },
  {
    area,
    id: 'body-html-escaped',
    title: 'the characters < > & are escaped for HTML in one body and not in the other',
    fix: `${fix} Go's json.Marshal and Java's Gson escape them unless told otherwise.`,
    fixIn: {
      Go: 'Marshal once and sign that slice; for plain characters use an encoder with `SetEscapeHTML(false)` (it adds a line feed).',
      Java: 'Serialise once; for plain characters `new GsonBuilder().disableHtmlEscaping().create()`.',
      PHP: 'Do not call `htmlspecialchars` on the body, nor `json_encode` with JSON_HEX_TAG or JSON_HEX_AMP for one of the two.',
    },
    *variants(draft) {
      yield* withStrings(
        draft,
        (raw) => raw.replaceAll(/[<>&\u2028\u2029]/g, escaped),
        (raw) => raw.replaceAll(/[<>&]/g, (unit) => escaped(unit).toUpperCase().replace('U', 'u')),
        (raw) => raw.replaceAll(/[<>&='\u2028\u2029]/g, escaped),
        (raw) =>
          raw.replaceAll(/\\u00(3c|3e|26|3d|27)/gi, (escape) =>
            String.fromCharCode(Number.parseInt(escape.slice(2), 16)),
          ),
      );
      yield* rewritten(
        draft,
        (text) => entities(text, /[<>&"]/g),
        (text) => entities(text, /[<>&"']/g),
        (text) => entities(text, /[<>&]/g),
        unescapedEntities,
      );
    },
  },
  {
    area,
    id: 'body-normalised',
    title: 'accented characters are composed in one body and decomposed in the other (Unicode NFC, NFD)',
    fix: `${fix} Normalise what users type before the body is written, not after.`,
    *variants(draft) {
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'])
        yield* rewritten(draft, (text) => text.normalize(form));
    },
  },
  {
    area,
    id: 'body-wrong-charset',
    title:
      'the body was decoded or encoded in another character set than UTF-8 (latin-1, Windows-1252, ASCII)',
    fix: utf8,
    fixIn: utf8In,
    *variants(draft) {
      yield* inOtherCharsets(draft);
      yield* rewritten(
        draft,
        (text) => text.replaceAll(/[^\u0000-\u007f]/gu, '?'),
        (text) => text.replaceAll(/[^\u0000-\u007f]/gu, ''),
        (text) => text.replaceAll(/[^\u0000-\u007f]/g, '?'),
        (text) => text.replaceAll(/[^\u0000-\u007f]/gu, '\uFFFD'),
      );
    },
  },
  {
    area,
    id: 'body-bom',
    title: 'one body begins with a byte order mark and the other does not',
    fix: 'Write the body without a byte order mark, and sign the bytes that are sent (SIG-3).',
    fixIn: {
      'C#': 'Write with `new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)`.',
      Python: "Write with the codec 'utf-8', not 'utf-8-sig'.",
    },
    *variants(draft) {
      yield* rewritten(draft, (text) => (text.startsWith('\uFEFF') ? text.slice(1) : `\uFEFF${text}`));
    },
  },
  {
    area,
    id: 'body-line-ends',
    title: 'the lines of the body end with CRLF in one body and with LF in the other',
    fix: `${fix} Look for a text mode that translates line ends.`,
    fixIn: {
      shell: 'Send the file with `--data-binary @file`; `-d @file` takes line ends out.',
      Python: "Open the file with 'rb', not as text.",
    },
    *variants(draft) {
      yield* rewritten(
        draft,
        (text) => text.replaceAll(/\r?\n/g, '\r\n'),
        (text) => text.replaceAll('\r\n', '\n'),
        (text) => text.replaceAll('\r\n', '\r').replaceAll('\n', '\r'),
      );
    },
  },
  {
    area,
    id: 'body-trailing-newline',
    title: 'one body ends with a line feed or white space and the other does not',
    fix,
    fixIn: {
      shell:
        'Use `printf \'%s\' "$body"` instead of `echo`, and `--data-binary`; an editor may add a line feed to the file.',
      Go: '`json.NewEncoder(w).Encode` adds a line feed: sign what it wrote, or use `json.Marshal`.',
    },
    *variants(draft) {
      yield* rewritten(
        draft,
        (text) => `${text}\n`,
        (text) => text.replace(/\r?\n$/, ''),
        (text) => `${text}\r\n`,
        (text) => text.trimEnd(),
        (text) => text.replaceAll(/^[\t\n\r ]+|[\t\n\r ]+$/g, ''),
        (text) => `${text} `,
        (text) => `${text}\0`,
      );
    },
  },
  {
    area,
    id: 'body-url-encoded',
    title: 'the signed body is URL-encoded or URL-decoded',
    fix: `${fix} The body is JSON: only the signature is URL-encoded (SIG-4).`,
    *variants(draft) {
      yield* rewritten(
        draft,
        encodeURIComponent,
        (text) => encodeURIComponent(text).replaceAll('%20', '+'),
        (text) => attempt(() => decodeURIComponent(text)),
        (text) => attempt(() => decodeURIComponent(text.replaceAll('+', ' '))),
        (text) => text.replaceAll('+', ' '),
      );
    },
  },
  {
    area,
    id: 'body-left-out',
    title: 'the body was not signed: the signed content has none in its place',
    fix: 'Sign the body too; a framework that has read the stream already hands out an empty one: keep the bytes when they are first read (SIG-3).',
    *variants(draft) {
      yield* rewritten(
        draft,
        () => '',
        () => '{}',
        () => 'undefined',
        () => 'None',
      );
    },
  },
];

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const names: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#039;',
};

function entities(text: string, which: RegExp): string {
  return text.replaceAll(which, (character) => names[character] ?? character);
}

function unescapedEntities(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#0?39;/g, "'")
    .replaceAll('&amp;', '&');
}

function attempt(decode: () => string): string | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
