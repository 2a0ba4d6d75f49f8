import type { IncomingHttpHeaders } from 'node:http';
import type { OperationBodies, OperationId } from '../../generated/operations.js';
import type { Outcome } from './outcome.js';

/** A request that every check of the contract has passed: what was left out or null has its default (REQ-3, REQ-8). */
export interface SendOtpRequest {
  readonly acquirerId: string;
  readonly pspId: string;
  readonly accessToken: string;
  readonly verifyType: 'MOBILE' | 'EMAIL';
}

/** What a handler may want to know besides the request. */
export interface RequestContext {
  /** Ours, one for each request; it stands in the logs. */
  readonly requestId: string;
  /** The caller, whose signature has been verified. */
  readonly clientId: string;
  /** When the caller signed, in ms since the epoch. */
  readonly requestTime: number;
  /** The `Agent-Token` header as received (HDR-5). */
  readonly agentToken: string | undefined;
  /** All headers as received, names in small letters. They are not signed: nothing that matters may hang on them. */
  readonly headers: Readonly<IncomingHttpHeaders>;
  /** Aborted when the deadline passes: by then `UNKNOWN_EXCEPTION` has been answered. */
  readonly signal: AbortSignal;
}

/** What each operation of the contract accepts and answers. A new operation in the spec does not compile without. */
export interface OperationContracts {
  sendOTP: { request: SendOtpRequest; outcome: Outcome };
}

/** Turns a checked request into an outcome. Whatever it throws is answered with `UNKNOWN_EXCEPTION`. */
export type Handler<Id extends OperationId> = (
  request: OperationContracts[Id]['request'],
  context: RequestContext,
) => Promise<OperationContracts[Id]['outcome']>;

/** One handler for every operation of the contract. */
export type Handlers = { readonly [Id in keyof OperationBodies]: Handler<Id> };
