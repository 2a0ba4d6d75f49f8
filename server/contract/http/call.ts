import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Operation } from '@sendotp-contract/spec';
import { RequestRecord } from '../observe/request-record.js';
import type { Caller, CheckedRequest } from '../request/checked-request.js';
import type { ResponseAddress } from '../response/signed-response.js';

/** Where a request keeps its call. A WeakMap would do, and cost the garbage collector more than the request itself. */
const ofRequest = Symbol('call');

interface WithCall {
  [ofRequest]?: Call;
}

/** One call on its way through the middleware: what each step adds for those after it. */
export class Call {
  readonly requestId = randomUUID();
  readonly record = new RequestRecord();
  /** As received: the validator is shown others. */
  readonly headers: IncomingHttpHeaders;
  /** What the response signs besides its body. */
  readonly address: ResponseAddress;
  /** Undefined when no operation has the path. */
  readonly operation: Operation | undefined;
  /** Set when every check before the schema was passed. */
  caller: Caller | undefined;
  /** Set when every check was passed. */
  request: CheckedRequest | undefined;

  /**
   * @param signedPath path with query as the caller signed it
   * @param operation the operation of that path
   */
  constructor({ headers }: IncomingMessage, signedPath: string, operation: Operation | undefined) {
    this.headers = headers;
    this.address = { signedPath, clientId: this.header('client-id') ?? '' };
    this.operation = operation;
    this.record.operationId = operation?.operationId;
  }

  /** The call that a request makes; undefined before it was received. */
  static of(request: object): Call | undefined {
    return (request as WithCall)[ofRequest];
  }

  /** From here on the request makes this call. */
  static begin(request: object, call: Call): void {
    (request as WithCall)[ofRequest] = call;
  }

  /** A header's value as received; Node joins a repeated one with commas. */
  header(name: string): string | undefined {
    const value = this.headers[name];
    return typeof value === 'string' ? value : undefined;
  }
}
