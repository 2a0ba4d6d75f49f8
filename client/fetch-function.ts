import type { NativeSignal } from './call-signal.js';

/** What this client passes to `fetch` beside the URL. Any `fetch` takes it: the runtime's own, undici's, node-fetch's. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  /** The signed bytes, as the text whose UTF-8 they are. */
  readonly body: string;
  /** A redirect is not followed, as the signed body would go to another server. */
  readonly redirect: 'manual';
  readonly signal: NativeSignal;
}

/** What this client reads of a response. Described by its shape: without the DOM library `Response` would be `any`. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { forEach(each: (value: string, name: string) => void): void };
  /** A web stream, or anything else that yields bytes, such as a stream of Node. */
  readonly body: unknown;
  readonly type?: string;
  readonly redirected?: boolean;
  /** Read where there is no stream. */
  arrayBuffer?(): PromiseLike<ArrayBuffer>;
}

/** A function such as the global `fetch`, called with a URL and an init object. */
export type FetchFunction = (url: string, init: FetchInit) => PromiseLike<FetchResponse>;
