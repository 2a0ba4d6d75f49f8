import type { ResultCodeOf } from '../../../generated/result-codes.js';
import type { Directory, User } from './directory.js';

/** The user behind an access token, or the code that says why there is none to send to. */
export type UserLookup =
  | { readonly outcome: 'found'; readonly user: User }
  | {
      readonly outcome: 'failed';
      readonly resultCode: Extract<
        ResultCodeOf<'F'>,
        'INVALID_TOKEN' | 'EXPIRED_ACCESS_TOKEN' | 'USER_NOT_EXIST' | 'USER_STATUS_ABNORMAL'
      >;
    };

/**
 * Finds the user whom an access token stands for: first the token, then the user (RC-6, RC-3, RC-14, RC-15).
 * @param now ms since the epoch
 */
export async function lookUpUser(
  directory: Directory,
  accessToken: string,
  now: number,
): Promise<UserLookup> {
  const token = await directory.findToken(accessToken);
  // A cancelled token stays INVALID_TOKEN after its expiry: a fresh one is not what the caller should ask for.
  if (token?.status !== 'ACTIVE') return { outcome: 'failed', resultCode: 'INVALID_TOKEN' };
  if (token.expiresAt !== undefined && now >= token.expiresAt) {
    return { outcome: 'failed', resultCode: 'EXPIRED_ACCESS_TOKEN' };
  }
  const user = await directory.findUser(token.userId);
  if (user === undefined) return { outcome: 'failed', resultCode: 'USER_NOT_EXIST' };
  if (user.status !== 'ACTIVE') return { outcome: 'failed', resultCode: 'USER_STATUS_ABNORMAL' };
  return { outcome: 'found', user };
}
