import type { commonResultCodes } from '@sendotp-contract/spec';
import type { Directory, User } from './directory.js';

/** The user of an access token, or the code that says why no OTP can be sent to that user. */
export type UserLookup =
  | { readonly outcome: 'found'; readonly user: User }
  | {
      readonly outcome: 'failed';
      readonly resultCode: Extract<
        keyof typeof commonResultCodes,
        'INVALID_TOKEN' | 'EXPIRED_ACCESS_TOKEN' | 'USER_NOT_EXIST' | 'USER_STATUS_ABNORMAL'
      >;
    };

/**
 * Finds the user of an access token: first the token, then the user (RC-6, RC-3, RC-14, RC-15). A token of another caller is unknown.
 * @param now ms since the epoch
 */
export async function lookUpUser(
  directory: Directory,
  { clientId, accessToken }: { readonly clientId?: string | undefined; readonly accessToken: string },
  now: number,
): Promise<UserLookup> {
  const token = await directory.findToken(clientId, accessToken);
  // A cancelled token stays INVALID_TOKEN after its expiry: the caller should not ask for a new one.
  if (token?.status !== 'ACTIVE') return { outcome: 'failed', resultCode: 'INVALID_TOKEN' };
  if (token.expiresAt !== undefined && now >= token.expiresAt) {
    return { outcome: 'failed', resultCode: 'EXPIRED_ACCESS_TOKEN' };
  }
  const user = await directory.findUser(token.userId);
  if (user === undefined) return { outcome: 'failed', resultCode: 'USER_NOT_EXIST' };
  if (user.status !== 'ACTIVE') return { outcome: 'failed', resultCode: 'USER_STATUS_ABNORMAL' };
  return { outcome: 'found', user };
}
