import { isUtf8 } from 'node:buffer';
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Operation } from '@sendotp-contract/spec';

/**
 * Reads a raw request as a strict MPP does and lists every fault in it. Shares no code with what writes requests: a case
 * that plants another fault than it names is found before its message goes out.
 */
export type PlantedName =
  | 'path'
  | 'method'
  | 'media type'
  | 'body size'
  | 'Client-Id'
  | 'Request-Time is well-formed'
  | 'Signature is well-formed'
  | 'key'
  | 'signature verifies'
  | 'Request-Time is in tolerance'
  | 'traffic'
  | 'body is UTF-8'
  | 'body is JSON'
  | 'body against the schema'
  | 'acquirerId and pspId';

/** The code that each fault leads to when it is the only one. */
export const codeOfFault: Readonly<Record<PlantedName, string>> = {
  path: 'NO_INTERFACE_DEF',
  method: 'METHOD_NOT_SUPPORTED',
  'media type': 'MEDIA_TYPE_NOT_ACCEPTABLE',
  'body size': 'PARAM_ILLEGAL',
  'Client-Id': 'INVALID_CLIENT',
  'Request-Time is well-formed': 'PARAM_ILLEGAL',
  'Signature is well-formed': 'INVALID_SIGNATURE',
  key: 'KEY_NOT_FOUND',
  'signature verifies': 'INVALID_SIGNATURE',
  'Request-Time is in tolerance': 'ACCESS_DENIED',
  traffic: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  'body is UTF-8': 'PARAM_ILLEGAL',
  'body is JSON': 'PARAM_ILLEGAL',
  'body against the schema': 'PARAM_ILLEGAL',
  'acquirerId and pspId': 'ACCESS_DENIED',
};

/** Whether a check of the record is one whose fault a single raw request shows. */
export const isPlantedName = (check: string): check is PlantedName => Object.hasOwn(codeOfFault, check);

