/** JSON as it is written: strings and numbers keep their characters, objects the order and the repetition of their members. */
export type JsonText =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonText[] }
  | { readonly kind: 'string'; readonly raw: string }
  | { readonly kind: 'scalar'; readonly raw: string };

export interface JsonMember {
  /** The name as it is written, with its quotation marks. */
  readonly name: string;
  readonly value: JsonText;
}

/** What is written between the values. */
export interface JsonStyle {
  readonly comma: string;
  readonly colon: string;
  /** One step of indentation; undefined: everything on one line. */
  readonly indent?: string;
}

export const compact: JsonStyle = { comma: ',', colon: ':' };

const token = /[\t\n\r ]*(?:([[\]{}:,])|("(?:[^"\\\u0000-\u001f]|\\.)*")|(-?\d[\d.eE+-]*|true|false|null))/uy;
const deepest = 32;

/** Reads JSON without interpreting it. Undefined for what is not JSON, or deeper than 32 levels. */
export function readJson(text: string): JsonText | undefined {
  const tokens: string[] = [];
  token.lastIndex = 0;
  let end = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
    end = token.lastIndex;
  }
  if (/[^\t\n\r ]/.test(text.slice(end))) return undefined;
  const reader = { tokens, at: 0 };
  const value = readValue(reader, 0);
  return reader.at === tokens.length ? value : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function readValue(reader: Reader, depth: number): JsonText | undefined {
  const first = reader.tokens[reader.at];
  reader.at += 1;
  if (first === undefined || depth > deepest) return undefined;
  if (first.startsWith('"')) return { kind: 'string', raw: first };
  if (first === '{' || first === '[') return readSeveral(reader, first, depth);
  return /[\]}:,]/.test(first) ? undefined : { kind: 'scalar', raw: first };
}

function readSeveral(reader: Reader, open: '{' | '[', depth: number): JsonText | undefined {
  const close = open === '{' ? '}' : ']';
  const members: JsonMember[] = [];
  if (reader.tokens[reader.at] === close) reader.at += 1;
  else {
    for (;;) {
      let name = '';
      if (open === '{') {
        name = reader.tokens[reader.at] ?? '';
        if (!name.startsWith('"') || reader.tokens[reader.at + 1] !== ':') return undefined;
        reader.at += 2;
      }
      const value = readValue(reader, depth + 1);
      if (value === undefined) return undefined;
      members.push({ name, value });
      const next = reader.tokens[reader.at];
      reader.at += 1;
      if (next === close) break;
      if (next !== ',') return undefined;
    }
  }
  return open === '{'
    ? { kind: 'object', members }
    : { kind: 'array', items: members.map(({ value }) => value) };
}

/** Writes JSON in a style; strings and numbers stay as they are. */
export function writeJson(json: JsonText, style: JsonStyle, depth = 0): string {
  if (json.kind === 'string' || json.kind === 'scalar') return json.raw;
  const [open, close] = json.kind === 'object' ? ['{', '}'] : ['[', ']'];
  const parts =
    json.kind === 'object'
      ? json.members.map(({ name, value }) => `${name}${style.colon}${writeJson(value, style, depth + 1)}`)
      : json.items.map((item) => writeJson(item, style, depth + 1));
  if (parts.length === 0) return `${open}${close}`;
  if (style.indent === undefined) return `${open}${parts.join(style.comma)}${close}`;
  const inner = `\n${style.indent.repeat(depth + 1)}`;
  return `${open}${inner}${parts.join(`${style.comma}${inner}`)}\n${style.indent.repeat(depth)}${close}`;
}

/** The same JSON with every value replaced, from the inside out; undefined leaves a member out. */
export function mapJson(
  json: JsonText,
  replace: (value: JsonText) => JsonText | undefined,
): JsonText | undefined {
  if (json.kind === 'object') {
    const members = json.members.flatMap(({ name, value }) => {
      const mapped = mapJson(value, replace);
      return mapped === undefined ? [] : [{ name, value: mapped }];
    });
    return replace({ kind: 'object', members });
  }
  if (json.kind === 'array') {
    const items = json.items.flatMap((item) => mapJson(item, replace) ?? []);
    return replace({ kind: 'array', items });
  }
  return replace(json);
}
