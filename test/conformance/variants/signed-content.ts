import { type Change, utf8 } from './variant.js';

/** Other forms of the content, in which servers sign and verify among themselves. */
export const otherContents: Readonly<Record<string, (content: string) => string>> = {
  'over a path with or without a slash': (content) => content.replace('\n', '/\n'),
  'over a path in small letters': (content) =>
    content.replace(/^POST .*/, (head) => `POST${head.slice(4).toLowerCase()}`),
  'over a path with something before it': (content) => content.replace('POST /', 'POST /x/'),
  'over no path': (content) => content.replace(/^POST .*/, 'POST '),
  'over CRLF': (content) => content.replace('\n', '\r\n'),
  'over the method GET': (content) => content.replace('POST', 'GET'),
  'over the method in small letters': (content) => content.replace('POST', 'post'),
  'over no method and path': (content) => content.slice(content.indexOf('\n') + 1),
  'over one more line feed': (content) => `${content}\n`,
  'over no Client-Id': (content) => content.replace(/\n.*?\.(?=\d{4}-\d\d-\d\dT)/, '\n'),
  'over a Client-Id with something after it': (content) => content.replace(/\.(?=\d{4}-\d\d-\d\dT)/, 'X.'),
  'over no time': (content) => content.replace(/(?<=\.)\d{4}-\d\d-\d\dT[\d:.]+Z\./, ''),
  'over another separator': (content) => content.replace(/\.(?=\d{4}-\d\d-\d\dT)/, ','),
  'over the body alone': (content) => content.replace(/^[\s\S]*?\.\d{4}-\d\d-\d\dT[\d:.]+Z\./, ''),
  'over no body': (content) => /^[\s\S]*?\.\d{4}-\d\d-\d\dT[\d:.]+Z\./.exec(content)?.[0] ?? content,
  'over the body with one blank more': (content) => `${content} `,
};

const parsed = (write: (value: unknown) => string) => (text: string) => write(JSON.parse(text));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function inAscii(text: string): string {
  return text.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The body, written again. */
export const otherBodies: Readonly<Record<string, (text: string) => string>> = {
  'over JSON written again': parsed((value) => JSON.stringify(value)),
  'over JSON with sorted members': parsed((value) =>
    JSON.stringify(isObject(value) ? Object.fromEntries(Object.entries(value).sort()) : value),
  ),
  'over JSON in the order of the contract': parsed((value) =>
    JSON.stringify(
      isObject(value)
        ? {
            ...Object.fromEntries(
              ['acquirerId', 'pspId', 'accessToken', 'verifyType'].flatMap((name) =>
                name in value ? [[name, value[name]]] : [],
              ),
            ),
            ...value,
          }
        : value,
    ),
  ),
  'over JSON without its nulls': parsed((value) =>
    JSON.stringify(
      isObject(value)
        ? Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
        : value,
    ),
  ),
  'over a body without blanks around it': (text) => text.trim(),
  'over a body with line feeds alone': (text) => text.replaceAll('\r\n', '\n'),
  'over a body without line breaks': (text) => text.replaceAll(/[\r\n]/g, ''),
  'over a body whose characters are composed': (text) => text.normalize('NFC'),
  'over a body with its escapes decoded': (text) =>
    text.replaceAll(/\\u00([2-7][\da-f])/gi, (all, code: string) => {
      const character = String.fromCharCode(Number.parseInt(code, 16));
      return /[\w-]/.test(character) ? character : all;
    }),
  'over a body without escaped slashes': (text) => text.replaceAll('\\/', '/'),
  'over ASCII alone': inAscii,
  'over ASCII alone in what it does not know': (text) => text.replace(/(?<="note":")[^"]*/, inAscii),
};

export function rewritten(body: Buffer, write: (text: string) => string): Buffer {
  try {
    return Buffer.from(write(utf8.decode(body)));
  } catch {
    return body;
  }
}

export const verifyingBodyAlso =
  (write: (text: string) => string): Change =>
  (good) => {
    let other: Buffer | undefined;
    let length = 0;
    return {
      signedBody: (body) => {
        other = rewritten(body, write);
        ({ length } = body);
        return body;
      },
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        (other !== undefined &&
          good.verifies(
            Buffer.concat([content.subarray(0, content.length - length), other]),
            signature,
            key,
          )),
    };
  };
