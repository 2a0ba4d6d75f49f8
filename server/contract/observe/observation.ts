import type { ResultStatus } from '@sendotp-contract/spec';
import { errorLine } from './loggable-error.js';
import type { Stage } from './request-record.js';

/** What happened to one request, for logs and metrics. Holds no token, OTP, phone number, address or body. */
export interface Observation {
  readonly requestId: string;
  /** Set when the path named an operation. */
  readonly operationId: string | undefined;
  /** Set when the Client-Id is registered; what strangers send as an id is not repeated. */
  readonly clientId: string | undefined;
  /** The parameters that the contract allows in logs; empty until the body has passed the schema. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly resultStatus: ResultStatus;
  readonly resultCode: string;
  /** Why a check refused the request, for the operator: the wire says the code only. */
  readonly reason: string | undefined;
  /** The outcome was that of the same message before (SIG-9). */
  readonly replayed: boolean;
  /** From the first byte of the header to the last of the response's body, in ms. */
  readonly durationMs: number;
  /** The same by stage, for the stages that were reached. */
  readonly stagesMs: Readonly<Partial<Record<Stage, number>>>;
}

/** A request in a few words, for a person at a terminal. */
export function describeRequest({ resultCode, reason, replayed, durationMs }: Observation): string {
  const why = reason === undefined ? '' : ` - ${reason}`;
  return `${resultCode}${replayed ? ' (the same message again)' : ''} ${durationMs.toFixed(1)} ms${why}`;
}

/**
 * An error on this side. At a stage of the request the caller was told `UNKNOWN_EXCEPTION`; of a callback that failed, the caller
 * was told nothing.
 */
export interface Fault {
  readonly requestId: string;
  readonly stage: 'request' | 'handler' | 'response' | 'observe' | 'onSignatureMismatch' | 'onFault';
  /** What was thrown. Its message may hold anything that the thrower put in: see {@link describeFault}. */
  readonly error: unknown;
}

/** A fault as one line of JSON, with what may be logged of its error. */
export function describeFault({ requestId, stage, error }: Fault): string {
  return errorLine({ requestId, stage }, error);
}