/** A request as it is on the wire. */
export interface RawRequest {
  readonly method: string;
  /** Path with prefix and query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** What an MPP that fits the profile knows. */
export interface KnownTarget {
  readonly operation: Operation;
  readonly pathPrefix: string;
  readonly signedPathPrefix: string;
  /** Client-Id → its keys by version. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, KeyObject>>;
  /** The keyVersion of a Signature without one. */
  readonly newestVersion: string;
  readonly throttledClientId: string | undefined;
  readonly toleranceMinutes: number;
  readonly ids: Readonly<Record<string, string>>;
}

/** The faults of a request, and the checks that another fault leaves nothing to look at for. */
export interface FaultReading {
  readonly faults: readonly PlantedName[];
  readonly unreadable: readonly PlantedName[];
}

/** Everything that is wrong with a request. */
export function readFaults(request: RawRequest, target: KnownTarget, now = Date.now()): FaultReading {
  const { operation, pathPrefix } = target;
  const header = (name: string): string | undefined =>
    request.headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const faults = new Set<PlantedName>();
  const unreadable = new Set<PlantedName>();
  if (request.path.split('?', 1)[0] !== pathPrefix + operation.path) faults.add('path');
  if (request.method !== operation.method) faults.add('method');
  if (!isJson(header('accept'), header('content-type'), header('content-encoding'))) faults.add('media type');
  if (request.body.length >= 256 * 1024) faults.add('body size');
  const clientId = header('client-id');
  if (clientId === undefined || !target.keys.has(clientId)) faults.add('Client-Id');
  if (clientId !== undefined && clientId === target.throttledClientId) faults.add('traffic');
  const time = header('request-time');
  const at = time === undefined ? undefined : timeOf(time);
  if (at === undefined) faults.add('Request-Time is well-formed');
  else if (Math.abs(at - now) > target.toleranceMinutes * 60_000) faults.add('Request-Time is in tolerance');
  const signature = partsOf(header('signature'));
  if (signature === undefined) {
    faults.add('Signature is well-formed');
    unreadable.add('key').add('signature verifies');
  } else {
    const all = target.keys.get(clientId ?? '') ?? [...target.keys.values()][0];
    const key = all?.get(signature.keyVersion ?? target.newestVersion);
    if (key === undefined) {
      faults.add('key');
      unreadable.add('signature verifies');
    } else if (clientId === undefined || time === undefined) {
      unreadable.add('signature verifies');
    } else {
      const path = target.signedPathPrefix + request.path.slice(pathPrefix.length);
      const content = Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`), request.body]);
      if (!verify('RSA-SHA256', content, key, signature.bytes)) faults.add('signature verifies');
    }
  }
  for (const fault of bodyFaults(request, target)) faults.add(fault);
  if (request.method === 'GET') unreadable.add('body against the schema').add('body size');
  return { faults: [...faults], unreadable: [...unreadable] };
}

function isJson(accept = '*/*', type = 'application/json', encoding = 'identity'): boolean {
  const ranges = accept.split(',').map((range) => range.split(';').map((part) => part.trim().toLowerCase()));
  // RFC 9110 §12.5.1: the most specific range decides.
  const deciding = ['application/json', 'application/*', '*/*']
    .map((name) => ranges.filter(([own]) => own === name))
    .find((some) => some.length > 0);
  const accepts = deciding?.some((parts) => !parts.includes('q=0')) ?? false;
  const [name = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase());
  const saysUtf8 = parameters.every((part) => /^charset="?utf-8"?$/.test(part));
  return accepts && name === 'application/json' && saysUtf8 && encoding === 'identity';
}

function timeOf(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  if (!exists || minute > 59 || second > 59) return undefined;
  const sign = match[8] === '-' ? -1 : 1;
  const east = sign * (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0));
  return date.getTime() + Number(`0${match[7] ?? ''}`) * 1000 - east * 60_000;
}

function partsOf(
  text: string | undefined,
): { readonly keyVersion: string | undefined; readonly bytes: Buffer } | undefined {
  const pairs = new Map<string, string>();
  for (const part of (text ?? '').split(',').map((piece) => piece.trim())) {
    const equals = part.indexOf('=');
    if (equals === -1 || pairs.has(part.slice(0, equals))) return undefined;
    pairs.set(part.slice(0, equals), part.slice(equals + 1));
  }
  if ((pairs.get('algorithm') ?? 'RSA256').toUpperCase() !== 'RSA256') return undefined;
  const value = pairs.get('signature');
  if (value === undefined) return undefined;
  let base64: string;
  try {
    base64 = decodeURIComponent(value);
  } catch {
    return undefined;
  }
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return undefined;
  return { keyVersion: pairs.get('keyVersion'), bytes: Buffer.from(base64, 'base64') };
}

function bodyFaults({ method, body }: RawRequest, target: KnownTarget): readonly PlantedName[] {
  if (method === 'GET' && body.length === 0) return [];
  const isText = isUtf8(body);
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return isText ? ['body is JSON'] : ['body is UTF-8', 'body is JSON'];
  }
  const faults: PlantedName[] = isText ? [] : ['body is UTF-8'];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [...faults, 'body against the schema'];
  const parameters = new Map<string, unknown>(Object.entries(value));
  if (!isLegal(parameters, target.operation)) faults.push('body against the schema');
  const isAnothers = Object.entries(target.ids).some(([name, own]) => {
    const sent = parameters.get(name);
    return name in target.operation.parameters && typeof sent === 'string' && sent !== '' && sent !== own;
  });
  return isAnothers ? [...faults, 'acquirerId and pspId'] : faults;
}

function isLegal(parameters: ReadonlyMap<string, unknown>, { parameters: fields }: Operation): boolean {
  return Object.entries(fields).every(([name, field]) => {
    const value = parameters.get(name);
    if (value === undefined) return !field.required;
    if (value === null) return field.nullable;
    if (field.type !== 'string') return true;
    if (typeof value !== 'string') return false;
    const characters = Array.from(value).length;
    const { minLength = 0, maxLength = Infinity, values } = field;
    return characters >= minLength && characters <= maxLength && (values?.includes(value) ?? true);
  });
}

/** The public half of a private key, for the reader. */
export const publicHalf = (key: KeyObject): KeyObject => createPublicKey(key);
