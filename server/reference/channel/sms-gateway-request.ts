import { maskUrl } from './masked-url.js';
import { fillIn, placeholdersOf, requireKnownPlaceholders } from './template.js';

/** The request that a gateway expects. */
export interface SmsGatewayRequestOptions {
  /**
   * URL of the gateway. Its query may contain placeholders; user and password in it become an `Authorization: Basic` header.
   */
  readonly url: string;
  /** Default `POST`. A `GET` has no body. */
  readonly method?: 'POST' | 'PUT' | 'GET';
  /** Sent with each message. Their values may be secrets and are never shown. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON or `application/x-www-form-urlencoded`: how the values in the body are encoded. Default `application/json`. */
  readonly contentType?: string;
  /**
   * The body, with placeholders: `{to}` the address as the MPP has it, `{toDigits}` only its digits, `{text}` the message,
   * `{code}` the OTP alone, `{verifyRequestId}`.
   */
  readonly bodyTemplate?: string;
}

/** The values of the placeholders. */
export type SmsValues = Readonly<Record<(typeof placeholders)[number], string>>;

interface Body {
  readonly template: string;
  readonly encode: (value: string) => string;
}

const placeholders = ['to', 'toDigits', 'text', 'code', 'verifyRequestId'] as const;

/** The requests to one gateway, made from its templates. Values are encoded, so that no value can change the rest. */
export class SmsGatewayRequest {
  readonly #url: string;
  readonly #method: string;
  readonly #headers: Headers;
  readonly #body: Body | undefined;

  /** @throws RangeError for an option that cannot be used; the message contains no password, header value or key */
  constructor({ url, method = 'POST', headers = {}, contentType, bodyTemplate }: SmsGatewayRequestOptions) {
    const target = readUrl(url);
    this.#method = readMethod(method);
    this.#headers = readHeaders(headers);
    this.#body = bodyTemplate === undefined ? undefined : readBody(bodyTemplate, contentType);
    if (bodyTemplate === undefined && contentType !== undefined) {
      throw new RangeError('contentType without bodyTemplate: leave it out, or give the body');
    }
    if (bodyTemplate !== undefined) {
      if (method === 'GET')
        throw new RangeError('a GET has no body: put the placeholders into the query of url');
      this.#headers.set('content-type', contentType ?? 'application/json');
    }
    if (target.authorization !== undefined) {
      if (this.#headers.has('authorization')) {
        throw new RangeError('url has user and password, and headers has Authorization: drop one');
      }
      this.#headers.set('authorization', target.authorization);
    }
    this.#url = target.url;
    const used = [this.#url, bodyTemplate ?? ''].flatMap(placeholdersOf);
    if (!used.includes('to') && !used.includes('toDigits')) {
      throw new RangeError(
        'neither bodyTemplate nor url holds {to} or {toDigits}: nobody would get the message',
      );
    }
    if (!used.includes('text') && !used.includes('code')) {
      throw new RangeError(
        'neither bodyTemplate nor url holds {text} or {code}: the message would hold no OTP',
      );
    }
  }

  /** The request for one message. It contains the OTP and the address: do not log it. */
  fill(values: SmsValues): { readonly url: string; readonly init: RequestInit } {
    const map = new Map(Object.entries(values));
    const body =
      this.#body === undefined ? {} : { body: fillIn(this.#body.template, map, this.#body.encode) };
    return {
      url: fillIn(this.#url, map, queryText),
      init: { method: this.#method, headers: this.#headers, ...body },
    };
  }
}

function readUrl(text: string): { readonly url: string; readonly authorization: string | undefined } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // A malformed URL is not shown: its password could be anywhere.
  if (url === undefined)
    throw new RangeError('the gateway url is not a URL; expected https://gateway.example.com/sms');
  const shown = maskUrl(url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new RangeError(`the gateway url ${shown} must begin with https:// or http://`);
  }
  if (url.hash !== '')
    throw new RangeError(`the gateway url ${shown} has a fragment (#), which is never sent: drop it`);
  const { username, password, search } = url;
  if (placeholdersOf(text.split('?', 1).join()).length > 0) {
    // In a path, a value such as `..` would change the target, and no encoding prevents that.
    throw new RangeError(`the gateway url ${shown} may hold placeholders in its query only`);
  }
  requireEncoded('the query of the gateway url', search);
  requireKnownPlaceholders('the query of the gateway url', search, placeholders);
  url.username = '';
  url.password = '';
  if (username === '' && password === '') return { url: url.href, authorization: undefined };
  return { url: url.href, authorization: basic(username, password, shown) };
}

function basic(username: string, password: string, shown: string): string {
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  } catch {
    throw new RangeError(`the gateway url ${shown} has a % in user or password that is not written as %25`);
  }
}

// A method from the environment can be any text.
function readMethod(method: string): string {
  if (['POST', 'PUT', 'GET'].includes(method)) return method;
  throw new RangeError(`method must be POST, PUT or GET, not ${JSON.stringify(method)}`);
}

function readHeaders(headers: Readonly<Record<string, string>>): Headers {
  const read = new Headers();
  let position = 0;
  for (const [name, value] of Object.entries(headers)) {
    position += 1;
    try {
      read.append(name, value);
    } catch {
      // The error itself quotes the value; and what stands as a name may be a whole header.
      throw new RangeError(
        `headers has a name or a value that HTTP does not allow, as its ${position}. entry`,
      );
    }
  }
  if (read.has('content-type')) throw new RangeError('headers has Content-Type: set contentType instead');
  return read;
}

function readBody(template: string, contentType = 'application/json'): Body {
  requireKnownPlaceholders('bodyTemplate', template, placeholders);
  const [mediaType = ''] = contentType.toLowerCase().split(';');
  if (/^application\/(.+\+)?json$/.test(mediaType.trim())) {
    requireJson(template);
    return { template, encode: jsonText };
  }
  if (mediaType.trim() === 'application/x-www-form-urlencoded') {
    requireEncoded('bodyTemplate', template);
    return { template, encode: formText };
  }
  const known = 'application/json or application/x-www-form-urlencoded';
  throw new RangeError(`contentType must be ${known}, not ${JSON.stringify(contentType)}`);
}

// A placeholder outside a string is no JSON: in a template that parses, each stands in a string, where `jsonText` fits.
function requireJson(template: string): void {
  try {
    JSON.parse(template);
  } catch {
    // The error itself quotes the template, which may hold keys.
    throw new RangeError(
      'bodyTemplate is not JSON; each placeholder must stand in a string, such as {"to":"{to}"}',
    );
  }
}

function requireEncoded(where: string, template: string): void {
  if (!/^(?:[!-$&-~]|%[0-9A-Fa-f]{2})*$/.test(template)) {
    throw new RangeError(
      `${where} must be percent-encoded, apart from its placeholders: a blank is %20, a + is %2B`,
    );
  }
}

function jsonText(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function formText(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}

// Not every gateway takes a + in a query for a blank.
function queryText(value: string): string {
  return formText(value).replaceAll('+', '%20');
}
