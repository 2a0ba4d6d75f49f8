import { contentToBeSigned, importPrivateKey, signContent } from '@sendotp-contract/message';
import { operations } from '@sendotp-contract/spec';

/** What the form holds of a request. */
export interface Draft {
  readonly privateKey: string;
  readonly baseUrl: string;
  readonly clientId: string;
  readonly keyVersion: string;
  readonly time: string;
  readonly body: string;
}

/** A request, ready to be sent. */
export interface PreparedRequest {
  readonly url: string;
  readonly path: string;
  readonly content: string;
  readonly hash: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const operation = operations.sendOTP;

/**
 * The request of a form, signed if there is a key.
 * @throws KeyError for a key that cannot be used; TypeError for an address that is none
 */
export async function preparedRequest(draft: Draft): Promise<PreparedRequest> {
  const url = addressOf(draft.baseUrl);
  const path = url.pathname + url.search;
  const { clientId, time, body } = draft;
  const signed = { path, clientId, time, body };
  const content = contentToBeSigned(signed);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  const signature =
    draft.privateKey.trim() === ''
      ? undefined
      : await signContent(signed, {
          keyVersion: draft.keyVersion,
          privateKey: await importPrivateKey(draft.privateKey),
        });
  return {
    url: url.href,
    path,
    content: new TextDecoder().decode(content),
    hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Request-Time': time,
      ...(signature === undefined ? {} : { Signature: signature }),
    },
    body,
  };
}

/** The operation's path is appended to an address, as the client does. */
function addressOf(baseUrl: string): URL {
  if (!URL.canParse(baseUrl)) throw new TypeError('the address is not a URL, such as http://127.0.0.1:8080');
  return new URL(baseUrl.replace(/\/+$/, '') + operation.path);
}

/** A command that sends exactly these bytes. */
export function curlCommand({ url, headers, body }: PreparedRequest): string {
  return [
    `curl -sS -i ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-binary ${quoted(body)}`,
  ].join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
