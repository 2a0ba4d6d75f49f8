import { createSign } from 'node:crypto';
import { connect } from 'node:net';

/** How one of the vendor's SDKs shapes a request. Facts, seen in their code of 2026-08; .NET is read, not run. */
export interface VendorShape {
  readonly name: string;
  /** `absolute` has scheme and host in the request line, as for a proxy. */
  readonly target: 'origin' | 'absolute';
  readonly accept: string | undefined;
  readonly time: (now: Date) => string;
  readonly encode: (base64: string) => string;
  /** The blanks after the commas of the Signature header. */
  readonly separator: string;
  /** Whether it looks for response headers by their lower-case names only. */
  readonly readsLowerCaseOnly: boolean;
  /** Whether the contract allows what it sends. */
  readonly isInContract: boolean;
}

const textTypes = 'text/plain,text/xml,text/javascript,text/html';
const epochMs = (now: Date): string => String(now.getTime());
const iso = (now: Date): string => now.toISOString();

export const vendorShapes: readonly VendorShape[] = [
  {
    name: 'Java',
    target: 'origin',
    accept: textTypes,
    time: epochMs,
    encode: encodeURIComponent,
    separator: ',',
    readsLowerCaseOnly: false,
    isInContract: false,
  },
  {
    name: 'Python',
    target: 'absolute',
    accept: textTypes,
    time: (now) => iso(now).replace(/\.\d+Z$/, '+00:00'),
    encode: encodeURIComponent,
    separator: ',',
    readsLowerCaseOnly: true,
    isInContract: false,
  },
  {
    name: 'PHP',
    target: 'origin',
    accept: '*/*',
    time: (now) => iso(now).replace(/\.\d+Z$/, '+0000'),
    encode: encodeURIComponent,
    separator: ', ',
    readsLowerCaseOnly: true,
    isInContract: true,
  },
  {
    name: 'Go',
    target: 'origin',
    accept: undefined,
    time: epochMs,
    encode: encodeURIComponent,
    separator: ',',
    readsLowerCaseOnly: false,
    isInContract: false,
  },
  {
    name: '.NET',
    target: 'origin',
    accept: undefined,
    time: (now) => iso(now).replace('Z', '4567Z'),
    encode: (base64) =>
      encodeURIComponent(base64).replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    separator: ', ',
    readsLowerCaseOnly: false,
    isInContract: true,
  },
];

export interface VendorCall {
  readonly url: string;
  readonly path: string;
  readonly clientId: string;
  readonly privateKey: string;
  readonly body: string;
  readonly now: Date;
}

/** A request as the SDK puts it on the wire, signed fresh by node:crypto. */
export function vendorMessage(shape: VendorShape, call: VendorCall): string {
  const { host } = new URL(call.url);
  const time = shape.time(call.now);
  const signature = createSign('RSA-SHA256')
    .update(`POST ${call.path}\n${call.clientId}.${time}.${call.body}`)
    .sign(call.privateKey, 'base64');
  const pairs = ['algorithm=RSA256', 'keyVersion=1', `signature=${shape.encode(signature)}`];
  const target = shape.target === 'absolute' ? `http://${host}${call.path}` : call.path;
  return [
    `POST ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json; charset=UTF-8',
    ...(shape.accept === undefined ? [] : [`Accept: ${shape.accept}`]),
    `Client-Id: ${call.clientId}`,
    `Request-Time: ${time}`,
    `Signature: ${pairs.join(shape.separator)}`,
    `Content-Length: ${Buffer.byteLength(call.body)}`,
    'Connection: close',
    '',
    call.body,
  ].join('\r\n');
}

export interface VendorResponse {
  readonly status: number;
  /** Names as written on the wire. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends these bytes and reads the response to the end of the connection. */
export function exchange(url: string, message: string): Promise<VendorResponse> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(message));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
      const [statusLine = '', ...lines] = head.split('\r\n');
      const headers = lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
      });
      resolve({
        status: Number(statusLine.split(' ')[1]),
        headers: new Map(headers),
        body: rest.join('\r\n\r\n'),
      });
    });
  });
}
