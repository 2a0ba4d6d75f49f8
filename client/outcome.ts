import type {
  AnyOutcome,
  CalledOperation,
  Failed,
  Operation,
  ResultCodeOf,
  ResultStatus,
  Succeeded,
  SuccessFieldsOf,
  Unknown,
} from '@sendotp-contract/spec';
import type { Exchange } from './exchange.js';

/** A code of the operation as a literal, or one that the contract does not know (RES-9). */
type CodeOf<Op extends Operation, Status extends ResultStatus> = ResultCodeOf<Op, Status> | (string & {});

/** What every outcome has beside its status and code. */
export interface OutcomeDetails {
  /** The message of the result code, for people. */
  readonly resultMessage: string;
  /** Whether the response was signed. `S` always is (SIG-7). */
  readonly signed: boolean;
  /** What may be the reason of an `F` that its code does not tell: a wrong clock, with both clocks. */
  readonly hint?: string;
}

export interface Exchanged {
  /** The request and the response as transferred. Not enumerable: it holds the secrets of the request. */
  readonly exchange: Exchange;
}

/** `S`: the operation succeeded. Its fields are those that the contract returns with `S`. */
export type CallSucceeded<Op extends Operation> = Succeeded<CodeOf<Op, 'S'>, SuccessFieldsOf<Op>> &
  OutcomeDetails &
  Exchanged;

/** `F`: the operation failed. */
export type CallFailed<Op extends Operation> = Failed<CodeOf<Op, 'F'>> & OutcomeDetails & Exchanged;

/** `U`: whether the operation succeeded is unknown. */
export type CallUnknown<Op extends Operation> = Unknown<CodeOf<Op, 'U'>> & OutcomeDetails & Exchanged;

/** The outcome of a call. `resultStatus` narrows its type. */
export type CallOutcome<Op extends Operation> = CallSucceeded<Op> | CallFailed<Op> | CallUnknown<Op>;

/** The outcome of a call of any operation. */
export type AnyCallOutcome = AnyOutcome & OutcomeDetails & Exchanged;

/** What the contract says of a code of this operation; undefined for a code that it does not have (RES-9). */
export function resultCodeRow(
  { resultCodes }: CalledOperation,
  code: string,
): CalledOperation['resultCodes'][string] | undefined {
  return Object.hasOwn(resultCodes, code) ? resultCodes[code] : undefined;
}

/**
 * Adds the exchange where `outcome.exchange` finds it but `console.log` and `JSON.stringify` do not: secrets get into a
 * log only when somebody logs the exchange itself.
 */
export function withExchange<T extends object>(outcome: T, exchange: Exchange): T & Exchanged {
  const complete = { ...outcome, exchange };
  Object.defineProperty(complete, 'exchange', { enumerable: false });
  return complete;
}
