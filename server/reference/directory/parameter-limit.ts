import { contract } from '@sendotp-contract/spec';

/**
 * The longest value of a parameter that any operation allows, in characters (REQ-11). A longer one in a directory could
 * never be used in a call. Without a limit in the contract: Infinity.
 */
export function longestValueOf(parameter: string): number {
  const limits = Object.values(contract.operations).flatMap(({ parameters }) =>
    Object.entries(parameters).flatMap(([name, field]) =>
      name === parameter ? ['maxLength' in field ? field.maxLength : Infinity] : [],
    ),
  );
  return limits.length === 0 ? Infinity : Math.max(...limits);
}
