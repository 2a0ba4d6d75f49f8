import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tokens } from './users.js';

/**
 * A small MPP, written for the judge's own tests on node:http and node:crypto alone: it shares nothing with server/,
 * message/ or generated/. It keeps the contract; each of its habits can be replaced to break one rule on purpose.
 */
export interface Habits {
  /** The path with query of a request target, which may be an absolute URL. */
  readonly pathOf: (target: string) => string;
  /** Whether a request at this path is answered at all. */
  readonly answers: (path: string) => boolean;
  readonly path: (path: string, request?: IncomingMessage) => boolean;
  readonly method: (method: string, request?: IncomingMessage) => boolean;
  readonly mediaType: (headers: IncomingMessage['headers']) => boolean;
  readonly bodyLimit: number;
  /** Reads a header by its name in small letters. */
  readonly header: (request: IncomingMessage, name: string) => string | undefined;
  readonly client: (clientId: string | undefined) => boolean;
  readonly throttled: (clientId: string) => boolean;
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
  /** How a message that came before ends, when it ended like this then. */
  readonly again: (first: Ending) => Ending;
  /** Whether the outcome with this code is kept. */
  readonly keeps: (code: string) => boolean;
  /** Ready-made outcomes are looked up and kept in one step, or in two. */
  readonly reserves: boolean;
  /** A code that is answered for a user where users are checked before they are sent anything. */
  readonly user: (token: string, verifyType: unknown) => string | undefined;
  readonly outcome: (token: string, verifyType: unknown, asked?: Asked) => string;
  readonly verifyRequestId: () => string;
  /** The code of a check that refuses. */
  readonly refusal: (check: Check, code: string) => string;
  /** The checks in their order. */
  readonly order: (checks: readonly Check[]) => readonly Check[];
  readonly codes: Readonly<Record<string, readonly [status: string, message: string]>>;
  readonly status: (code: string) => number;
  readonly body: (body: Record<string, unknown>, code: string, asked?: Record<string, unknown>) => unknown;
  readonly bytes: (text: string) => Buffer;
  readonly headers: (
    headers: Record<string, string>,
    code: string,
    request: IncomingMessage,
  ) => Record<string, string>;
  readonly responseTime: () => string;
  readonly responsePath: (path: string, target: string) => string;
  readonly headerName: (name: string) => string;
  readonly responseClient: (clientId: string) => string;
  readonly signsBytes: (bytes: Buffer) => Buffer;
  /** What is signed of a response, in place of the content. */
  readonly signs: (content: Buffer, request: IncomingMessage) => Buffer;
  readonly sign: (content: Buffer, key: KeyObject) => Buffer;
  readonly writeSignature: (base64: string) => string;
  /** Writes the response. */
  readonly respond: (response: ServerResponse, written: Written) => void;
}

/** A request whose token and user are looked up. */
export interface Asked {
  readonly body: Record<string, unknown>;
  readonly headers: IncomingMessage['headers'];
  /** Path with query. */
  readonly url: string;
  readonly bytes: Buffer;
}

/** How a request ends. */
export interface Ending {
  readonly code: string;
  readonly verifyRequestId?: string;
}

/** A response that is ready. */
export interface Written {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
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
  | 'form'
  | 'key'
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
  /** What stands before the operation's path. */
  readonly prefix?: string;
  /** Its users' access tokens, if they are not the usual ones. */
  readonly tokens?: Tokens;
  /** The caller's public keys by version, the newest last. */
  readonly callerKeys: Readonly<Record<string, KeyObject>>;
  /** The MPP's private key. */
  readonly privateKey: KeyObject;
  readonly keyVersion: string;
  /** How many characters a parameter may have. */
  readonly maxLengths: Readonly<Record<'acquirerId' | 'pspId' | 'accessToken', number>>;
}

/** Every check, in the order of the contract. */
export const checks: readonly Check[] = [
  'path',
  'method',
  'mediaType',
  'size',
  'client',
  'time',
  'form',
  'key',
  'signature',
  'tolerance',
  'traffic',
  'schema',
  'agreement',
  'user',
];
