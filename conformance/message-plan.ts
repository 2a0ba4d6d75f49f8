import { constants, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { operations } from '../generated/operations.js';
import { contentToBeSigned, formatMessageTime, writeSignatureHeader } from '../message/index.js';
import type { TokenName } from './fixtures.js';
import type { Caller, Target } from './target.js';

/** The operation's path, without the target's prefix. */
export const operationPath: string = operations.sendOTP.path;

/** Writes a whole `Signature` header. */
export type WriteSignature = (signature: Buffer, keyVersion: string) => string;

/** How a message differs from a plain signed call with an unknown access token. */
export interface Changes {
  readonly method?: string;
  /** In place of the operation's path, with the query; the target's prefix goes before it. */
  readonly path?: string;
  /** Parameters of the body to add, replace or, with undefined, leave out. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The profile's token of this name, or one that nobody has, in place of the usual one. */
  readonly token?: TokenName | 'unknown';
  /** The whole body, or what to make of the text that would have been sent. */
  readonly body?: string | Uint8Array | ((text: string) => string | Uint8Array);
  /** `Request-Time`, made from now in ms since the epoch. */
  readonly time?: (now: number) => string;
  /** `Client-Id`, as sent and as signed. */
  readonly clientId?: string | ((own: string) => string);
  /** Headers to add, replace or, with undefined, leave out; what is signed stays as it was. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Writes each header's name. */
  readonly headerName?: (name: string) => string;
  /** What is signed in place of what is sent. */
  readonly signedInstead?: Partial<Record<'path' | 'clientId' | 'time' | 'body', (sent: string) => string>>;
  /** What is signed in place of the whole content. */
  readonly content?: (content: string) => string;
  readonly signature?: WriteSignature;
  /** Made anew until its signature is like this: not each shows what the case is about. */
  readonly until?: (signature: Buffer) => boolean;
  /** Whose key signs; a stranger is nobody whom the target knows, under the caller's name. */
  readonly signer?: 'caller' | 'stranger' | 'olderKey' | 'throttledClient';
  /** Whose keyVersion stands in the header, when it is not the signer's. */
  readonly signedAs?: 'caller';
  /** How it is signed, whatever the header says. */
  readonly scheme?: 'RSA256' | 'RSA-SHA1' | 'RSA-SHA512' | 'PSS';
}

/** A message as it goes out, and what must be known to judge its answer. */
export interface Message {
  readonly method: string;
  /** Path with prefix and query, as sent. */
  readonly path: string;
  /** Path as the response signs it (SIG-2). */
  readonly signedPath: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** The `Client-Id` that was sent; empty when none was. */
  readonly clientId: string;
  readonly keyVersion: string;
  readonly signature: Buffer;
  /** Equal for messages that are the same, in whatever way their signature is written (SIG-9). */
  readonly contentKey: string;
  /** The profile's token in it, if the message asks for one. */
  readonly token: TokenName | undefined;
}

/** Base64 of it has both characters that URL encoding and base64url write in other ways. */
export const hasEveryCharacter = (signature: Buffer): boolean => {
  const text = signature.toString('base64');
  return text.includes('+') && text.includes('/');
};

export const urlEncoded = (signature: Buffer): string => encodeURIComponent(signature.toString('base64'));

const plainSignature: WriteSignature = (signature, keyVersion) => writeSignatureHeader(keyVersion, signature);

/** Makes messages for one target; no two of them are the same. */
export class MessagePlan {
  readonly #target: Target;
  readonly #run: string;
  /** Whose token stands in a message that does not say. */
  #usual: TokenName | 'unknown' = 'unknown';
  #serial = 0;
  #lastTime = 0;

  /** @param run what sets this run's messages apart from those of any other, in letters and digits */
  constructor(target: Target, run: string) {
    this.#target = target;
    this.#run = run;
  }

  /** A new message: the plain call with these changes. */
  async make(changes: Changes = {}): Promise<Message> {
    let message = await this.#once(changes);
    while (changes.until?.(message.signature) === false) message = await this.#once(changes);
    return message;
  }

  async #once(changes: Changes): Promise<Message> {
    const { profile, pathPrefix, signedPathPrefix } = this.#target;
    const caller = await this.#caller(changes);
    const keyVersion = changes.signedAs === undefined ? caller.keyVersion : this.#target.caller.keyVersion;
    const { method = 'POST', path = operationPath } = changes;
    const clientId =
      typeof changes.clientId === 'function'
        ? changes.clientId(caller.clientId)
        : (changes.clientId ?? caller.clientId);
    const now = this.#now();
    const time = (changes.time ?? formatMessageTime)(now);
    const parameters = {
      acquirerId: profile.acquirerId,
      pspId: profile.pspId,
      accessToken: this.#token(changes.token ?? this.#usual),
      verifyType: 'MOBILE',
      ...changes.parameters,
    };
    const text = JSON.stringify(parameters);
    const whole = typeof changes.body === 'function' ? changes.body(text) : (changes.body ?? text);
    const body = method === 'GET' ? Buffer.alloc(0) : Buffer.from(whole);

    const instead = changes.signedInstead ?? {};
    const content = contentToBeSigned({
      path: (instead.path ?? same)(signedPathPrefix + path),
      clientId: (instead.clientId ?? same)(clientId),
      time: (instead.time ?? same)(time),
      body: instead.body === undefined ? body : instead.body(body.toString()),
    });
    const signed =
      changes.content === undefined ? content : Buffer.from(changes.content(Buffer.from(content).toString()));
    const signature = await signBytes(signed, caller.privateKey, changes.scheme ?? 'RSA256');

    const planned: Readonly<Record<string, string | undefined>> = {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: (changes.signature ?? plainSignature)(signature, keyVersion),
      ...changes.headers,
    };
    const headers = Object.entries(planned).flatMap(([name, value]) =>
      value === undefined ? [] : [[(changes.headerName ?? same)(name), value] as const],
    );
    const sentId = headers.find(([name]) => name.toLowerCase() === 'client-id')?.[1] ?? '';
    return {
      method,
      path: pathPrefix + path,
      signedPath: signedPathPrefix + path,
      headers,
      body,
      clientId: sentId,
      keyVersion,
      signature,
      contentKey: signature.toString('base64'),
      token: changes.token === 'unknown' ? undefined : changes.token,
    };
  }

  /** For a target that takes any token: the cancelled one is no user's either. */
  useCancelledToken(): void {
    this.#usual = 'cancelled';
  }

  #token(name: TokenName | 'unknown'): string {
    return name === 'unknown' ? this.unknownToken() : this.#target.token(name);
  }

  /** An access token that nobody has: to pass every check before it proves as much as an OTP, and sends none. */
  unknownToken(): string {
    this.#serial += 1;
    return `no-such-token-${this.#run}-${this.#serial}`;
  }

  async #caller({ signer = 'caller' }: Changes): Promise<Caller> {
    if (signer === 'stranger') return { ...this.#target.caller, privateKey: await strangersKey() };
    const caller = this.#target[signer];
    if (caller === undefined) throw new Error(`the profile has no ${signer}`);
    return caller;
  }

  /** Now, but never the same ms twice: each message differs in its time, too. */
  #now(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }
}

/** The same message with its `Signature` header written another way. */
export function rewritten(message: Message, write: WriteSignature): Message {
  const value = write(message.signature, message.keyVersion);
  return {
    ...message,
    headers: message.headers.map(
      ([name, old]) => [name, name.toLowerCase() === 'signature' ? value : old] as const,
    ),
  };
}

const same = (text: string): string => text;

let stranger: Promise<KeyObject> | undefined;
function strangersKey(): Promise<KeyObject> {
  stranger ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(
    ({ privateKey }) => privateKey,
  );
  return stranger;
}

const signAsync = promisify(sign);

function signBytes(
  content: Uint8Array,
  key: KeyObject,
  scheme: NonNullable<Changes['scheme']>,
): Promise<Buffer> {
  switch (scheme) {
    case 'RSA256':
      return signAsync('RSA-SHA256', content, key);
    case 'PSS':
      return signAsync('RSA-SHA256', content, { key, padding: constants.RSA_PKCS1_PSS_PADDING });
    default:
      return signAsync(scheme, content, key);
  }
}
