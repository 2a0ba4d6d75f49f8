import { eachValue, inStyles, jsonOf, prettyStyles, restructured, rewritten, spaced } from './body-text.js';
import { compact, type JsonMember, type JsonText, writeJson } from './json-text.js';
import type { Mistake } from './mistake.js';

/** SIG-3 in each language: one text or byte array, for signing and for sending. */
const sameBytes = {
  JavaScript:
    'Write the body once, `const body = JSON.stringify(request)`, sign that string and send that string (`fetch(url, { body })`). To verify in Express, read it with `express.raw({ type: () => true })` and never `JSON.stringify(req.body)`.',
  Python:
    'Write the body once, `body = json.dumps(request).encode()`, sign those bytes and send them with `requests.post(url, data=body)`, not `json=request`. To verify, use `request.get_data()`.',
  Java: 'Write the body once, `byte[] body = mapper.writeValueAsBytes(request)`, and give the same array to `Signature.update` and to the HTTP client. To verify in Spring, take `@RequestBody byte[] body`.',
  PHP: "Write the body once, `$body = json_encode($request)`, sign `$body` and send it with `'body' => $body`, not `'json' => $request`. To verify, use `file_get_contents('php://input')`.",
  Go: 'Write the body once, `body, err := json.Marshal(request)`, sign `body` and send `bytes.NewReader(body)`. To verify, use `io.ReadAll(r.Body)` before decoding.',
  'C#': 'Write the body once, `byte[] body = JsonSerializer.SerializeToUtf8Bytes(request)`, sign it and send `new ByteArrayContent(body)`, not `JsonContent`. To verify, read the request stream, not the bound model.',
  shell:
    'Write the body into a file once, sign that file and send it with `curl --data-binary @file`, not `-d`, which drops line feeds.',
} as const;
const fix =
  'Sign the bytes that are sent, and verify the bytes that are received: keep the body as bytes and never parse and write it again (SIG-3).';
const area = 'body';
const shared = { area, fix, fixIn: sameBytes } as const;

