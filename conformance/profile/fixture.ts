import type { ResultCode, SandboxNames } from '@sendotp-contract/spec';

/** An access token that a case needs: whose it is, and the code that a plain call with it leads to. */
export interface TokenFixture {
  readonly code: ResultCode;
  /** Whose token it is. */
  readonly of: string;
}

/** The access tokens that a profile may hold, one for each outcome that depends on the user. */
export const tokenFixtures = {
  valid: { code: 'SUCCESS', of: 'an active user with a phone and an e-mail address' },
  expired: { code: 'EXPIRED_ACCESS_TOKEN', of: 'a token that was valid once' },
  cancelled: { code: 'INVALID_TOKEN', of: 'a token that was cancelled' },
  unknownUser: { code: 'USER_NOT_EXIST', of: 'a valid token whose user is gone' },
  frozen: { code: 'USER_STATUS_ABNORMAL', of: 'a user who is frozen, closed or otherwise barred' },
  atLimit: { code: 'OTP_SEND_TIMES_EXCEED_LIMIT', of: 'a user who has reached the sending limit' },
  noEmail: { code: 'SUCCESS', of: 'an active user without an e-mail address' },
  refused: { code: 'PROCESS_FAIL', of: 'a user whose phone number the channel refuses for good' },
  unanswered: {
    code: 'UNKNOWN_EXCEPTION',
    of: 'a user for whose phone number the channel never answers',
  },
} as const satisfies Record<string, TokenFixture>;

export type TokenName = keyof typeof tokenFixtures;

export const isTokenName = (name: string): name is TokenName => Object.hasOwn(tokenFixtures, name);

export const tokenNames: readonly TokenName[] = Object.keys(tokenFixtures).filter(isTokenName);

/** Everything that a case may need of a profile beyond the plain call. */
export type Fixture = TokenName | 'olderKey' | 'throttledClient' | Trait;

/**
 * What a target may lack by design, as a mock without users does: knowing which `acquirerId` and `pspId` belong to the
 * caller, and which access tokens it never issued.
 */
export const traits = ['agreements', 'unknownTokens'] as const;

export type Trait = (typeof traits)[number];

export const isTrait = (fixture: Fixture): fixture is Trait => traits.some((trait) => trait === fixture);

/** Why a case that needs this fixture is not tried. */
export function whyWithout(fixture: Fixture): string {
  switch (fixture) {
    case 'agreements':
      return 'the target takes any acquirerId and pspId by design: it is a mock, or its profile says that it lacks agreements';
    case 'unknownTokens':
      return 'the target takes any access token by design: it is a mock, or its profile says that it lacks unknownTokens';
    case 'olderKey':
      return 'the profile has no olderKey (an older key of the caller that is still registered)';
    case 'throttledClient':
      return 'the profile has no throttledClient (a Client-Id whose traffic limit is reached)';
    default:
      return `the profile has no accessTokens.${fixture} (${tokenFixtures[fixture].of})`;
  }
}

/** The sandbox's token for a fixture. */
export function sandboxToken(name: TokenName, { tokenPrefix, noEmailToken }: SandboxNames): string {
  return name === 'noEmail' ? noEmailToken : `${tokenPrefix}${tokenFixtures[name].code}`;
}

/** Whether a token is one of the sandbox's, which are not secret. */
export function isSandboxToken(token: string, { tokenPrefix }: SandboxNames): boolean {
  return token.startsWith(tokenPrefix);
}
