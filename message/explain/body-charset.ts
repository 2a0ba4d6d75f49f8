import type { Bytes } from '../bytes.js';
import { textOf, withBytes } from './body-text.js';
import type { Draft } from './draft.js';

/** UTF-8 taken for another character set and the other way round; the body in another one. */
export function* inOtherCharsets(draft: Draft): Iterable<Draft> {
  const text = textOf(draft.body);
  if (text === undefined || /[^\u0000-\u007f]/.test(text)) {
    const encoder = new TextEncoder();
    yield withBytes(draft, encoder.encode(latin1(draft.body)));
    yield withBytes(draft, encoder.encode(windows1252(draft.body)));
    yield withBytes(draft, encoder.encode(new TextDecoder().decode(draft.body)));
  }
  if (text === undefined || !/[^\u0000-\u007f]/.test(text)) return;
  yield withBytes(draft, toLatin1(text.replaceAll(/[^\u0000-\u00ff]/gu, '?')));
  const backwards = from1252(text);
  if (backwards !== undefined) yield withBytes(draft, backwards);
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const toLatin1 = (text: string): Bytes => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** What Windows-1252 has for U+0080 to U+009F. The TextDecoder of several versions of Node has latin-1 there (nodejs/node#56542). */
const ofWindows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(bytes: Uint8Array): string {
  return latin1(bytes).replaceAll(/[\u0080-\u009f]/g, (control) =>
    ofWindows.charAt(control.charCodeAt(0) - 0x80),
  );
}

/** Undefined for text with a character that Windows-1252 does not have. */
function from1252(text: string): Bytes | undefined {
  const table = windows1252(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const bytes = Array.from(text, (character) => table.indexOf(character));
  return bytes.includes(-1) ? undefined : Uint8Array.from(bytes);
}
