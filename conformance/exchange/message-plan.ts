import type { Operation } from '@sendotp-contract/spec';
import { contentToBeSigned, formatMessageTime, writeSignatureHeader } from '@sendotp-contract/message';
import type { TokenName } from '../profile/fixture.js';
import type { Caller, OpenedProfile } from '../profile/opened-profile.js';
import type { Changes, Parameters } from './changes.js';
import { headerOf, type HeaderList, type Message, type WriteSignature } from './message.js';
import { signBytes, strangersKey } from './signing-scheme.js';

const plainSignature: WriteSignature = (signature, keyVersion) => writeSignatureHeader(keyVersion, signature);
const unchanged = (text: string): string => text;

/** Makes messages for one target; no two of them are the same. */
export class MessagePlan {
  readonly #opened: OpenedProfile;
  readonly #run: string;
  /** Operations whose messages have the cancelled token unless they say otherwise. */
  readonly #withCancelledToken = new Set<string>();
  #serial = 0;
  #lastTime = 0;

  /** @param run what tells this run's messages from those of any other, in letters and digits */
  constructor(opened: OpenedProfile, run: string) {
    this.#opened = opened;
    this.#run = run;
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

  async #once(operation: Operation, changes: Changes): Promise<Message> {
    const { url, pathPrefix, signedPathPrefix } = this.#opened;
    const caller = await this.#caller(changes);
    const keyVersion = changes.signedAs === undefined ? caller.keyVersion : this.#opened.caller.keyVersion;
    const { method = operation.method, path = operation.path } = changes;
    const clientId =
      typeof changes.clientId === 'function'
        ? changes.clientId(caller.clientId)
        : (changes.clientId ?? caller.clientId);
    const now = this.#now();
    const time = (changes.time ?? formatMessageTime)(now);
    const body = method === 'GET' ? Buffer.alloc(0) : bodyOf(changes, this.#parameters(operation, changes));

    const content = contentOf(changes, { path: signedPathPrefix + path, clientId, time, body });
    const signature = await signBytes(content, caller.privateKey, changes.scheme ?? 'RSA256');
    const headers = headersOf(changes, {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: (changes.signature ?? plainSignature)(signature, keyVersion),
    });
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
    if (name !== 'unknown') return this.#opened.token(name);
    this.#serial += 1;
    return `no-such-token-${this.#run}-${this.#serial}`;
  }

  async #caller({ signer = 'caller' }: Changes): Promise<Caller> {
    if (signer === 'stranger') return { ...this.#opened.caller, privateKey: await strangersKey() };
    const caller = this.#opened[signer];
    if (caller === undefined) throw new Error(`the profile has no ${signer}`);
    return caller;
  }

  /** Now, but never the same ms twice: each message differs in its time, too. */
  #now(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }
}

function bodyOf({ body }: Changes, parameters: Parameters): Buffer {
  const whole = typeof body === 'function' ? body(parameters) : (body ?? JSON.stringify(parameters));
  return Buffer.from(whole);
}

/** The content to be signed, or what the changes put in its place. */
function contentOf(
  { signedInstead: instead = {}, content: write }: Changes,
  sent: { readonly path: string; readonly clientId: string; readonly time: string; readonly body: Buffer },
): Uint8Array {
  const content = contentToBeSigned({
    path: (instead.path ?? unchanged)(sent.path),
    clientId: (instead.clientId ?? unchanged)(sent.clientId),
    time: (instead.time ?? unchanged)(sent.time),
    body: instead.body === undefined ? sent.body : instead.body(sent.body.toString()),
  });
  return write === undefined ? content : Buffer.from(write(Buffer.from(content).toString()));
}

function headersOf(
  { headers, headerName = unchanged }: Changes,
  usual: Readonly<Record<string, string>>,
): HeaderList {
  const planned: Readonly<Record<string, string | undefined>> = { ...usual, ...headers };
  return Object.entries(planned).flatMap(([name, value]) =>
    value === undefined ? [] : [[headerName(name), value] as const],
  );
}
