import type { Mask } from './masking.js';
import { curlCommand } from './curl.js';
import type { ShownExchange } from './report.js';
import type { Target } from './target.js';
import type { Exchange } from './wire.js';

/** How much of a body is shown, in characters. */
const shownLength = 2000;

/** An exchange as reports show it. */
export function showExchange({ sent, arrival }: Exchange, { url }: Target, mask: Mask): ShownExchange {
  const headers = (all: readonly (readonly [string, string])[]) =>
    all.map(([name, value]) => [name, mask(cut(value))] as const);
  return {
    request: {
      method: sent.method,
      url: url.origin + sent.path,
      headers: headers(sent.headers),
      body: cut(mask(readable(sent.body))),
    },
    ...(arrival.kind === 'response'
      ? {
          response: {
            status: arrival.status,
            headers: headers(arrival.headers),
            body: cut(mask(readable(arrival.body))),
          },
        }
      : { failure: arrival.detail }),
    curl: mask(curlCommand(url, sent)),
  };
}

/** A body for the eye: what is not UTF-8 is shown as U+FFFD. */
function readable(body: Uint8Array): string {
  return Buffer.from(body).toString('utf8');
}

function cut(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}… (${text.length} characters)`;
}
