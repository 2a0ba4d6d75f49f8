import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Operation } from '@sendotp-contract/spec';
import { RequestRecord } from '../observe/request-record.js';
import type { CheckedRequest } from '../request/checked-request.js';
import type { ResponseAddress } from '../response/signed-response.js';

/** One call on its way: what each step adds for those after it. */
export class Call {
  readonly requestId = randomUUID();
  readonly record = new RequestRecord(this.requestId);
  readonly headers: IncomingHttpHeaders;
  /** What the response signs besides its body. */
  readonly address: ResponseAddress;
  /** Undefined when no operation has the path. */
  readonly operation: Operation | undefined;
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

  /** A header's value as received; Node joins a repeated one with commas. */
  header(name: string): string | undefined {
    const value = this.headers[name];
    return typeof value === 'string' ? value : undefined;
  }
}
