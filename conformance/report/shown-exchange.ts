import type { Exchange } from '../exchange/exchange.js';
import type { HeaderList } from '../exchange/message.js';
import { curlCommand } from './curl.js';
import type { Redaction } from './redaction.js';
import type { ShownExchange } from './report.js';

/** How much of a body or a header is shown, in characters. */
const shownLength = 2000;

/** An exchange as a report shows it: secrets masked, long texts cut. */
export function showExchange({ message, response }: Exchange, url: URL, redaction: Redaction): ShownExchange {
  const text = (value: string) => cut(redaction.text(value));
  const headers = (all: HeaderList) =>
    all.map(([name, value]) => [redaction.text(name), text(value)] as const);
  // First masked, then cut and written out byte by byte: half a token is masked no more.
  const body = redaction.bytes(message.body);
  const masked = message.headers.map(
    ([name, value]) => [name, redaction.bytes(Buffer.from(value, 'latin1')).toString('latin1')] as const,
  );
  const request = {
    method: message.method,
    url: redaction.text(message.requestTarget ?? url.origin + message.path),
    headers: headers(message.headers),
    body: text(body.toString()),
  };
  const curl = redaction.text(curlCommand(url, { ...message, headers: masked, body }));
  if (response.kind === 'none') return { request, failure: redaction.text(response.detail), curl };
  return {
    request,
    response: {
      status: response.status,
      headers: headers(response.headers),
      body: text(redaction.bytes(response.bytes).toString()),
    },
    curl,
  };
}

function cut(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}… (${text.length} characters)`;
}
