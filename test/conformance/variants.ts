import { createVerify, constants } from 'node:crypto';
import type { RuleId } from '../../generated/rules.js';
import {
  type Check,
  type Habits,
  isoTime,
  isText,
  signatureParts,
  tokens,
  type World,
} from './variant-server.js';

/** A server that keeps every rule but one. */
export interface Variant {
  readonly name: string;
  /** The rule that it breaks, which the judge must report. */
  readonly rule: RuleId;
  /** Rules that say the same thing in other words, so that breaking one breaks them, too. */
  readonly and?: readonly RuleId[];
  readonly change: (good: Habits, world: World) => Partial<Habits>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const codes = (good: Habits, code: string, status: string, message: string): Partial<Habits> => ({
  codes: { ...good.codes, [code]: [status, message] },
});
/** The user of this token is answered this code. */
const forToken =
  (token: string, code: string) =>
  (good: Habits): Partial<Habits> => ({
    outcome: (asked, verifyType) => (asked === token ? code : good.outcome(asked, verifyType)),
  });
const moved = (check: Check, before: Check) => (): Partial<Habits> => ({
  order: (checks) =>
    checks.flatMap((other) => (other === check ? [] : other === before ? [check, other] : [other])),
});
const schema =
  (fits: (body: Record<string, unknown>, good: Habits) => boolean) =>
  (good: Habits): Partial<Habits> => ({
    schema: (body) => fits(body, good),
  });
const limits = (own: (name: string, value: unknown, most: number) => boolean) =>
  schema(
    ({ acquirerId, pspId, accessToken, verifyType }) =>
      own('acquirerId', acquirerId, 64) &&
      own('pspId', pspId, 64) &&
      own('accessToken', accessToken, 128) &&
      [undefined, null, 'MOBILE', 'EMAIL'].some((allowed) => allowed === verifyType),
  );
const header =
  (name: string, write: (value: string, code: string) => string | undefined) => (): Partial<Habits> => ({
    headers: (headers, code) => {
      const { [name]: value = '', ...others } = headers;
      const written = write(value, code);
      return written === undefined ? others : { ...others, [name]: written };
    },
  });

export const variants: readonly Variant[] = [
  // Call
  {
    name: 'takes GET for POST',
    rule: 'CALL-1',
    change: (good) => ({ method: (method) => good.method(method) || method === 'GET' }),
  },
  { name: 'takes every method', rule: 'RC-9', and: ['CALL-1'], change: () => ({ method: () => true }) },
  {
    name: 'ignores a trailing slash',
    rule: 'CALL-2',
    change: (good) => ({ path: (path) => good.path(path.replace(/\/$/, '')) }),
  },
  {
    name: 'ignores the case of the path',
    rule: 'CALL-2',
    change: () => ({ path: (path) => path.toLowerCase() === '/aps/api/v1/users/sendotp' }),
  },
  {
    name: 'takes every version',
    rule: 'CALL-2',
    change: () => ({ path: (path) => /^\/aps\/api\/v\d\/users\/sendOTP$/.test(path) }),
  },
  { name: 'answers on every path', rule: 'RC-10', and: ['CALL-2'], change: () => ({ path: () => true }) },
  {
    name: 'puts U+FFFD for what is not UTF-8',
    rule: 'CALL-3',
    change: () => ({ json: (body) => JSON.parse(body.toString()) as unknown }),
  },
  {
    name: 'answers another method in plain words',
    rule: 'CALL-3',
    and: ['CALL-1', 'RC-9'],
    change: () => ({
      bytes: (text) => Buffer.from(text.includes('METHOD_NOT_SUPPORTED') ? 'Method Not Allowed' : text),
    }),
  },
  {
    name: 'verifies without the query',
    rule: 'CALL-4',
    change: () => ({ signedPath: (url) => url.split('?', 1)[0] ?? '' }),
  },
  // Header
  {
    name: 'looks at the beginning of a Client-Id',
    rule: 'HDR-1',
    change: (good, { clientId }) => ({
      client: (id) => good.client(id) || id?.startsWith(clientId) === true,
    }),
  },
  {
    name: 'knows every Client-Id',
    rule: 'RC-4',
    and: ['HDR-1'],
    change: () => ({ client: (id) => id !== undefined && id !== '' }),
  },
  {
    name: 'takes a missing Client-Id for the one it knows',
    rule: 'HDR-1',
    change: (good, { clientId }) => ({
      header: (request, name) => good.header(request, name) ?? (name === 'client-id' ? clientId : undefined),
    }),
  },
  {
    name: 'looks up headers by their exact name',
    rule: 'HDR-1',
    change: () => ({
      header: ({ rawHeaders }, name) => {
        const exact =
          { 'client-id': 'Client-Id', 'request-time': 'Request-Time', signature: 'Signature' }[name] ?? name;
        const index = rawHeaders.indexOf(exact);
        return index === -1 ? undefined : rawHeaders[index + 1];
      },
    }),
  },
  {
    name: 'reads times in UTC alone',
    rule: 'HDR-2',
    change: () => ({ time: (text) => (text.endsWith('Z') ? isoTime(text) : undefined) }),
  },
  {
    name: 'reads zones with a colon alone',
    rule: 'HDR-2',
    change: () => ({ time: (text) => (/(Z|:\d\d)$/.test(text) ? isoTime(text) : undefined) }),
  },
  {
    name: 'reads three fraction digits and no more',
    rule: 'HDR-2',
    change: () => ({ time: (text) => (/\.\d{4}/.test(text) ? undefined : isoTime(text)) }),
  },
  {
    name: 'reads times leniently',
    rule: 'HDR-2',
    change: () => ({
      time: (text) => {
        const at = isoTime(text) ?? Date.parse(text.replaceAll(/\.\d+/g, ''));
        return Number.isNaN(at) ? undefined : at;
      },
    }),
  },
  {
    name: 'rolls the 30th of February over',
    rule: 'HDR-2',
    change: () => ({ time: (text) => isoTime(text.replace('-02-30', '-03-02')) }),
  },
  {
    name: 'takes the time of arrival for a missing Request-Time',
    rule: 'HDR-2',
    change: (good) => ({
      header: (request, name) =>
        good.header(request, name) ?? (name === 'request-time' ? new Date().toISOString() : undefined),
    }),
  },
  {
    name: 'wants a blank after each comma',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/,(?! )/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'takes one blank after a comma and no more',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/, {2}/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'wants the signature to be the last pair',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/signature=[^,]*$/.test(text) ? good.signatureHeader(text) : undefined),
    }),
  },
  {
    name: 'wants the algorithm in capitals',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (/algorithm=(?!RSA256)/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'wants the algorithm to be named',
    rule: 'HDR-3',
    change: (good) => ({
      signatureHeader: (text) => (text.includes('algorithm=') ? good.signatureHeader(text) : undefined),
    }),
  },
  {
    name: 'does not look at the algorithm',
    rule: 'HDR-3',
    change: () => ({ signatureHeader: signatureParts }),
  },
  {
    name: 'lets pass what has no Signature',
    rule: 'HDR-3',
    and: ['RC-5'],
    change: (good) => ({
      signatureHeader: (text) => good.signatureHeader(text === '' ? 'signature=AAAA' : text),
      verifies: (content, signature, key) => signature.length === 3 || good.verifies(content, signature, key),
    }),
  },
  {
    name: 'answers PARAM_ILLEGAL to a Signature that it cannot read',
    rule: 'HDR-3',
    and: ['RC-5'],
    change: () => ({ malformed: 'PARAM_ILLEGAL' }),
  },
  { name: 'wants a keyVersion', rule: 'HDR-3', change: () => ({ keyVersion: (version) => version }) },
  {
    name: 'splits the pairs at every "="',
    rule: 'HDR-3',
    and: ['SIG-4'],
    change: (good) => ({
      signatureHeader: (text) => (/signature=[^,]*=/.test(text) ? undefined : good.signatureHeader(text)),
    }),
  },
  {
    name: 'wants a Content-Type',
    rule: 'HDR-4',
    change: (good) => ({
      mediaType: (headers) => headers['content-type'] !== undefined && good.mediaType(headers),
    }),
  },
  {
    name: 'wants the charset to be named',
    rule: 'HDR-4',
    change: (good) => ({
      mediaType: (headers) => headers['content-type'] !== 'application/json' && good.mediaType(headers),
    }),
  },
  {
    name: 'refuses an Agent-Token',
    rule: 'HDR-5',
    change: (good) => ({
      mediaType: (headers) => headers['agent-token'] === undefined && good.mediaType(headers),
    }),
  },
  { name: 'answers text/plain', rule: 'HDR-6', change: header('Content-Type', () => 'text/plain') },
  { name: 'does not echo the Client-Id', rule: 'HDR-6', change: header('Client-Id', () => undefined) },
  {
    name: 'has a Response-Time of an hour ago',
    rule: 'HDR-6',
    change: () => ({ responseTime: () => new Date(Date.now() - 3_600_000).toISOString() }),
  },
  {
    name: 'has a Response-Time in ms',
    rule: 'HDR-6',
    change: () => ({ responseTime: () => String(Date.now()) }),
  },
  {
    name: 'leaves S unsigned',
    rule: 'HDR-6',
    and: ['SIG-5'],
    change: () => ({
      headers: ({ Signature, 'Response-Time': time, ...others }, code) =>
        code === 'SUCCESS' ? others : { ...others, Signature: Signature ?? '', 'Response-Time': time ?? '' },
    }),
  },
  {
    name: 'sends a Response-Time without a Signature',
    rule: 'HDR-6',
    change: header('Signature', (value, code) => (code === 'INVALID_CLIENT' ? undefined : value)),
  },
  {
    name: 'writes the Signature header in a form of its own',
    rule: 'HDR-6',
    change: () => ({ writeSignature: (base64) => `RSA256 ${base64}` }),
  },
  // Signature
  {
    name: 'does not verify signatures',
    rule: 'SIG-1',
    and: ['SIG-3', 'SIG-4', 'SIG-5', 'CALL-4', 'RC-5', 'HDR-3'],
    change: () => ({ verifies: () => true }),
  },
  {
    name: 'verifies over a path with or without a slash',
    rule: 'SIG-1',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        good.verifies(Buffer.from(content.toString('latin1').replace('\n', '/\n'), 'latin1'), signature, key),
    }),
  },
  {
    name: 'verifies over CRLF, too',
    rule: 'SIG-1',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        good.verifies(
          Buffer.from(content.toString('latin1').replace('\n', '\r\n'), 'latin1'),
          signature,
          key,
        ),
    }),
  },
  {
    name: 'signs responses without the query',
    rule: 'SIG-2',
    change: () => ({ responsePath: (url) => url.split('?', 1)[0] ?? '' }),
  },
  {
    name: 'signs responses over JSON written again',
    rule: 'SIG-2',
    change: () => ({
      signsBytes: (bytes) => Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, 1)),
    }),
  },
  {
    name: 'signs responses under the Client-Id it would have liked',
    rule: 'SIG-2',
    change: (_, { clientId }) => ({ responseClient: () => clientId }),
  },
  {
    name: 'verifies over JSON written again',
    rule: 'SIG-3',
    change: () => ({
      signedBody: (body) => {
        try {
          return Buffer.from(JSON.stringify(JSON.parse(utf8.decode(body))));
        } catch {
          return body;
        }
      },
    }),
  },
  {
    name: 'verifies over the time written again, too',
    rule: 'SIG-3',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        good.verifies(
          Buffer.from(content.toString('latin1').replace('+00:00', 'Z'), 'latin1'),
          signature,
          key,
        ),
    }),
  },
  {
    name: 'reads no plain base64',
    rule: 'SIG-4',
    and: ['HDR-3'],
    change: (good) => ({ decodeSignature: (value) => good.decodeSignature(value.replaceAll('+', ' ')) }),
  },
  {
    name: 'reads no base64url',
    rule: 'SIG-4',
    change: (good) => ({
      decodeSignature: (value) => (/[-_]/.test(value) ? undefined : good.decodeSignature(value)),
    }),
  },
  {
    name: 'reads percent sequences in capitals alone',
    rule: 'SIG-4',
    change: (good) => ({
      decodeSignature: (value) => (/%\d[a-f]/.test(value) ? undefined : good.decodeSignature(value)),
    }),
  },
  {
    name: 'takes SHA-1',
    rule: 'SIG-4',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        createVerify('RSA-SHA1').update(content).verify(key, signature),
    }),
  },
  {
    name: 'takes PSS',
    rule: 'SIG-4',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        createVerify('RSA-SHA256')
          .update(content)
          .verify({ key, padding: constants.RSA_PKCS1_PSS_PADDING }, signature),
    }),
  },
  {
    name: 'takes the newest key for an unknown version',
    rule: 'RC-7',
    and: ['SIG-5'],
    change: (good, { callerKeys }) => ({
      keyVersion: (version) =>
        good.keyVersion(version !== undefined && version in callerKeys ? version : undefined),
    }),
  },
  {
    name: 'forgets the older key',
    rule: 'SIG-5',
    change: (good) => ({
      keyVersion: (version) =>
        version === undefined || version === good.keyVersion(undefined)
          ? good.keyVersion(version)
          : 'forgotten',
    }),
  },
  {
    name: 'tries every key',
    rule: 'SIG-5',
    and: ['HDR-3'],
    change: (good, { callerKeys }) => ({
      verifies: (content, signature) =>
        Object.values(callerKeys).some((key) => good.verifies(content, signature, key)),
    }),
  },
  {
    name: 'does not compare Request-Time with its clock',
    rule: 'SIG-8',
    and: ['RC-2'],
    change: () => ({ toleranceMs: Infinity }),
  },
  { name: 'has a tolerance of five minutes', rule: 'SIG-8', change: () => ({ toleranceMs: 300_000 }) },
  { name: 'has a tolerance of an hour', rule: 'SIG-8', change: () => ({ toleranceMs: 3_600_000 }) },
  { name: 'has no replay store', rule: 'SIG-9', change: () => ({ replayKey: () => undefined }) },
  {
    name: 'remembers Signature headers, not messages',
    rule: 'SIG-9',
    change: () => ({ replayKey: (_, signature) => signature }),
  },
  {
    name: 'looks replays up and keeps them in two steps',
    rule: 'SIG-9',
    change: () => ({ reserves: false }),
  },
  // Request body
  {
    name: 'turns numbers and booleans into strings',
    rule: 'REQ-1',
    change: schema((body, good) =>
      good.schema(
        Object.fromEntries(
          Object.entries(body).map(([name, value]) => [
            name,
            ['number', 'boolean'].includes(typeof value) ? String(value) : value,
          ]),
        ),
      ),
    ),
  },
  {
    name: 'does not look at the type of verifyType',
    rule: 'REQ-1',
    change: schema((body, good) =>
      typeof body['verifyType'] === 'object' || typeof body['verifyType'] === 'number'
        ? good.schema({ ...body, verifyType: null })
        : good.schema(body),
    ),
  },
  {
    name: 'wants a verifyType',
    rule: 'REQ-2',
    change: schema((body, good) => 'verifyType' in body && good.schema(body)),
  },
  {
    name: 'refuses null for verifyType',
    rule: 'REQ-3',
    change: schema((body, good) => body['verifyType'] !== null && good.schema(body)),
  },
  {
    name: 'takes "" for verifyType',
    rule: 'REQ-4',
    change: schema((body, good) =>
      good.schema(body['verifyType'] === '' ? { ...body, verifyType: null } : body),
    ),
  },
  {
    name: 'takes null for pspId',
    rule: 'REQ-3',
    change: (good) => ({
      schema: (body) => good.schema(body['pspId'] === null ? { ...body, pspId: 'P' } : body),
    }),
  },
  {
    name: 'takes an empty acquirerId',
    rule: 'REQ-5',
    change: limits((name, value, most) => isText(value, most) || (name === 'acquirerId' && value === '')),
  },
  {
    name: 'takes an acquirerId of 65 characters',
    rule: 'REQ-5',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'acquirerId' ? 65 : most)),
  },
  {
    name: 'takes an acquirerId of 63 characters at most',
    rule: 'REQ-5',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'acquirerId' ? 63 : most)),
  },
  {
    name: 'takes a pspId of 63 characters at most',
    rule: 'REQ-6',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'pspId' ? 63 : most)),
  },
  {
    name: 'takes an empty pspId',
    rule: 'REQ-6',
    change: limits((name, value, most) => isText(value, most) || (name === 'pspId' && value === '')),
  },
  {
    name: 'takes any length of pspId',
    rule: 'REQ-6',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'pspId' ? 4000 : most)),
  },
  {
    name: 'does not want an accessToken',
    rule: 'REQ-7',
    change: limits(
      (name, value, most) => isText(value, most) || (name === 'accessToken' && value === undefined),
    ),
  },
  {
    name: 'takes any length of accessToken',
    rule: 'REQ-7',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'accessToken' ? 4000 : most)),
  },
  {
    name: 'takes an accessToken of 127 characters at most',
    rule: 'REQ-7',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'accessToken' ? 127 : most)),
  },
  {
    name: 'takes verifyType in small letters',
    rule: 'REQ-8',
    change: schema((body, good) =>
      good.schema(body['verifyType'] === 'mobile' ? { ...body, verifyType: 'MOBILE' } : body),
    ),
  },
  {
    name: 'does not know EMAIL',
    rule: 'REQ-8',
    and: ['RES-7', 'RC-1', 'RC-13'],
    change: schema((body, good) => body['verifyType'] !== 'EMAIL' && good.schema(body)),
  },
  {
    name: 'takes single quotes for double ones',
    rule: 'REQ-9',
    change: () => ({ json: (body) => JSON.parse(utf8.decode(body).replaceAll("'", '"')) as unknown }),
  },
  {
    name: 'takes a list for its first element',
    rule: 'REQ-9',
    change: () => ({
      json: (body) => {
        const value: unknown = JSON.parse(utf8.decode(body));
        return Array.isArray(value) ? (value[0] as unknown) : value;
      },
    }),
  },
  {
    name: 'refuses unknown parameters',
    rule: 'REQ-10',
    and: ['CALL-3', 'SIG-3'],
    change: schema(
      (body, good) =>
        Object.keys(body).every((name) =>
          ['acquirerId', 'pspId', 'accessToken', 'verifyType', 'pad'].includes(name),
        ) && good.schema(body),
    ),
  },
  {
    name: 'counts bytes',
    rule: 'REQ-11',
    change: limits((_, value, most) => isText(value, most) && Buffer.byteLength(String(value)) <= most),
  },
  {
    name: 'counts UTF-16 units',
    rule: 'REQ-11',
    change: limits((_, value, most) => isText(value, most) && String(value).length <= most),
  },
  // Response body
  {
    name: 'has a message of its own',
    rule: 'RES-1',
    change: (good) => codes(good, 'INVALID_TOKEN', 'F', 'This access token is not valid.'),
  },
  {
    name: 'leaves resultStatus out',
    rule: 'RES-1',
    change: () => ({
      body: (body, code) => (code === 'INVALID_CLIENT' ? { result: { resultCode: code } } : body),
    }),
  },
  {
    name: 'answers SUCCESS with F',
    rule: 'RES-3',
    and: ['RES-6', 'RES-2'],
    change: (good) => codes(good, 'SUCCESS', 'F', 'Success'),
  },
  {
    name: 'answers OK with S',
    rule: 'RES-2',
    and: ['RC-1', 'SIG-9'],
    change: () => ({
      body: (body, code) =>
        code === 'SUCCESS' ? { ...body, result: { resultStatus: 'S', resultCode: 'OK' } } : body,
    }),
  },
  {
    name: 'answers a failure with U',
    rule: 'RES-4',
    change: (good) => codes(good, 'USER_NOT_EXIST', 'U', 'The user does not exist.'),
  },
  {
    name: 'has a code of its own',
    rule: 'RES-3',
    and: ['RC-15'],
    change: (good) => ({
      ...codes(good, 'USER_IS_FROZEN', 'F', 'The user is frozen.'),
      ...forToken(tokens.frozen, 'USER_IS_FROZEN')(good),
    }),
  },
  {
    name: 'leaves verifyRequestId out',
    rule: 'RES-5',
    change: () => ({ body: ({ result }) => ({ result }) }),
  },
  {
    name: 'has a verifyRequestId of 65 characters',
    rule: 'RES-5',
    change: (good) => ({ verifyRequestId: () => good.verifyRequestId().padEnd(65, 'x') }),
  },
  {
    name: 'has a verifyRequestId that is a number',
    rule: 'RES-5',
    change: () => ({ body: (body) => ('verifyRequestId' in body ? { ...body, verifyRequestId: 7 } : body) }),
  },
  {
    name: 'has one verifyRequestId for each user',
    rule: 'RES-5',
    change: () => ({ verifyRequestId: () => 'ada-1' }),
  },
  {
    name: 'has a verifyRequestId of null with F',
    rule: 'RES-6',
    change: () => ({ body: (body) => ({ verifyRequestId: null, ...body }) }),
  },
  {
    name: 'sends to the phone when there is no e-mail address',
    rule: 'RES-7',
    and: ['RC-13'],
    change: (good) => ({ outcome: (token) => good.outcome(token, 'MOBILE') }),
  },
  {
    name: 'answers F with HTTP 400',
    rule: 'RES-8',
    change: () => ({ status: (code) => (code === 'SUCCESS' ? 200 : 400) }),
  },
  {
    name: 'answers 405 to another method',
    rule: 'RES-8',
    change: () => ({ status: (code) => (code === 'METHOD_NOT_SUPPORTED' ? 405 : 200) }),
  },
  {
    name: 'says S though the channel refused',
    rule: 'RES-10',
    and: ['RC-13'],
    change: forToken(tokens.refused, 'SUCCESS'),
  },
  // Result codes
  {
    name: 'never says SUCCESS',
    rule: 'RC-1',
    and: ['RES-2', 'SIG-9'],
    change: forToken(tokens.valid, 'PROCESS_FAIL'),
  },
  { name: 'does not look at acquirerId and pspId', rule: 'RC-2', change: () => ({ agreement: () => true }) },
  {
    name: 'answers INVALID_TOKEN to an expired token',
    rule: 'RC-3',
    change: forToken(tokens.expired, 'INVALID_TOKEN'),
  },
  {
    name: 'answers USER_NOT_EXIST to an unknown token',
    rule: 'RC-6',
    change: (good) => ({
      outcome: (token, type) =>
        good.outcome(token, type) === 'INVALID_TOKEN' ? 'USER_NOT_EXIST' : good.outcome(token, type),
    }),
  },
  {
    name: 'sends to any token but the ones it knows to be bad',
    rule: 'RC-6',
    change: (good) => ({
      outcome: (token, type) => {
        const code = good.outcome(token, type);
        return code === 'INVALID_TOKEN' && token !== tokens.cancelled ? 'SUCCESS' : code;
      },
    }),
  },
  { name: 'sends to a cancelled token', rule: 'RC-6', change: forToken(tokens.cancelled, 'SUCCESS') },
  {
    name: 'does not look at Accept',
    rule: 'RC-8',
    change: (good) => ({ mediaType: (headers) => good.mediaType({ ...headers, accept: '*/*' }) }),
  },
  {
    name: 'wants Accept to be JSON and nothing else',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        (headers.accept ?? 'application/json') === 'application/json' && good.mediaType(headers),
    }),
  },
  {
    name: 'does not look at Content-Type',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) => good.mediaType({ ...headers, 'content-type': 'application/json' }),
    }),
  },
  {
    name: 'takes other charsets',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType({
          ...headers,
          'content-type':
            headers['content-type']?.replace(/charset=.*/, 'charset=utf-8') ?? 'application/json',
        }),
    }),
  },
  {
    name: 'takes compressed bodies',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) => good.mediaType({ ...headers, 'content-encoding': 'identity' }),
    }),
  },
  { name: 'knows no sending limit', rule: 'RC-11', change: forToken(tokens.atLimit, 'SUCCESS') },
  {
    name: 'answers ACCESS_DENIED to a large body',
    rule: 'RC-12',
    change: (good) => ({
      agreement: (body) => !('pad' in body) && good.agreement(body),
      bodyLimit: Infinity,
    }),
  },
  {
    name: 'answers PROCESS_FAIL to a body outside the schema',
    rule: 'RC-12',
    and: ['CALL-3', 'REQ-1', 'REQ-3', 'REQ-4', 'REQ-5', 'REQ-6', 'REQ-7', 'REQ-8', 'REQ-9', 'REQ-11'],
    change: () => ({ illegal: 'PROCESS_FAIL' }),
  },
  {
    name: 'answers INVALID_TOKEN when the user is gone',
    rule: 'RC-14',
    change: forToken(tokens.unknownUser, 'INVALID_TOKEN'),
  },
  {
    name: 'sends to frozen users',
    rule: 'RC-15',
    and: ['SIG-9'],
    change: forToken(tokens.frozen, 'SUCCESS'),
  },
  {
    name: 'knows no traffic limit',
    rule: 'RC-16',
    change: () => ({ order: (checks) => checks.filter((check) => check !== 'traffic') }),
  },
  {
    name: 'answers PROCESS_FAIL when the channel is silent',
    rule: 'RC-17',
    change: forToken(tokens.unanswered, 'PROCESS_FAIL'),
  },
  // Order of checks: the rule is that of the code which should have won.
  { name: 'looks at the method before the path', rule: 'RC-10', change: moved('method', 'path') },
  { name: 'looks at the media type before the method', rule: 'RC-9', change: moved('mediaType', 'method') },
  {
    name: 'looks at the client before the media type',
    rule: 'RC-8',
    and: ['RC-12'],
    change: moved('client', 'mediaType'),
  },
  {
    name: 'looks at the time before the client',
    rule: 'RC-4',
    change: moved('time', 'client'),
  },
  {
    name: 'looks at the schema before the signature',
    rule: 'RC-5',
    and: ['RC-7', 'RC-2'],
    change: moved('schema', 'signature'),
  },
  {
    name: 'looks at the time after the signature',
    rule: 'RC-12',
    and: ['HDR-2'],
    change: moved('signature', 'time'),
  },
  { name: 'looks at the schema before the tolerance', rule: 'RC-2', change: moved('schema', 'tolerance') },
  {
    name: 'looks at the agreement before the schema',
    rule: 'RC-12',
    change: (good) => ({
      ...moved('agreement', 'schema')(),
      agreement: (body) =>
        good.agreement(body) || !isText(body['acquirerId'], 64) || !isText(body['pspId'], 64),
    }),
  },
  {
    name: 'looks at the user before the agreement',
    rule: 'RC-2',
    change: (good) => ({
      agreement: (body) => good.agreement(body) || body['accessToken'] === tokens.frozen,
    }),
  },
];

