import { type Contract, contract as shipped, type ResultStatus } from '@sendotp-contract/spec';

/** A result code as a scenario. */
export interface ScenarioRow {
  readonly code: string;
  readonly accessToken: string;
  readonly status: ResultStatus;
  /** When an MPP returns it. */
  readonly when: string;
}

/** Every result code of a contract as a scenario, in the contract's order. */
export function scenarioRows({
  resultCodes,
  sandbox,
}: Pick<Contract, 'resultCodes' | 'sandbox'>): readonly ScenarioRow[] {
  return Object.values(resultCodes).map(({ code, status, when }) => ({
    code,
    accessToken: `${sandbox.tokenPrefix}${code}`,
    status,
    when,
  }));
}

/** Every result code of the shipped contract as a scenario. */
export const scenarioTable: readonly ScenarioRow[] = scenarioRows(shipped);
