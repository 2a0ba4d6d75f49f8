import { createSign, createVerify, type KeyObject, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A small MPP, written for the judge's own tests on node:http and node:crypto alone: it shares nothing with server/,
 * message/ or generated/. It keeps the contract; each of its habits can be replaced to break one rule on purpose.
 */
export interface Habits {
  /** The path with query of a request target, which may be an absolute URL. */
  readonly pathOf: (target: string) => string;
  /** Whether a request at this path is answered at all. */
  readonly answers: (path: string) => boolean;
  readonly path: (path: string) => boolean;
  readonly method: (method: string) => boolean;
  readonly mediaType: (headers: IncomingMessage['headers']) => boolean;
  readonly bodyLimit: number;
  /** Reads a header by its name in small letters. */
  readonly header: (request: IncomingMessage, name: string) => string | undefined;
  readonly client: (clientId: string | undefined) => boolean;
  /** ms since the epoch, or undefined for what is no time. */
  readonly time: (text: string) => number | undefined;
  readonly toleranceMs: number;
  readonly signatureHeader: (text: string) => SignatureParts | undefined;
  /** The code for a Signature that cannot be read, and for a body outside the schema. */
  readonly malformed: string;
  readonly illegal: string;
  readonly keyVersion: (version: string | undefined) => string | undefined;
  readonly decodeSignature: (value: string) => Buffer | undefined;
  readonly signedPath: (path: string, target: string) => string;
  readonly signedBody: (body: Buffer) => Buffer;
  readonly signedTime: (time: string) => string;
  readonly signedClient: (clientId: string) => string;
  /** Whether a signature verifies over the content with the key of this version. */
  readonly verifies: (content: Buffer, signature: Buffer, key: KeyObject) => boolean;
  readonly json: (body: Buffer) => unknown;
  readonly schema: (body: Record<string, unknown>) => boolean;
  readonly agreement: (body: Record<string, unknown>) => boolean;
  /** The key of the replay store, or undefined to keep nothing. */
  readonly replayKey: (
    content: Buffer,
    signatureHeader: string,
    request: IncomingMessage,
  ) => string | undefined;
  /** What a message that came before is answered, when it was `code` then. */
  readonly replayed: (code: string) => string;
  /** Ready-made outcomes are looked up and kept in one step, or in two. */
  readonly reserves: boolean;
  readonly outcome: (token: string, verifyType: unknown) => string;
  readonly verifyRequestId: () => string;
  /** The checks in their order. */
  readonly order: (checks: readonly Check[]) => readonly Check[];
  readonly codes: Readonly<Record<string, readonly [status: string, message: string]>>;
  readonly status: (code: string) => number;
  readonly body: (body: Record<string, unknown>, code: string) => unknown;
  readonly bytes: (text: string) => Buffer;
  readonly headers: (headers: Record<string, string>, code: string) => Record<string, string>;
  readonly responseTime: () => string;
  readonly responsePath: (path: string, target: string) => string;
  readonly headerName: (name: string) => string;
  readonly responseClient: (clientId: string) => string;
  readonly signsBytes: (bytes: Buffer) => Buffer;
  readonly writeSignature: (base64: string) => string;
}

export interface SignatureParts {
  readonly algorithm: string | undefined;
  readonly keyVersion: string | undefined;
  readonly signature: string;
}

export type Check =
  | 'path'
  | 'method'
  | 'mediaType'
  | 'size'
  | 'client'
  | 'time'
  | 'signature'
  | 'tolerance'
  | 'traffic'
  | 'schema'
  | 'agreement'
  | 'user';

/** Whom the server knows. */
export interface World {
  readonly clientId: string;
  readonly throttledClientId: string;
  readonly acquirerId: string;
  readonly pspId: string;
  /** The caller's public keys by version, the newest last. */
  readonly callerKeys: Readonly<Record<string, KeyObject>>;
  /** The MPP's private key. */
  readonly privateKey: KeyObject;
  readonly keyVersion: string;
  /** How many characters a parameter may have. */
  readonly maxLengths: Readonly<Record<'acquirerId' | 'pspId' | 'accessToken', number>>;
}

const table: Habits['codes'] = {
  SUCCESS: ['S', 'Success'],
  ACCESS_DENIED: ['F', 'Access is denied.'],
  EXPIRED_ACCESS_TOKEN: ['F', 'The access token is expired.'],
  INVALID_CLIENT: ['F', 'The client is invalid.'],
  INVALID_SIGNATURE: ['F', 'The signature is invalid.'],
  INVALID_TOKEN: ['F', 'The access token is invalid.'],
  KEY_NOT_FOUND: ['F', 'The key is not found.'],
  MEDIA_TYPE_NOT_ACCEPTABLE: [
    'F',
    'The server does not implement the media type that is acceptable to the client.',
  ],
  METHOD_NOT_SUPPORTED: ['F', 'The server does not implement the requested HTTPS method.'],
  NO_INTERFACE_DEF: ['F', 'API is not defined.'],
  OTP_SEND_TIMES_EXCEED_LIMIT: ['F', 'The times of sending OTP exceed the limit.'],
  PARAM_ILLEGAL: ['F', 'Illegal parameters. For example, non-numeric input, invalid date.'],
  PROCESS_FAIL: ['F', 'A general business failure occurred. Do not retry.'],
  USER_NOT_EXIST: ['F', 'The user does not exist.'],
  USER_STATUS_ABNORMAL: ['F', 'The user status is abnormal.'],
  REQUEST_TRAFFIC_EXCEED_LIMIT: ['U', 'The request traffic exceeds the limit.'],
  UNKNOWN_EXCEPTION: ['U', 'An API call failed, which is caused by unknown reasons.'],
};

/** Its users, by access token. */
export const tokens = {
  valid: 'token-of-ada',
  expired: 'token-of-last-year',
  cancelled: 'token-taken-back',
  unknownUser: 'token-of-nobody',
  frozen: 'token-of-a-frozen-user',
  atLimit: 'token-of-an-eager-user',
  noEmail: 'token-of-a-user-without-email',
  refused: 'token-of-a-dead-phone',
  unanswered: 'token-of-a-silent-phone',
} as const;

const outcomes: Readonly<Record<string, string>> = {
  [tokens.valid]: 'SUCCESS',
  [tokens.expired]: 'EXPIRED_ACCESS_TOKEN',
  [tokens.unknownUser]: 'USER_NOT_EXIST',
  [tokens.frozen]: 'USER_STATUS_ABNORMAL',
  [tokens.atLimit]: 'OTP_SEND_TIMES_EXCEED_LIMIT',
  [tokens.noEmail]: 'SUCCESS',
  [tokens.refused]: 'PROCESS_FAIL',
  [tokens.unanswered]: 'UNKNOWN_EXCEPTION',
};

export const isoTime = (text: string): number | undefined => {
  const form = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const colon = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${colon}`);
  const exists = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return Number.isNaN(at) || !exists ? undefined : at;
};

export const signatureParts = (text: string): SignatureParts | undefined => {
  const pairs = new Map<string, string>();
  for (const part of text.split(',')) {
    const [, key, value] = /^[ \t]*(algorithm|keyVersion|signature)=(.+?)[ \t]*$/.exec(part) ?? [];
    if (key === undefined || value === undefined || pairs.has(key)) return undefined;
    pairs.set(key, value);
  }
  const signature = pairs.get('signature');
  if (signature === undefined) return undefined;
  return { algorithm: pairs.get('algorithm'), keyVersion: pairs.get('keyVersion'), signature };
};

export const decodeSignature = (value: string): Buffer | undefined => {
  let text = value;
  try {
    if (value.includes('%')) text = decodeURIComponent(value);
  } catch {
    return undefined;
  }
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
};

export const length = (value: string): number => Array.from(value).length;

export const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value !== '' && length(value) <= most;

export const mediaTypeFits: Habits['mediaType'] = ({
  accept,
  'content-type': type,
  'content-encoding': encoding,
}) => {
  const takesJson =
    accept === undefined ||
    accept
      .split(',')
      .some((range) => /^\s*(\*\/\*|application\/(\*|json))\s*(;|$)/.test(range) && !/q=0$/.test(range));
  return (
    takesJson &&
    (encoding === undefined || encoding === 'identity') &&
    (type === undefined || /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type))
  );
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function goodHabits(world: World): Habits {
  return {
    pathOf: (target) => target.replace(/^https?:\/\/[^/?]*/i, ''),
    answers: () => true,
    path: (path) => path === '/aps/api/v1/users/sendOTP',
    method: (method) => method === 'POST',
    mediaType: mediaTypeFits,
    bodyLimit: 65_536,
    header: (request, name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    client: (clientId) => clientId === world.clientId || clientId === world.throttledClientId,
    time: isoTime,
    toleranceMs: 600_000,
    signatureHeader: (text) => {
      const parts = signatureParts(text);
      return parts === undefined || (parts.algorithm ?? 'RSA256').toUpperCase() !== 'RSA256'
        ? undefined
        : parts;
    },
    malformed: 'INVALID_SIGNATURE',
    illegal: 'PARAM_ILLEGAL',
    keyVersion: (version) => version ?? Object.keys(world.callerKeys).at(-1),
    decodeSignature,
    signedPath: (path) => path,
    signedBody: (body) => body,
    signedTime: (time) => time,
    signedClient: (clientId) => clientId,
    verifies: (content, signature, key) => createVerify('RSA-SHA256').update(content).verify(key, signature),
    json: (body) => JSON.parse(utf8.decode(body)) as unknown,
    schema: ({ acquirerId, pspId, accessToken, verifyType }) =>
      isText(acquirerId, world.maxLengths.acquirerId) &&
      isText(pspId, world.maxLengths.pspId) &&
      isText(accessToken, world.maxLengths.accessToken) &&
      [undefined, null, 'MOBILE', 'EMAIL'].some((allowed) => allowed === verifyType),
    agreement: ({ acquirerId, pspId }) => acquirerId === world.acquirerId && pspId === world.pspId,
    replayKey: (content) => content.toString('latin1'),
    replayed: (code) => code,
    reserves: true,
    outcome: (token, verifyType) => {
      if (token === tokens.noEmail && verifyType === 'EMAIL') return 'PROCESS_FAIL';
      return outcomes[token] ?? 'INVALID_TOKEN';
    },
    verifyRequestId: () => randomBytes(16).toString('hex'),
    order: (checks) => checks,
    codes: table,
    status: () => 200,
    body: (body) => body,
    bytes: (text) => Buffer.from(text),
    headers: (headers) => headers,
    responseTime: () => new Date().toISOString(),
    responsePath: (path) => path,
    headerName: (name) => name.toLowerCase(),
    responseClient: (clientId) => clientId,
    signsBytes: (bytes) => bytes,
    writeSignature: (base64) =>
      `algorithm=RSA256, keyVersion=${world.keyVersion}, signature=${encodeURIComponent(base64)}`,
  };
}

const checks: readonly Check[] = [
  'path',
  'method',
  'mediaType',
  'size',
  'client',
  'time',
  'signature',
  'tolerance',
  'traffic',
  'schema',
  'agreement',
  'user',
];

interface Ending {
  readonly code: string;
  readonly verifyRequestId?: string;
}

/** Starts a server with these habits in place of the good ones. */
export async function startVariant(
  world: World,
  change: (good: Habits) => Partial<Habits> = () => ({}),
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const good = goodHabits(world);
  const habits = { ...good, ...change(good) };
  const replays = new Map<string, Promise<Ending>>();
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (habits.answers(request.url ?? ''))
        void answer(habits, world, replays, request, response, Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        http.close(() => {
          resolve();
        });
        http.closeAllConnections();
      }),
  };
}

async function answer(
  habits: Habits,
  world: World,
  replays: Map<string, Promise<Ending>>,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const target = request.url ?? '';
  const clientId = String(request.headers['client-id'] ?? '');
  const { code, verifyRequestId } = await decide(habits, world, replays, request, body);
  const [resultStatus, resultMessage] = habits.codes[code] ?? ['U', ''];
  const result = { resultStatus, resultCode: code, resultMessage };
  const bytes = habits.bytes(
    JSON.stringify(
      habits.body(verifyRequestId === undefined ? { result } : { result, verifyRequestId }, code),
    ),
  );
  const time = habits.responseTime();
  const base64 = createSign('RSA-SHA256')
    .update(
      `POST ${habits.responsePath(habits.pathOf(target), target)}\n${habits.responseClient(clientId)}.${time}.`,
    )
    .update(habits.signsBytes(bytes))
    .sign(world.privateKey, 'base64');
  const headers = habits.headers(
    {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Response-Time': time,
      Signature: habits.writeSignature(base64),
    },
    code,
  );
  response.writeHead(
    habits.status(code),
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [habits.headerName(name), value])),
  );
  response.end(bytes);
}

async function decide(
  habits: Habits,
  world: World,
  replays: Map<string, Promise<Ending>>,
  request: IncomingMessage,
  bytes: Buffer,
): Promise<Ending> {
  const target = request.url ?? '';
  const url = habits.pathOf(target);
  const clientId = habits.header(request, 'client-id');
  const time = habits.header(request, 'request-time');
  const signature = habits.header(request, 'signature') ?? '';
  const content = Buffer.concat([
    Buffer.from(
      `POST ${habits.signedPath(url, target)}\n${habits.signedClient(clientId ?? '')}.${habits.signedTime(time ?? '')}.`,
    ),
    habits.signedBody(bytes),
  ]);
  const parsed = parse(habits, bytes);
  const refusals: Readonly<Record<Check, () => string | undefined>> = {
    path: () => unless(habits.path(url.split('?', 1)[0] ?? ''), 'NO_INTERFACE_DEF'),
    method: () => unless(habits.method(request.method ?? ''), 'METHOD_NOT_SUPPORTED'),
    mediaType: () => unless(habits.mediaType(request.headers), 'MEDIA_TYPE_NOT_ACCEPTABLE'),
    size: () => unless(bytes.length <= habits.bodyLimit, 'PARAM_ILLEGAL'),
    client: () => unless(habits.client(clientId), 'INVALID_CLIENT'),
    time: () => unless(time !== undefined && habits.time(time) !== undefined, 'PARAM_ILLEGAL'),
    signature: () => verify(habits, world, signature, content),
    tolerance: () =>
      unless(Math.abs((habits.time(time ?? '') ?? 0) - Date.now()) <= habits.toleranceMs, 'ACCESS_DENIED'),
    traffic: () => unless(clientId !== world.throttledClientId, 'REQUEST_TRAFFIC_EXCEED_LIMIT'),
    schema: () => unless(parsed !== undefined && habits.schema(parsed), habits.illegal),
    agreement: () => unless(parsed === undefined || habits.agreement(parsed), 'ACCESS_DENIED'),
    user: () => undefined,
  };
  for (const check of habits.order(checks)) {
    const code = refusals[check]();
    if (code !== undefined) return { code };
  }
  const send = async (): Promise<Ending> => {
    // Long enough for copies that come at once to find the first one under way.
    const code = habits.outcome(String(parsed?.['accessToken']), parsed?.['verifyType']);
    if (!habits.reserves && code === 'SUCCESS') await new Promise((resolve) => setTimeout(resolve, 100));
    return code === 'SUCCESS' ? { code, verifyRequestId: habits.verifyRequestId() } : { code };
  };
  const key = habits.replayKey(content, signature, request);
  if (key === undefined) return send();
  const known = replays.get(key);
  if (known !== undefined) {
    const first = await known;
    const code = habits.replayed(first.code);
    return code === first.code ? first : { code };
  }
  const ending = send();
  if (!habits.reserves) await ending;
  replays.set(key, ending);
  return ending;
}

function verify(habits: Habits, world: World, header: string, content: Buffer): string | undefined {
  const parts = habits.signatureHeader(header);
  const signature = parts && habits.decodeSignature(parts.signature);
  if (parts === undefined || signature === undefined) return habits.malformed;
  const key = world.callerKeys[habits.keyVersion(parts.keyVersion) ?? ''];
  if (key === undefined) return 'KEY_NOT_FOUND';
  return unless(habits.verifies(content, signature, key), 'INVALID_SIGNATURE');
}

function parse(habits: Habits, bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = habits.json(bytes);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

const unless = (holds: boolean, code: string): string | undefined => (holds ? undefined : code);
