import type { RuleId } from '@sendotp-contract/spec';
import { type Check, type Habits, type World } from '../variant-server.js';

/** A server that keeps every rule but one. */
export interface Variant {
  readonly name: string;
  /** The rule that it breaks, which the judge must report. */
  readonly rule: RuleId;
  /** Rules that say the same thing in other words, so that breaking one breaks them, too. */
  readonly and?: readonly RuleId[];
  readonly change: (good: Habits, world: World) => Partial<Habits>;
}

export const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
export const codes = (good: Habits, code: string, status: string, message: string): Partial<Habits> => ({
  codes: { ...good.codes, [code]: [status, message] },
});
/** The user of this token is answered this code. */
export const forToken =
  (token: string, code: string) =>
  (good: Habits): Partial<Habits> => ({
    outcome: (asked, verifyType) => (asked === token ? code : good.outcome(asked, verifyType)),
  });
export const moved = (check: Check, before: Check) => (): Partial<Habits> => ({
  order: (checks) =>
    checks.flatMap((other) => (other === check ? [] : other === before ? [check, other] : [other])),
});
export const schema =
  (fits: (body: Record<string, unknown>, good: Habits) => boolean) =>
  (good: Habits): Partial<Habits> => ({
    schema: (body) => fits(body, good),
  });
export const limits =
  (own: (name: string, value: unknown, most: number) => boolean) =>
  (_good: Habits, { maxLengths }: World): Partial<Habits> => ({
    schema: ({ acquirerId, pspId, accessToken, verifyType }) =>
      own('acquirerId', acquirerId, maxLengths.acquirerId) &&
      own('pspId', pspId, maxLengths.pspId) &&
      own('accessToken', accessToken, maxLengths.accessToken) &&
      [undefined, null, 'MOBILE', 'EMAIL'].some((allowed) => allowed === verifyType),
  });
export const header =
  (name: string, write: (value: string, code: string) => string | undefined) => (): Partial<Habits> => ({
    headers: (headers, code) => {
      const { [name]: value = '', ...others } = headers;
      const written = write(value, code);
      return written === undefined ? others : { ...others, [name]: written };
    },
  });
