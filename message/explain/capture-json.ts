import { decodeBase64 } from '../base64.js';
import { type Capture, CaptureError, type CapturedMessage, oneLine } from './capture.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a HAR file or entry, the exchange of a client's error, or JSON with method, url, headers and body.
 * @throws CaptureError, also for a line of the server's log, which holds no header and no body
 */
export function readJsonExchange(text: string, file: string): Capture {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CaptureError(`${file} begins like JSON but is not JSON`);
  }
  const found = entryOf(value);
  if (found === undefined)
    throw new CaptureError(`${file} is JSON, but neither a HAR entry nor method, url, headers and body`);
  if (!('request' in found || 'headers' in found)) throw logLine(found, file);
  const request = isFields(found['request']) ? found['request'] : found;
  const response = found['response'];
  return {
    form: 'startedDateTime' in found ? 'HAR' : 'JSON',
    notes: [],
    request: {
      method: textOf(request['method']) ?? 'POST',
      target: targetOf(request),
      ...messageOf(request, 'postData'),
    },
    ...(isFields(response) ? { response: messageOf(response, 'content') } : {}),
  };
}

/** Of a HAR with several entries the last that has a Signature. */
function entryOf(value: unknown): Fields | undefined {
  if (!isFields(value)) return undefined;
  const log = value['log'];
  const entries = isFields(log) && Array.isArray(log['entries']) ? log['entries'].filter(isFields) : [value];
  return entries.findLast((entry) => /"signature"/i.test(JSON.stringify(entry))) ?? entries.at(-1);
}

function logLine(line: Fields, file: string): CaptureError {
  const reason = textOf(line['reason']);
  const said = reason === undefined ? '' : ` The log says: ${oneLine(reason)}.`;
  return new CaptureError(
    `${file} is a line of a log: it holds no headers and no body, without which nothing can be verified.${said} Give the request: --request request.http, or JSON with method, url, headers and body`,
  );
}

function messageOf(message: Fields, har: 'postData' | 'content'): CapturedMessage {
  const inHar = message[har];
  const body = message['body'] ?? message['bodyText'];
  return { headers: headersOf(message['headers']), body: isFields(inHar) ? harBody(inHar) : bytesOf(body) };
}

function harBody(content: Fields): Uint8Array | undefined {
  const text = textOf(content['text']);
  if (text === undefined) return undefined;
  return content['encoding'] === 'base64' ? decodeBase64(text) : new TextEncoder().encode(text);
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  return isFields(body) ? new TextEncoder().encode(JSON.stringify(body)) : undefined;
}

function targetOf(request: Fields): string {
  const url = textOf(request['target']) ?? textOf(request['url']) ?? textOf(request['path']) ?? '';
  return url;
}

/** Both forms: a list of names and values (HAR), or an object. */
function headersOf(headers: unknown): Record<string, string> {
  const pairs = Array.isArray(headers)
    ? headers.filter(isFields).map((header) => [header['name'], header['value']] as const)
    : isFields(headers)
      ? Object.entries(headers)
      : [];
  return Object.fromEntries(
    pairs.flatMap(([name, value]) =>
      typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
