import type { Bytes } from '../bytes.js';

/** Text before, between and after the parts of the content to be signed. */
export interface Layout {
  readonly start: string;
  readonly afterMethod: string;
  readonly afterPath: string;
  readonly afterClientId: string;
  readonly afterTime: string;
  readonly end: string;
  /** The time stands before the Client-Id. */
  readonly timeFirst: boolean;
}

/** What is done with the whole content before it is signed. */
export type Transform = (content: Bytes) => Bytes | Promise<Bytes>;

/** A content to be signed by its parts: the right one, or one that a mistake makes of it. */
export interface Draft {
  readonly method: string;
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: Bytes;
  readonly layout: Layout;
  readonly transform?: Transform;
}

/** SIG-1, SIG-2. */
export const rightLayout: Layout = {
  start: '',
  afterMethod: ' ',
  afterPath: '\n',
  afterClientId: '.',
  afterTime: '.',
  end: '',
  timeFirst: false,
};

const encoder = new TextEncoder();

/** The bytes that a draft stands for. */
export function render(draft: Draft): Bytes | Promise<Bytes> {
  const { method, path, clientId, time, body, layout, transform } = draft;
  const [first, second] = layout.timeFirst ? [time, clientId] : [clientId, time];
  const head = encoder.encode(
    `${layout.start}${method}${layout.afterMethod}${path}${layout.afterPath}${first}${layout.afterClientId}${second}${layout.afterTime}`,
  );
  const end = encoder.encode(layout.end);
  const content = new Uint8Array(head.length + body.length + end.length);
  content.set(head);
  content.set(body, head.length);
  content.set(end, head.length + body.length);
  return transform === undefined ? content : transform(content);
}