/** The body was written again from parsed JSON: other members, values or white space. */
export const bodyMistakes: readonly Mistake[] = [
  {
    ...shared,
    id: 'body-key-order',
    title: 'the signed body has its keys in another order',
    *variants(draft, { alone }) {
      yield* restructured(
        draft,
        sorted,
        sortedBackwards,
        atTop((members) => members.toReversed()),
      );
      if (!alone) return;
      const json = jsonOf(draft.body);
      if (json?.kind !== 'object' || json.members.length > 5) return;
      for (const members of [...permutations(json.members)].slice(1))
        for (const style of [undefined, compact, spaced, ...prettyStyles.slice(0, 4)]) {
          const ordered: JsonText = { ...json, members };
          if (style === undefined) yield* restructured(draft, () => ordered);
          else yield* rewritten(draft, () => writeJson(ordered, style));
        }
    },
  },
  {
    ...shared,
    id: 'body-null-dropped',
    title: 'the signed body leaves out a parameter that is null in the other, or the other way round',
    *variants(draft, { optionalFields }) {
      yield* restructured(draft, withoutNull);
      for (const name of optionalFields)
        yield* restructured(draft, (json) => {
          if (json.kind !== 'object' || json.members.some((member) => member.name === `"${name}"`))
            return undefined;
          return {
            ...json,
            members: [...json.members, { name: `"${name}"`, value: { kind: 'scalar', raw: 'null' } }],
          };
        });
    },
  },
  {
    ...shared,
    id: 'body-empty-dropped',
    title: 'the signed body leaves out a parameter that is an empty string',
    *variants(draft) {
      yield* restructured(
        draft,
        eachValue((value) => (value.kind === 'string' && value.raw === '""' ? undefined : value)),
      );
    },
  },
  {
    ...shared,
    id: 'body-number-for-string',
    title: 'a value is a number or boolean in one body and a string in the other',
    fix: 'Every value is a JSON string (REQ-1): declare the fields as strings, and sign and send the same bytes (SIG-3).',
    *variants(draft) {
      yield* restructured(draft, eachValue(unquoted), eachValue(quoted));
      const json = jsonOf(draft.body);
      if (json?.kind !== 'object') return;
      for (const [index] of json.members.entries())
        yield* restructured(draft, atMember(index, unquoted), atMember(index, quoted));
    },
  },
  {
    ...shared,
    id: 'body-number-rounded',
    title: 'a number was read as a floating-point number and written again',
    *variants(draft) {
      yield* restructured(
        draft,
        eachValue((value) =>
          value.kind === 'scalar' && /\d/.test(value.raw)
            ? { ...value, raw: JSON.stringify(Number(value.raw)) }
            : value,
        ),
      );
    },
  },
  {
    ...shared,
    id: 'body-compact',
    title: 'the signed body is compact JSON, the other one has white space',
    variants: (draft) => inStyles(draft, [compact]),
  },
  {
    ...shared,
    id: 'body-spaced',
    title: "the signed body has a blank after each comma and colon, as Python's json.dumps writes",
    language: 'Python',
    fix: `${fix} Python's json.dumps writes blanks unless it is given separators=(',', ':').`,
    variants: (draft) => inStyles(draft, [spaced, { comma: ', ', colon: ':' }, { comma: ',', colon: ': ' }]),
  },
  {
    ...shared,
    id: 'body-pretty',
    title: 'the signed body is indented JSON, the other one is not, or differently',
    variants: (draft) => inStyles(draft, prettyStyles),
  },
  {
    ...shared,
    id: 'body-white-space-removed',
    title: 'all white space was removed from the signed body, in the values too',
    *variants(draft) {
      yield* rewritten(
        draft,
        (text) => text.replaceAll(/\s/g, ''),
        (text) => text.replaceAll(/[\r\n]/g, ''),
        (text) => text.replaceAll(/[\r\n\t]/g, ''),
        (text) => text.replaceAll(/ {2,}/g, ' '),
      );
    },
  },
  {
    ...shared,
    id: 'body-printed-object',
    title: 'the signed body is an object printed by the language, not JSON',
    *variants(draft, { alone }) {
      const json = jsonOf(draft.body);
      if (!alone || json?.kind !== 'object') return;
      const pairs = json.members.map(({ name, value }) => [plain(name), scalarText(value)] as const);
      yield* rewritten(
        draft,
        () => '[object Object]',
        () => 'Array',
        () => 'null',
        () => `{${pairs.map(([name, value]) => `${name}=${value}`).join(', ')}}`,
        () => pairs.map(([name, value]) => `${name}=${value}`).join('&'),
        () =>
          pairs
            .toSorted(([one], [other]) => byCharacter(one, other))
            .map(([name, value]) => `${name}=${value}`)
            .join('&'),
        () =>
          `{${pairs.map(([name, value]) => `'${name}': ${value === 'null' ? 'None' : `'${value}'`}`).join(', ')}}`,
        () =>
          `map[${pairs
            .toSorted(([one], [other]) => byCharacter(one, other))
            .map(([name, value]) => `${name}:${value}`)
            .join(' ')}]`,
      );
    },
  },
  {
    ...shared,
    id: 'body-string-of-json',
    title: 'the signed body is JSON written as a JSON string, or the one that is sent is',
    *variants(draft) {
      const json = jsonOf(draft.body);
      yield* rewritten(draft, JSON.stringify, () => (json?.kind === 'string' ? plain(json.raw) : undefined));
    },
  },
];

function atTop(
  change: (members: readonly JsonMember[]) => readonly JsonMember[],
): (json: JsonText) => JsonText {
  return (json) => (json.kind === 'object' ? { ...json, members: change(json.members) } : json);
}

/** 0 for equal texts, which stay in their order so in every engine. */
const byCharacter = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const byName = ({ name: one }: JsonMember, { name: other }: JsonMember): number => byCharacter(one, other);
const sorted = eachValue((json) => atTop((members) => members.toSorted(byName))(json));
const sortedBackwards = eachValue((json) => atTop((members) => members.toSorted(byName).toReversed())(json));
const withoutNull = eachValue((value) =>
  value.kind === 'scalar' && value.raw === 'null' ? undefined : value,
);

function unquoted(value: JsonText): JsonText {
  return value.kind === 'string' && /^"(-?(0|[1-9]\d*)(\.\d+)?|true|false|null)"$/.test(value.raw)
    ? { kind: 'scalar', raw: value.raw.slice(1, -1) }
    : value;
}

function quoted(value: JsonText): JsonText {
  return value.kind === 'scalar' && value.raw !== 'null' ? { kind: 'string', raw: `"${value.raw}"` } : value;
}

function atMember(index: number, change: (value: JsonText) => JsonText): (json: JsonText) => JsonText {
  return atTop((members) =>
    members.map((member, place) => (place === index ? { ...member, value: change(member.value) } : member)),
  );
}

/** The characters that a JSON string stands for. */
function plain(raw: string): string {
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw;
  }
}

function scalarText(value: JsonText): string {
  return value.kind === 'string' ? plain(value.raw) : writeJson(value, compact);
}

function* permutations<Item>(items: readonly Item[]): Iterable<readonly Item[]> {
  if (items.length < 2) {
    yield items;
    return;
  }
  for (const [index, item] of items.entries())
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
}
