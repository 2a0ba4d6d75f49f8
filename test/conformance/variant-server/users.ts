/** Its users, by access token. */
export const tokens = {
  valid: 'token-of-ada',
  expired: 'token-of-last-year',
  cancelled: 'token-taken-back',
  unknownUser: 'token-of-nobody',
  frozen: 'token-of-a-frozen-user',
  atLimit: 'token-of-an-eager-user',
  noEmail: 'token-of-a-user-without-email',
  refused: 'token-of-a-dead-phone',
  unanswered: 'token-of-a-silent-phone',
} as const;

export type Tokens = Readonly<Record<keyof typeof tokens, string>>;

const codes: Readonly<Record<keyof typeof tokens, string>> = {
  valid: 'SUCCESS',
  expired: 'EXPIRED_ACCESS_TOKEN',
  cancelled: 'INVALID_TOKEN',
  unknownUser: 'USER_NOT_EXIST',
  frozen: 'USER_STATUS_ABNORMAL',
  atLimit: 'OTP_SEND_TIMES_EXCEED_LIMIT',
  noEmail: 'SUCCESS',
  refused: 'PROCESS_FAIL',
  unanswered: 'UNKNOWN_EXCEPTION',
};

/** What a call for the user of this token leads to. */
export function outcomeFor(known: Tokens): (token: string, verifyType: unknown) => string {
  const byToken = new Map(
    Object.entries(codes).map(([name, code]) => [Reflect.get(known, name) as string, code]),
  );
  return (token, verifyType) =>
    token === known.noEmail && verifyType === 'EMAIL'
      ? 'PROCESS_FAIL'
      : (byToken.get(token) ?? 'INVALID_TOKEN');
}
