import type { Parameters } from '../exchange/changes.js';
import { membersOf, objectWith } from '../exchange/json-members.js';

/** A JSON text written again, without its blanks. */
const compact = (text: string): string => JSON.stringify(JSON.parse(text));
/** Where the time ends in a content: after its first line, the first point that follows a Z. */
const afterTime = (content: string): number =>
  (/\n[\s\S]*?\d\d:\d\d:[\d.]+Z\./.exec(content)?.[0].length ?? 0) + content.indexOf('\n');
const timeIn = (content: string): string =>
  /\d{4}-\d\d-\d\dT[\d:.]+Z\.$/.exec(content.slice(0, afterTime(content)))?.[0] ?? '';
const withoutTime = (content: string): string =>
  content.slice(0, afterTime(content) - timeIn(content).length) + content.slice(afterTime(content));
const withoutClient = (content: string): string =>
  content.slice(0, content.indexOf('\n') + 1) + timeIn(content) + content.slice(afterTime(content));

/** The same parts in another form, as servers that misread the contract sign and verify them. */
export const otherForms: Readonly<Record<string, (content: string) => string>> = {
  'another method': (content) => content.replace('POST', 'GET'),
  'the method in lower case': (content) => content.replace('POST', 'post'),
  'CRLF in place of the line feed': (content) => content.replace('\n', '\r\n'),
  'no method and path': (content) => content.slice(content.indexOf('\n') + 1),
  'one more line feed': (content) => `${content}\n`,
  'no Client-Id': withoutClient,
  'no Request-Time': withoutTime,
  'no body': (content) => content.slice(0, afterTime(content)),
  'the body alone': (content) => content.slice(afterTime(content)),
  'a comma in place of the first point': (content) => {
    const at = afterTime(content) - timeIn(content).length - 1;
    return `${content.slice(0, at)},${content.slice(at + 1)}`;
  },
};

/** Bodies, and what is signed in their place by a server that writes them again. */
export const rewritings: Readonly<
  Record<string, readonly [body: (own: Parameters) => string, signed: (sent: string) => string]>
> = {
  'pretty-printed, compact when signed': [(own) => JSON.stringify(own, null, 2), compact],
  'members sorted when signed': [
    (own) => JSON.stringify(Object.fromEntries(Object.entries(own).sort().reverse())),
    (sent) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(sent) as object).sort())),
  ],
  'null left out when signed': [
    (own) => objectWith(own, '"note":null'),
    (sent) => JSON.stringify(withoutNull(sent)),
  ],
  'a blank at the end left out when signed': [(own) => `${JSON.stringify(own)} `, (sent) => sent.trimEnd()],
  'CRLF as a line feed when signed': [
    (own) => `{${membersOf(own).join(',\r\n')}}`,
    (sent) => sent.replaceAll('\r\n', '\n'),
  ],
  'on one line when signed': [
    (own) => `{${membersOf(own).join(',\n')}}`,
    (sent) => sent.replaceAll('\n', ''),
  ],
  'characters composed when signed': [
    (own) => objectWith(own, '"note":"e\u0301"'),
    (sent) => sent.normalize('NFC'),
  ],
  'escapes decoded when signed': [
    (own) => objectWith(own, '"note":"\\u0061"'),
    (sent) => sent.replace('\\u0061', 'a'),
  ],
  'a slash without its escape when signed': [
    (own) => objectWith(own, '"note":"a\\/b"'),
    (sent) => sent.replace('\\/', '/'),
  ],
  'in ASCII when signed': [(own) => objectWith(own, '"note":"é"'), inAscii],
};

function withoutNull(text: string): object {
  return Object.fromEntries(Object.entries(JSON.parse(text) as object).filter(([, value]) => value !== null));
}

/** A JSON text with escapes for everything beyond ASCII. */
function inAscii(text: string): string {
  return text.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
