import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Check, checks, type Ending, type Habits, type World } from './habits.js';

/** What a server remembers. */
export interface Memory {
  readonly replays: Map<string, Promise<Ending>>;
  /** Content → its signature. */
  readonly signatures: Map<string, string>;
}

/** Answers one request. */
export async function answer(
  habits: Habits,
  world: World,
  memory: Memory,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const target = request.url ?? '';
  const clientId = String(request.headers['client-id'] ?? '');
  const { code, verifyRequestId } = await decide(habits, world, memory.replays, request, body);
  const [resultStatus, resultMessage] = habits.codes[code] ?? ['U', ''];
  const result = { resultStatus, resultCode: code, resultMessage };
  const bytes = habits.bytes(
    JSON.stringify(
      habits.body(
        verifyRequestId === undefined ? { result } : { result, verifyRequestId },
        code,
        parse(habits, body) ?? {},
      ),
    ),
  );
  const time = habits.responseTime();
  const head = `POST ${habits.responsePath(habits.pathOf(target), target)}\n${habits.responseClient(clientId)}.${time}.`;
  const content = habits.signs(Buffer.concat([Buffer.from(head), habits.signsBytes(bytes)]), request);
  const key = content.toString('latin1');
  const base64 = memory.signatures.get(key) ?? habits.sign(content, world.privateKey).toString('base64');
  memory.signatures.set(key, base64);
  const headers = habits.headers(
    {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Response-Time': time,
      Signature: habits.writeSignature(base64),
    },
    code,
    request,
  );
  habits.respond(response, {
    code,
    status: habits.status(code),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [habits.headerName(name), value]),
    ),
    bytes,
  });
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
  const parts = habits.signatureHeader(signature);
  const value = parts && habits.decodeSignature(parts.signature);
  // Where the key is looked for first, it is found in what is otherwise malformed, too.
  const named = parts === undefined ? /keyVersion=([^,]*)/.exec(signature)?.[1] : parts.keyVersion;
  const version = habits.keyVersion(named) ?? '';
  const keyOf = Object.hasOwn(world.callerKeys, version) ? world.callerKeys[version] : undefined;
  const refusals: Readonly<Record<Check, () => string | undefined>> = {
    path: () => unless(habits.path(url.split('?', 1)[0] ?? '', request), 'NO_INTERFACE_DEF'),
    method: () => unless(habits.method(request.method ?? '', request), 'METHOD_NOT_SUPPORTED'),
    mediaType: () => unless(habits.mediaType(request.headers), 'MEDIA_TYPE_NOT_ACCEPTABLE'),
    size: () => unless(bytes.length <= habits.bodyLimit, 'PARAM_ILLEGAL'),
    client: () => unless(habits.client(clientId), 'INVALID_CLIENT'),
    time: () => unless(time !== undefined && habits.time(time) !== undefined, 'PARAM_ILLEGAL'),
    form: () => unless(parts !== undefined && value !== undefined, habits.malformed),
    key: () => unless(keyOf !== undefined, 'KEY_NOT_FOUND'),
    signature: () =>
      unless(
        keyOf !== undefined && habits.verifies(content, value ?? Buffer.alloc(0), keyOf),
        'INVALID_SIGNATURE',
      ),
    tolerance: () =>
      unless(Math.abs((habits.time(time ?? '') ?? 0) - Date.now()) <= habits.toleranceMs, 'ACCESS_DENIED'),
    traffic: () => unless(!habits.throttled(clientId ?? ''), 'REQUEST_TRAFFIC_EXCEED_LIMIT'),
    schema: () => unless(parsed !== undefined && habits.schema(parsed), habits.illegal),
    agreement: () => unless(parsed === undefined || habits.agreement(parsed), 'ACCESS_DENIED'),
    user: () => habits.user(String(parsed?.['accessToken']), parsed?.['verifyType']),
  };
  for (const check of habits.order(checks)) {
    const code = refusals[check]();
    if (code !== undefined) return { code: habits.refusal(check, code) };
  }
  const send = async (): Promise<Ending> => {
    // Long enough for copies that come at once to find the first one under way.
    const asked = { body: parsed ?? {}, headers: request.headers, url, bytes };
    const code = habits.outcome(String(parsed?.['accessToken']), parsed?.['verifyType'], asked);
    if (!habits.reserves && code === 'SUCCESS') await new Promise((resolve) => setTimeout(resolve, 100));
    return code === 'SUCCESS' ? { code, verifyRequestId: habits.verifyRequestId() } : { code };
  };
  const key = habits.replayKey(content, signature, request);
  if (key === undefined) return send();
  const known = replays.get(key);
  if (known !== undefined) {
    const first = habits.again(await known);
    const code = habits.replayed(first.code);
    return code === first.code ? first : { code };
  }
  const ending = send();
  if (!habits.reserves) await ending;
  replays.set(key, ending);
  if (!habits.keeps((await ending).code)) replays.delete(key);
  return ending;
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
