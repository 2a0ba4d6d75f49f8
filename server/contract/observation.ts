import type { OperationId } from '../../generated/operations.js';
import type { ResultCode } from '../../generated/result-codes.js';
import type { Stage } from './findings.js';
import { ShellError } from './shell-error.js';

/** What happened to one request, for logs and metrics. Holds no token, OTP, phone number, address or body. */
export interface Observation {
  readonly requestId: string;
  /** Set when the path named an operation. */
  readonly operationId: OperationId | undefined;
  /** Set when the Client-Id is registered; what strangers send as an id is not repeated. */
  readonly clientId: string | undefined;
  /** Set when the body has passed the schema. */
  readonly acquirerId: string | undefined;
  /** Set when the body has passed the schema. */
  readonly pspId: string | undefined;
  readonly resultCode: ResultCode;
  /** Why a check refused the request, for the operator: the wire says the code only. */
  readonly reason: string | undefined;
  /** The outcome was that of the same message before (SIG-9). */
  readonly replayed: boolean;
  /** From the first byte of the header to the last of the answer's body, in ms. */
  readonly durationMs: number;
  /** The same by stage, for the stages that were reached. */
  readonly stagesMs: Readonly<Partial<Record<Stage, number>>>;
}

/** A request in a few words, for a person at a terminal. */
export function describeRequest({ resultCode, reason, replayed, durationMs }: Observation): string {
  const why = reason === undefined ? '' : ` - ${reason}`;
  return `${resultCode}${replayed ? ' (the same message again)' : ''} ${durationMs.toFixed(1)} ms${why}`;
}

/** Something broke on this side; the caller was told `UNKNOWN_EXCEPTION`. */
export interface Fault {
  readonly requestId: string;
  readonly stage: 'request' | 'handler' | 'response';
  /** What was thrown. Its message may hold anything that the thrower put in: see {@link describeFault}. */
  readonly error: unknown;
}

/**
 * A fault as one line of JSON. Without the error's message unless it is the shell's own: a stranger's may quote a token
 * or a phone number, and name, code and the places in the code are enough to find it.
 */
export function describeFault({ requestId, stage, error }: Fault): string {
  const isError = error instanceof Error;
  const code = isError && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const places = isError ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return JSON.stringify({
    level: 'error',
    requestId,
    stage,
    name: isError ? error.name : typeof error,
    code,
    message: error instanceof ShellError ? error.message : undefined,
    at: places.slice(0, 5).map((line) => line.trim()),
  });
}
