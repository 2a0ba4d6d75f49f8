import { curlCommand } from './curl.js';
import type { Mask } from './masking.js';
import type { ShownExchange } from './report.js';
import type { Target } from './target.js';
import type { Exchange } from './wire.js';

/** How much of a body or a header is shown, in characters. */
const shownLength = 2000;

/** An exchange as reports show it: secrets masked, what is long cut. */
export function showExchange({ sent, arrival }: Exchange, { url }: Target, mask: Mask): ShownExchange {
  const headers = (all: readonly (readonly [string, string])[]) =>
    all.map(([name, value]) => [name, cut(mask.text(value))] as const);
  const body = mask.bytes(sent.body);
  const request = {
    method: sent.method,
    url: url.origin + sent.path,
    headers: headers(sent.headers),
    body: cut(body.toString()),
  };
  const curl = curlCommand(url, { ...sent, body });
  if (arrival.kind === 'none') return { request, failure: arrival.detail, curl };
  const { status } = arrival;
  const response = {
    status,
    headers: headers(arrival.headers),
    body: cut(mask.bytes(arrival.body).toString()),
  };
  return { request, response, curl };
}

function cut(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}… (${text.length} characters)`;
}
