import type { Bytes } from '../bytes.js';
import type { Draft } from './draft.js';
import { compact, type JsonStyle, type JsonText, mapJson, readJson, writeJson } from './json-text.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const spaced: JsonStyle = { comma: ', ', colon: ': ' };
/** `JSON.stringify(…, 2)` and its kin, Jackson's, and what other serialisers write. */
export const prettyStyles: readonly JsonStyle[] = ['  ', '    ', '\t', ' ', '   '].flatMap((indent) => [
  { comma: ',', colon: ': ', indent },
  { comma: ',', colon: ' : ', indent },
]);
const styles: readonly JsonStyle[] = [
  compact,
  spaced,
  ...prettyStyles,
  { comma: ', ', colon: ':' },
  { comma: ',', colon: ': ' },
];

interface Reading {
  readonly text: string | undefined;
  json?: JsonText | undefined;
  style?: JsonStyle;
}

const readings = new WeakMap<Bytes, Reading>();

function readingOf(body: Bytes): Reading {
  const known = readings.get(body);
  if (known !== undefined) return known;
  const reading = read(body);
  readings.set(body, reading);
  return reading;
}

function read(body: Bytes): Reading {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    return { text: undefined };
  }
  const json = readJson(text.replace(/^\uFEFF/, ''));
  if (json === undefined) return { text };
  const trimmed = text.trim();
  return { text, json, style: styles.find((style) => writeJson(json, style) === trimmed) ?? compact };
}

/** The body as text; undefined when it is not UTF-8. */
export function textOf(body: Bytes): string | undefined {
  return readingOf(body).text;
}

/** The body as JSON; undefined when it is none. */
export function jsonOf(body: Bytes): JsonText | undefined {
  return readingOf(body).json;
}

export function withBytes(draft: Draft, body: Bytes): Draft {
  return { ...draft, body };
}

export function withText(draft: Draft, text: string): Draft {
  return { ...draft, body: encoder.encode(text) };
}

/** Drafts whose body is rewritten, without those that stay as they are. */
export function* rewritten(
  draft: Draft,
  ...rewrites: readonly ((text: string) => string | undefined)[]
): Iterable<Draft> {
  const text = textOf(draft.body);
  if (text === undefined) return;
  for (const rewrite of rewrites) {
    const changed = rewrite(text);
    if (changed !== undefined && changed !== text) yield withText(draft, changed);
  }
}

/** The body in other styles. */
export function* inStyles(draft: Draft, wanted: readonly JsonStyle[]): Iterable<Draft> {
  const json = jsonOf(draft.body);
  if (json === undefined) return;
  for (const style of wanted) yield* rewritten(draft, () => writeJson(json, style));
}

/** The body with another JSON, in the style that it is written in. */
export function* restructured(
  draft: Draft,
  ...changes: readonly ((json: JsonText) => JsonText | undefined)[]
): Iterable<Draft> {
  const { json, style = compact } = readingOf(draft.body);
  if (json === undefined) return;
  const before = writeJson(json, style);
  for (const change of changes) {
    const changed = change(json);
    if (changed === undefined) continue;
    const text = writeJson(changed, style);
    if (text !== before) yield withText(draft, text);
  }
}

/** The body with the characters of its strings written differently; all else stays. */
export function* withStrings(
  draft: Draft,
  ...rewrites: readonly ((raw: string) => string)[]
): Iterable<Draft> {
  if (jsonOf(draft.body) === undefined) return;
  for (const rewrite of rewrites)
    yield* rewritten(draft, (text) => text.replaceAll(/"(?:[^"\\]|\\.)*"/gsu, (raw) => rewrite(raw)));
}

/** A change to each value of the JSON. */
export function eachValue(
  replace: (value: JsonText) => JsonText | undefined,
): (json: JsonText) => JsonText | undefined {
  return (json) => mapJson(json, replace);
}
