import { type Capture, CaptureError } from './capture.js';
import { readJsonExchange } from './capture-json.js';

/**
 * Tells a raw HTTP message, the log of curl -v, a HAR entry and JSON with method, URL, headers and body by what they look like.
 * @param file how to call it in messages
 * @throws CaptureError that says what was expected
 */
export function readCapture(bytes: Uint8Array, file: string): Capture {
  // Editors of Windows begin a file with the bytes of a byte order mark.
  const text = latin1(bytes).replace(/^\u00ef\u00bb\u00bf/, '');
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('['))
    return readJsonExchange(new TextDecoder().decode(bytes), file);
  if (/^[<>] /m.test(text) && !/^[A-Z]+ \S+ HTTP\//.test(start) && !start.startsWith('HTTP/'))
    return readCurlLog(text);
  return readHttpMessage(text, file);
}

const requestLine = /^([A-Za-z]+) ((?:\/|https?:)\S*)(?: HTTP\/[\d.]+)?$/;
const statusLine = /^HTTP\/[\d.]+ \d{3}/;

function readHttpMessage(text: string, file: string): Capture {
  const [head = '', separator = '', rest = ''] = divided(text.replace(/^(\r?\n)+/, ''));
  const [first = '', ...lines] = head.split(/\r?\n/);
  const request = readRequestLine(first);
  if (request === undefined && !statusLine.test(first))
    throw new CaptureError(
      `${file} does not look like a message: expected a request line (POST /path HTTP/1.1) or a status line (HTTP/1.1 200 OK), header lines, a blank line and the body; or a log of curl -v, a HAR entry, or JSON with method, url, headers and body`,
    );
  const headers = headersOf(lines);
  const { body, notes } = bodyOf(rest, headers, file);
  const message = { headers, body: separator === '' ? undefined : body };
  return request === undefined
    ? { form: 'HTTP message', response: message, notes }
    : { form: 'HTTP message', request: { ...message, ...request }, notes };
}

function readRequestLine(line: string): { readonly method: string; readonly target: string } | undefined {
  const match = requestLine.exec(line);
  if (match === null) return undefined;
  const [, method = '', target = ''] = match;
  return { method, target };
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

/** As many bytes as Content-Length says: an editor may have added a line feed to the file. Undefined when it has fewer. */
function bodyOf(
  text: string,
  headers: Readonly<Record<string, string>>,
  file: string,
): { readonly body: Uint8Array | undefined; readonly notes: readonly string[] } {
  const body = bytesOf(text);
  const header = (wanted: string): string | undefined =>
    Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (/\bchunked\b/i.test(header('transfer-encoding') ?? '')) {
    const whole = joinedChunks(text);
    if (whole !== undefined)
      return { body: bytesOf(whole), notes: [`the body in ${file} is in chunks: they are joined`] };
  }
  const length = Number(header('content-length'));
  if (!Number.isInteger(length) || length === body.length) return { body, notes: [] };
  const has = `Content-Length is ${length}, and the body in ${file} has ${body.length} bytes`;
  if (body.length < length) return { body: undefined, notes: [`${has}: it is not whole`] };
  if (/^\s*$/.test(text.slice(length)))
    return {
      body: body.subarray(0, length),
      notes: [`${has}: what the file has in addition is white space and is left out`],
    };
  return { body, notes: [`${has}: the file may not hold the body as it was sent`] };
}

/** Lines that curl prints of itself: what it does, how many bytes came, its progress. */
const curlTalk = /^(\* |\*$|[{}] \[|> ?$|\r? *\d.*(--|\d\d):(--|\d\d):(--|\d\d) )/;
/** On a terminal they follow a body that ends without a line feed. */
const lastWords = /\* (Connection #\d+ to host \S+ left intact|Closing connection.*)\r?$/;

/**
 * `> ` and `< ` lead the header lines; what stands after those of the response is its body, without what curl says of itself: with both
 * streams in one file the body comes last. curl does not print the request's.
 */
function readCurlLog(text: string): Capture {
  const sent: string[] = [];
  const received: string[] = [];
  const body: string[] = [];
  let ended = false;
  for (const line of text.split('\n')) {
    const plain = line.replace(/\r$/, '');
    if (/^< ?$/.test(plain)) ended = true;
    else if (plain.startsWith('> ')) sent.push(plain.slice(2));
    else if (plain.startsWith('< ')) {
      // Of several responses, such as 100 Continue, the last counts.
      if (statusLine.test(plain.slice(2))) received.length = body.length = 0;
      received.push(plain.slice(2));
      ended = false;
    } else if (ended && !curlTalk.test(plain)) body.push(line.replace(lastWords, ''));
  }
  const request = readRequestLine(sent[0] ?? '');
  const headers = headersOf(received.slice(1));
  const read = bodyOf(body.join('\n'), headers, 'the log');
  return {
    form: 'curl log',
    notes: read.notes,
    ...(request === undefined
      ? {}
      : { request: { ...request, headers: headersOf(sent.slice(1)), body: undefined } }),
    ...(received.length === 0 ? {} : { response: { headers, body: read.body } }),
  };
}

/** The chunks of a body, joined; undefined when the text is not in chunks: most tools show the body without them. */
function joinedChunks(text: string): string | undefined {
  let whole = '';
  for (let rest = text; ;) {
    const [line = '', hex = ''] = /^([0-9a-f]+)(?:;[^\r\n]*)?\r?\n/i.exec(rest) ?? [];
    if (hex === '') return undefined;
    const length = Number.parseInt(hex, 16);
    if (length === 0) return whole;
    const after = rest.slice(line.length + length);
    const end = /^\r?\n/.exec(after)?.[0];
    if (end === undefined) return undefined;
    whole += rest.slice(line.length, line.length + length);
    rest = after.slice(end.length);
  }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** A character for each byte. TextDecoder's latin1 is windows-1252, which is not. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  return parts.join('');
}
