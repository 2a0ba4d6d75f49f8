import {
  type AnyOutcome,
  type Contract,
  contract as shipped,
  type Failed,
  type Operation,
  type OperationIdOf,
  type ResultCodeOf,
  type ResultStatus,
  type Succeeded,
  type Unknown,
} from '@sendotp-contract/spec';
import { responseBody } from '../response/response-body.js';

/** The codes of one status, of all operations of a contract. */
type CodeIn<C extends Contract, Status extends ResultStatus> = ResultCodeOf<
  C['operations'][OperationIdOf<C>],
  Status
>;

/** The functions that make a handler's outcomes. */
export interface Outcomes<C extends Contract> {
  /** It was done; with the fields that the operation returns then. */
  readonly succeeded: <const Fields extends object>(fields: Fields) => Succeeded<CodeIn<C, 'S'>, Fields>;
  /** It was not done, for this reason: `failed('USER_NOT_EXIST')`. */
  readonly failed: <const Code extends CodeIn<C, 'F'>>(resultCode: Code) => Failed<Code>;
  /** Whether it was done is not known, for this reason: `unknown('UNKNOWN_EXCEPTION')`. */
  readonly unknown: <const Code extends CodeIn<C, 'U'>>(resultCode: Code) => Unknown<Code>;
}

/**
 * Makes the functions that make outcomes, with the codes of this contract. Whether an operation has the code is checked by
 * the handler's type, and again when the handler returns.
 */
export function outcomesOf<C extends Contract>(contract: C): Outcomes<C> {
  const success = Object.values(contract.resultCodes).find(({ status }) => status === 'S');
  if (success === undefined) throw new TypeError('the contract has no result code with the status S');
  return {
    succeeded: (fields) => ({ resultStatus: 'S', resultCode: success.code as CodeIn<C, 'S'>, ...fields }),
    failed: (resultCode) => ({ resultStatus: 'F', resultCode }),
    unknown: (resultCode) => ({ resultStatus: 'U', resultCode }),
  };
}

/** The outcomes of the contract that this package ships. */
export const { succeeded, failed, unknown } = outcomesOf(shipped);

/**
 * Whether an outcome is the last word on its message. `REQUEST_TRAFFIC_EXCEED_LIMIT` is not: nothing was done, and the
 * caller is advised to send the very same bytes again.
 */
export function isFinal(
  { resultCodes }: Pick<Operation, 'resultCodes'>,
  { resultCode }: AnyOutcome,
): boolean {
  return resultCodes[resultCode]?.retry !== 'backoff';
}

/** Whether this is an outcome of the operation: checked at run time, for what comes from outside the type system. */
export function isOutcome(operation: Operation, value: unknown): value is AnyOutcome {
  if (typeof value !== 'object' || value === null || !('resultStatus' in value) || !('resultCode' in value))
    return false;
  const { resultStatus, resultCode } = value;
  if (typeof resultCode !== 'string' || !Object.hasOwn(operation.resultCodes, resultCode)) return false;
  if (operation.resultCodes[resultCode]?.status !== resultStatus) return false;
  return operation.validateResponse(responseBody(operation, value as AnyOutcome));
}
