import type { Expectation } from '../cases/expectation.js';
import type { Answer } from '../exchange/read-response.js';

/** What may be to blame for an answer, other than the rule of its case. */
export interface Hindrance {
  /**
   * `traffic`: the target is busy, which holds only if a plain call right after is refused for traffic, too. `limit`: the user
   * is at the sending limit, which holds only if a plain call for the same user right after is, too.
   */
  readonly kind: 'traffic' | 'limit';
  readonly why: string;
}

/** What may have kept an answer from showing anything about the rule of its case. */
export function hindranceIn({ code }: Answer, expect: Expectation): Hindrance | undefined {
  if (code === 'REQUEST_TRAFFIC_EXCEED_LIMIT') {
    const why = 'the target answered REQUEST_TRAFFIC_EXCEED_LIMIT, even after back-off: try again later';
    return { kind: 'traffic', why };
  }
  if (expect.kind !== 'code') return undefined;
  if (code === 'OTP_SEND_TIMES_EXCEED_LIMIT' && expect.codes.includes('SUCCESS')) {
    const why =
      'the user of accessTokens.valid has reached the sending limit, which an MPP may set to 3 a day for each access token (RC-11): give the tokens of several users as a list, or try again later';
    return { kind: 'limit', why };
  }
  return undefined;
}
