import { contract as shipped, type Contract, type Operation } from '@sendotp-contract/spec';
import { businessCases as shippedCases } from '../cases/business.js';
import type { ConformanceCase } from '../cases/conformance-case.js';
import { contractCases } from '../cases/contract-cases.js';
import { httpsCase } from '../cases/https.js';
import { fuzzCase } from '../fuzz/fuzz-case.js';
import { responseChecks, uniqueIdCheck } from '../response-checks/every-response.js';
import { type ContractOptions, select } from './options.js';

/** A case as `--list` prints it: those that send something, and the checks of every response. */
export type ListedCase = Pick<
  ConformanceCase,
  'id' | 'operation' | 'rules' | 'title' | 'severity' | 'core' | 'needs' | 'otps'
>;

/** What a list of cases is made for. */
export interface CaseListOptions extends ContractOptions {
  /** The operations of the target. Default: every operation of the contract. */
  readonly operations?: readonly string[];
}

/** The cases of one run, by how they are judged. */
export interface CaseList {
  /** Those that send something, in the order in which they are tried. */
  readonly sending: readonly ConformanceCase[];
  /** One for each operation. */
  readonly fuzz: readonly { readonly operation: Operation; readonly aCase: ConformanceCase }[];
  /** The checks of every response. */
  readonly onResponses: readonly ListedCase[];
}

/** Every case of a target with these operations. */
export function caseList(
  operations: readonly Operation[],
  toleranceMinutes: number,
  { contract = shipped, businessCases = shippedCases }: ContractOptions,
): CaseList {
  return {
    sending: contractCases({ contract, operations, businessCases, toleranceMinutes }),
    fuzz: operations.map((operation) => ({
      operation,
      aCase: fuzzCase(operation, isFirst(contract, operation)),
    })),
    onResponses: [...responseChecks(contract), uniqueIdCheck],
  };
}

/** Every case, in the order of the report. */
export function allOf({ sending, fuzz, onResponses }: CaseList): readonly ListedCase[] {
  return [httpsCase, ...sending, ...fuzz.map(({ aCase }) => aCase), ...onResponses];
}

/**
 * Every case, in the order of the report.
 * @param toleranceMinutes how far `Request-Time` may be from the target's clock, in minutes
 * @param only selects cases as `ConformanceOptions.only` does
 * @throws OptionError naming what selects nothing
 */
export function listCases(
  toleranceMinutes = 10,
  only?: readonly string[],
  { operations: ids, ...options }: CaseListOptions = {},
): readonly ListedCase[] {
  const contract: Contract = options.contract ?? shipped;
  const operations = Object.values(contract.operations).filter(
    ({ operationId }) => ids === undefined || ids.includes(operationId),
  );
  return select(allOf(caseList(operations, toleranceMinutes, options)), only);
}

function isFirst({ operations }: Contract, { operationId }: Operation): boolean {
  return Object.keys(operations)[0] === operationId;
}
