import type { KeyObject } from 'node:crypto';
import type { Operation } from '@sendotp-contract/spec';
import { contentToBeSigned, formatMessageTime, writeSignatureHeader } from '@sendotp-contract/message';
import type { TokenName } from '../profile/fixture.js';
import type { Caller, OpenedProfile } from '../profile/opened-profile.js';
import type { Changes, Parameters } from './changes.js';
import { headerOf, type HeaderList, type Message, type WriteSignature } from './message.js';
import { signBytes, strangersKey } from './signing-scheme.js';

const plainSignature: WriteSignature = (signature, keyVersion) => writeSignatureHeader(keyVersion, signature);
const unchanged = (text: string): string => text;

/** A message before it is signed. */
export interface Draft {
  readonly method: string;
  /** Path with query, without the target's prefix. */
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: Buffer;
  /** What stands in the content to be signed. */
  readonly signed: SignedParts;
  readonly signer: Caller;
  /** The keyVersion that the header names. */
  readonly keyVersion: string;
}

/** The parts of the content to be signed. */
export interface SignedParts {
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
  readonly body: Uint8Array;
}

/** What messages are made from besides the profile. */
export interface PlanSources {
  /** This machine's time in ms since the epoch. */
  readonly now?: () => number;
  /** An access token that no target knows. */
  readonly unknownToken?: () => string;
  readonly stranger?: () => Promise<KeyObject>;
}

/** Makes messages for one target; no two of them are the same. */
export class MessagePlan {
  readonly #opened: OpenedProfile;
  readonly #sources: Required<PlanSources>;
  /** Operations whose messages have the cancelled token unless they say otherwise. */
  readonly #withCancelledToken = new Set<string>();
  #serial = 0;
  #lastTime = 0;

  /** @param run what tells this run's messages from those of any other, in letters and digits */
  constructor(opened: OpenedProfile, run: string, sources: PlanSources = {}) {
    this.#opened = opened;
    const unknownToken = (): string => {
      this.#serial += 1;
      return `no-such-token-${run}-${this.#serial}`;
    };
    this.#sources = { now: Date.now, stranger: strangersKey, unknownToken, ...sources };
  }

  /** A new message: the operation's plain call with these changes. */
  async make(operation: Operation, changes: Changes = {}): Promise<Message> {
    let message = await this.#once(operation, changes);
    while (changes.until?.(message.signature) === false) message = await this.#once(operation, changes);
    return message;
  }

  /** For a target that takes any token: messages of this operation have the cancelled one, which is no user's either. */
  useCancelledToken({ operationId }: Operation): void {
    this.#withCancelledToken.add(operationId);
  }

  /** The parts of a new message. */
  async draft(operation: Operation, changes: Changes): Promise<Draft> {
    const { signedPathPrefix, caller } = this.#opened;
    const { method = operation.method, path = operation.path, signedInstead: instead = {} } = changes;
    const signer = await this.#caller(changes);
    const clientId =
      typeof changes.clientId === 'function'
        ? changes.clientId(signer.clientId)
        : (changes.clientId ?? signer.clientId);
    const time = (changes.time ?? formatMessageTime)(this.#now());
    const body = method === 'GET' ? Buffer.alloc(0) : bodyOf(changes, this.#parameters(operation, changes));
    return {
      method,
      path,
      clientId,
      time,
      body,
      signed: {
        path: (instead.path ?? unchanged)(signedPathPrefix + path),
        clientId: (instead.clientId ?? unchanged)(clientId),
        time: (instead.time ?? unchanged)(time),
        body: instead.body === undefined ? body : Buffer.from(instead.body(body.toString())),
      },
      signer,
      keyVersion: changes.signedAs === undefined ? signer.keyVersion : caller.keyVersion,
    };
  }

  async #once(operation: Operation, changes: Changes): Promise<Message> {
    const { url, pathPrefix, signedPathPrefix } = this.#opened;
    const draft = await this.draft(operation, changes);
    const { method, path, body, keyVersion } = draft;
    const content = contentOf(changes, draft.signed);
    const signature = signBytes(content, draft.signer.privateKey, changes.scheme ?? 'RSA256');
    const headers = headersOf(changes, draft, signature);
    return {
      operation,
      method,
      path: pathPrefix + path,
      ...(changes.absoluteForm === true ? { requestTarget: url.origin + pathPrefix + path } : {}),
      signedPath: signedPathPrefix + path,
      headers,
      body,
      clientId: headerOf(headers, 'Client-Id') ?? '',
      keyVersion,
      signature,
      contentKey: signature.toString('base64'),
      token: changes.token === 'unknown' ? undefined : changes.token,
    };
  }

  /** The record's plain request with the profile's own values in the parameters that it has. */
  #parameters({ operationId, parameters, plainRequest }: Operation, changes: Changes): Parameters {
    const { acquirerId, pspId } = this.#opened.profile;
    const usual = this.#withCancelledToken.has(operationId) ? 'cancelled' : 'unknown';
    const own: Parameters = {
      acquirerId,
      pspId,
      ...('accessToken' in parameters ? { accessToken: this.#token(changes.token ?? usual) } : {}),
    };
    const known = Object.entries(own).filter(([name]) => name in parameters);
    return { ...plainRequest, ...Object.fromEntries(known), ...changes.parameters };
  }

  /** An unknown token shows as well as an OTP that a request is accepted, and sends none. */
  #token(name: TokenName | 'unknown'): string {
    return name === 'unknown' ? this.#sources.unknownToken() : this.#opened.token(name);
  }

  async #caller({ signer = 'caller' }: Changes): Promise<Caller> {
    if (signer === 'stranger') return { ...this.#opened.caller, privateKey: await this.#sources.stranger() };
    const caller = this.#opened[signer];
    if (caller === undefined) throw new Error(`the profile has no ${signer}`);
    return caller;
  }

  /** Now, but never the same ms twice: each message differs in its time, too. */
  #now(): number {
    this.#lastTime = Math.max(this.#sources.now(), this.#lastTime + 1);
    return this.#opened.targetTime(this.#lastTime);
  }
}

function bodyOf({ body }: Changes, parameters: Parameters): Buffer {
  const whole = typeof body === 'function' ? body(parameters) : (body ?? JSON.stringify(parameters));
  return Buffer.from(whole);
}

/** The content to be signed, or what the changes put in its place. */
export function contentOf({ content: write }: Changes, signed: SignedParts): Uint8Array {
  const content = contentToBeSigned(signed);
  return write === undefined ? content : Buffer.from(write(Buffer.from(content).toString()));
}

/** The headers of a message with this signature. */
export function headersOf(
  { headers, headerName = unchanged, signature: write = plainSignature }: Changes,
  { clientId, time, keyVersion }: Pick<Draft, 'clientId' | 'time' | 'keyVersion'>,
  signature: Buffer,
): HeaderList {
  const planned: Readonly<Record<string, string | undefined>> = {
    'Content-Type': 'application/json; charset=UTF-8',
    'Client-Id': clientId,
    'Request-Time': time,
    Signature: write(signature, keyVersion),
    ...headers,
  };
  return Object.entries(planned).flatMap(([name, value]) =>
    value === undefined ? [] : [[headerName(name), value] as const],
  );
}