/** Servers that keep the contract, but could do better. */
export const lenientVariants: readonly (Omit<Variant, 'rule'> & { readonly failing: string })[] = [
  {
    name: 'skips a byte order mark',
    failing: 'CALL-3.byte-order-mark',
    change: () => ({ json: (body) => JSON.parse(utf8.decode(body).replace('\uFEFF', '')) as unknown }),
  },
  {
    name: 'decodes its path before it matches it',
    failing: 'CALL-2.spelling',
    change: (good) => ({ path: (path) => good.path(decodeURIComponent(path)) }),
  },
  {
    name: 'reads times in small letters',
    failing: 'HDR-2.narrow-form',
    change: () => ({ time: (text) => isoTime(text.toUpperCase()) }),
  },
  {
    name: 'takes semicolons for commas',
    failing: 'HDR-3.doubtful',
    change: (good) => ({ signatureHeader: (text) => good.signatureHeader(text.replaceAll(';', ',')) }),
  },
  {
    name: 'reads bodies of any size',
    failing: 'RC-12.too-large',
    change: () => ({ bodyLimit: Infinity }),
  },
  {
    name: 'leaves F and U unsigned',
    failing: 'every.is-signed',
    change: () => ({
      headers: ({ Signature = '', 'Response-Time': time = '', ...others }, code) =>
        code === 'SUCCESS' ? { ...others, Signature, 'Response-Time': time } : others,
    }),
  },
  {
    name: 'has no resultMessage',
    failing: 'every.message-present',
    change: () => ({
      body: ({ result, ...others }) => ({
        ...others,
        result: { ...(result as object), resultMessage: undefined },
      }),
    }),
  },
];
