import { type ResultCode, resultCodes, type ResultStatus } from '../../generated/result-codes.js';
import { sandbox } from '../../generated/sandbox.js';

/** A result code as a scenario. */
export interface ScenarioRow {
  readonly code: ResultCode;
  readonly accessToken: string;
  readonly status: ResultStatus;
  /** When an MPP answers it. */
  readonly when: string;
}

/** Every result code of the contract as a scenario, in the contract's order. */
export const scenarioTable: readonly ScenarioRow[] = Object.values(resultCodes).map(
  ({ code, status, when }) => ({ code, accessToken: `${sandbox.tokenPrefix}${code}`, status, when }),
);
