import type { Operation, ResultStatus } from '@sendotp-contract/spec';

/**
 * The result code with which an operation itself ends in this status: the one that its latest check answers with, as a
 * request that passes every check gets it. Undefined when the operation has no code of this status.
 */
export function codeWithStatus(
  status: ResultStatus,
  { orderOfChecks, resultCodes }: Pick<Operation, 'orderOfChecks' | 'resultCodes'>,
): string | undefined {
  const latestFirst = orderOfChecks.flatMap(({ codes }) => codes).reverse();
  return [...latestFirst, ...Object.keys(resultCodes)].find((code) => resultCodes[code]?.status === status);
}
