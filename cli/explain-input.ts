import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { HttpMessages } from './explain-message.js';
import { Failure, messageOf } from './failure.js';
import { readJsonExchange } from './explain-json.js';

/**
 * Reads a file, or standard input for `-`.
 * @throws Failure (exit code 2) that names the file
 */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new Failure(`cannot read ${file === '-' ? 'standard input' : file}: ${messageOf(error)}`, 2, {
      cause: error,
    });
  }
}

/**
 * Tells a raw HTTP message, the log of curl -v, a HAR entry and JSON with method, URL, headers and body by what they look like.
 * @throws Failure (exit code 2) that says what was expected
 */
export function readMessages(bytes: Uint8Array, file: string): HttpMessages {
  const text = latin1(bytes);
  const start = text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (start.startsWith('{') || start.startsWith('['))
    return readJsonExchange(new TextDecoder().decode(bytes), file);
  if (/^[<>] /m.test(text) && !/^[A-Z]+ \S+ HTTP\//.test(start) && !start.startsWith('HTTP/'))
    return readCurlLog(text);
  return readHttpMessage(text, file);
}

const requestLine = /^([A-Za-z]+) ((?:\/|https?:)\S*)(?: HTTP\/[\d.]+)?$/;
const statusLine = /^HTTP\/[\d.]+ \d{3}/;

function readHttpMessage(text: string, file: string): HttpMessages {
  const [head = '', separator = '', rest = ''] = divided(text.replace(/^(\r?\n)+/, ''));
  const [first = '', ...lines] = head.split(/\r?\n/);
  const request = requestLine.exec(first);
  if (request === null && !statusLine.test(first))
    throw new Failure(
      `${file} does not look like a message: expected a request line (POST /path HTTP/1.1) or a status line (HTTP/1.1 200 OK), header lines, a blank line and the body; or a log of curl -v, a HAR entry, or JSON with method, url, headers and body`,
      2,
    );
  const headers = headersOf(lines);
  const { body, notes } = bodyOf(rest, headers, file);
  const [, method, target] = request ?? [];
  const message = { headers, body: separator === '' ? undefined : body };
  if (method === undefined || target === undefined) return { form: 'HTTP message', response: message, notes };
  return { form: 'HTTP message', request: { ...message, method, target }, notes };
}

/** The header, the blank line and the body. */
function divided(text: string): readonly string[] {
  const blank = /\r?\n\r?\n/.exec(text);
  return blank === null
    ? [text.trimEnd()]
    : [text.slice(0, blank.index), blank[0], text.slice(blank.index + blank[0].length)];
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':', 1);
    if (colon === -1) continue;
    headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  return headers;
}

/** As many bytes as Content-Length says: an editor may have added a line feed to the file. */
function bodyOf(
  text: string,
  headers: Readonly<Record<string, string>>,
  file: string,
): { readonly body: Uint8Array; readonly notes: readonly string[] } {
  const body = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const said = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const length = Number(said);
  if (said === undefined || !Number.isInteger(length) || length === body.length) return { body, notes: [] };
  const has = `Content-Length is ${length}, and the body in ${file} has ${body.length} bytes`;
  if (/^\s*$/.test(text.slice(length)) && length < body.length)
    return {
      body: body.subarray(0, length),
      notes: [`${has}: what the file has in addition is white space and is left out`],
    };
  return { body, notes: [`${has}: the file may not hold the body as it was sent`] };
}

/** `> ` and `< ` lead the header lines; what stands after those of the response is its body. curl does not print the request's. */
function readCurlLog(text: string): HttpMessages {
  const sent: string[] = [];
  const received: string[] = [];
  const body: string[] = [];
  let ended = false;
  for (const line of text.split('\n')) {
    const plain = line.replace(/\r$/, '');
    if (plain.startsWith('> ')) sent.push(plain.slice(2));
    else if (plain.startsWith('< ')) {
      // Of several responses, such as 100 Continue, the last counts.
      if (statusLine.test(plain.slice(2))) received.length = 0;
      received.push(plain.slice(2));
      ended = false;
    } else if (plain === '<') ended = true;
    else if (/^(\* |[{}] \[|> ?$|\*$)/.test(plain) || !ended) continue;
    else body.push(line);
  }
  const [, method, target] = requestLine.exec(sent[0] ?? '') ?? [];
  const headers = headersOf(received.slice(1));
  const read = bodyOf(body.join('\n').replace(/\n\* [^\n]*$/, ''), headers, 'the log');
  return {
    form: 'curl log',
    notes: received.length === 0 ? [] : read.notes,
    ...(method === undefined || target === undefined
      ? {}
      : { request: { method, target, headers: headersOf(sent.slice(1)), body: undefined } }),
    ...(received.length === 0 ? {} : { response: { headers, body: read.body } }),
  };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
