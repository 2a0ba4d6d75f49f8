/** NIST SP 800-63B-4 3.2.2: at most 100 failed attempts in a row on one account. */
export const mostWrongCodes = 100;

/**
 * How many wrong codes in a row a user may enter, over all OTPs and verifyTypes. Then the user is blocked: no code is compared
 * and no OTP sent, until an operator releases the user.
 */
export interface WrongCodeLimit {
  /**
   * Counts a code before it is compared, so that parallel guesses are no more than sequential ones.
   * @returns `last`: a wrong code blocks the user from now on; `blocked`: the code must not be compared
   */
  count(userId: string): Promise<'allowed' | 'last' | 'blocked'>;
  isBlocked(userId: string): Promise<boolean>;
  /** Forgets the wrong codes, after a right one or when an operator releases the user. */
  reset(userId: string): Promise<void>;
}

/** @throws RangeError for a limit that is no whole number from 1 to 100 */
export function checkWrongCodeLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostWrongCodes) return limit;
  throw new RangeError(
    `the limit of wrong codes must be a whole number from 1 to ${mostWrongCodes}, not ${limit}`,
  );
}

/** How a count compares with the limit. */
export function standingOf(count: number, limit: number): 'allowed' | 'last' | 'blocked' {
  if (count > limit) return 'blocked';
  return count === limit ? 'last' : 'allowed';
}
