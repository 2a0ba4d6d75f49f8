import type { RuleId } from '@sendotp-contract/spec';
import { type Check, type Habits, isText, type Tokens } from '../variant-server.js';
import type { Standing } from '../standings.js';

export type VariantWorld = Standing['world'];
export type Change = (good: Habits, world: VariantWorld) => Partial<Habits>;

/** A server that keeps every rule but one. */
export interface Variant {
  readonly name: string;
  /** The rule that it breaks, which the judge must report. */
  readonly rule: RuleId;
  /** Rules that say the same thing in other words, so that breaking one breaks them, too. */
  readonly and?: readonly RuleId[];
  /** It cannot be told from a wrong profile: the judge names the rule as a doubt, and gives no verdict. */
  readonly doubt?: true;
  readonly change: Change;
}

/** The rules about the request body: what breaks one of them is PARAM_ILLEGAL. */
export const bodyRules: readonly RuleId[] = [
  'REQ-1',
  'REQ-3',
  'REQ-4',
  'REQ-5',
  'REQ-6',
  'REQ-7',
  'REQ-8',
  'REQ-9',
  'REQ-11',
];

export const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const codes = (good: Habits, code: string, status: string, message: string): Partial<Habits> => ({
  codes: { ...good.codes, [code]: [status, message] },
});

/** The user of this token is answered this code. */
export const forToken =
  (name: keyof Tokens, code: string): Change =>
  (good, world) => ({
    outcome: (asked, verifyType, request) =>
      asked === world.tokens[name] ? code : good.outcome(asked, verifyType, request),
  });

/** The check is made before another one. */
export const moved = (check: Check, before: Check) => (): Partial<Habits> => ({
  order: (checks) =>
    checks.flatMap((other) => (other === check ? [] : other === before ? [check, other] : [other])),
});

/** Another schema. */
export const schema =
  (fits: (body: Record<string, unknown>, good: Habits) => boolean): Change =>
  (good) => ({ schema: (body) => fits(body, good) });

/** A schema that sees another body than the one that was sent. */
export const seeing = (read: (body: Record<string, unknown>) => Record<string, unknown>): Change =>
  schema((body, good) => good.schema(read(body)));

/** A schema with other limits. */
export const limits =
  (own: (name: string, value: unknown, most: number) => boolean): Change =>
  (_good, { maxLengths }) => ({
    schema: ({ acquirerId, pspId, accessToken, verifyType }) =>
      own('acquirerId', acquirerId, maxLengths.acquirerId) &&
      own('pspId', pspId, maxLengths.pspId) &&
      own('accessToken', accessToken, maxLengths.accessToken) &&
      [undefined, null, 'MOBILE', 'EMAIL'].some((allowed) => allowed === verifyType),
  });

/** A limit for one parameter, the others keep theirs. */
export const limit = (name: string, fits: (value: unknown, most: number) => boolean): Change =>
  limits((other, value, most) => (other === name ? fits(value, most) : isText(value, most)));

/** A header of the response, written another way or left out. */
export const header =
  (name: string, write: (value: string, code: string) => string | undefined): Change =>
  () => ({
    headers: (headers, code) => {
      const { [name]: value = '', ...others } = headers;
      const written = write(value, code);
      return written === undefined ? others : { ...others, [name]: written };
    },
  });

/** Takes more signatures than it should: those that verify over another content. */
export const verifyingAlso =
  (write: (content: string) => string): Change =>
  (good) => ({
    verifies: (content, signature, key) =>
      good.verifies(content, signature, key) ||
      good.verifies(Buffer.from(write(content.toString('latin1')), 'latin1'), signature, key),
  });

/** Reads the Signature header only where this holds. */
export const signatureWhere =
  (holds: (text: string) => boolean): Change =>
  (good) => ({ signatureHeader: (text) => (holds(text) ? good.signatureHeader(text) : undefined) });

/** Reads another Signature header than the one that was sent. */
export const signatureAs =
  (read: (text: string) => string): Change =>
  (good) => ({ signatureHeader: (text) => good.signatureHeader(read(text)) });

/** Reads times only where this holds. */
export const timeWhere =
  (holds: (text: string) => boolean): Change =>
  (good) => ({ time: (text) => (holds(text) ? good.time(text) : undefined) });

/** Reads another time than the one that was sent. */
export const timeAs =
  (read: (text: string) => string): Change =>
  (good) => ({ time: (text) => good.time(read(text)) });
