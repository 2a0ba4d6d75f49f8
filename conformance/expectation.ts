import { type ResultCode, resultCodes } from '../generated/result-codes.js';
import type { Answer } from './answer.js';

/** What a step expects of its answer. */
export type Expectation =
  /** One of these codes. */
  | { readonly kind: 'code'; readonly codes: readonly [ResultCode, ...ResultCode[]] }
  /**
   * The request passes every check before the access token, as the plain call with the same unknown token does: it gets
   * that call's code, or one of these.
   */
  | { readonly kind: 'accepted'; readonly or?: readonly ResultCode[] }
  /** Any outcome but `S`. */
  | { readonly kind: 'not-sent' }
  /** Code and `verifyRequestId` of an earlier step's answer (SIG-9). */
  | { readonly kind: 'same-as'; readonly step: number };

/** What a target answers to plain calls that are accepted. */
export interface Baseline {
  /** To the token that stands in a message unless it says otherwise: one that no OTP is sent to. */
  readonly baseline: string;
  /** To a token that nobody has, where that is another code: then any made-up token is answered so. */
  readonly stray?: string;
}

/** What expectations are measured against. */
export interface Measure extends Baseline {
  /** Answers of the case's earlier steps. */
  readonly earlier: readonly (Answer | undefined)[];
}

/** The expectation in words. */
export function describeExpectation(expectation: Expectation, { baseline, stray, earlier }: Measure): string {
  switch (expectation.kind) {
    case 'code':
      return either(expectation.codes.map((code) => `${resultCodes[code].status} ${code}`));
    case 'accepted':
      return `accepted: ${either([...acceptance(baseline, stray), ...(expectation.or ?? [])])}, as a plain call is answered whose access token is no user's`;
    case 'not-sent':
      return 'F or U: anything but S';
    case 'same-as': {
      const first = earlier[expectation.step];
      return first === undefined
        ? "the first one's outcome"
        : `the first one's outcome again: ${describeOutcome(first)}`;
    }
  }
}

/** Whether an answer is what was expected. */
export function meets(
  answer: Answer,
  expectation: Expectation,
  { baseline, stray, earlier }: Measure,
): boolean {
  switch (expectation.kind) {
    case 'code':
      return expectation.codes.some((code) => code === answer.code);
    case 'accepted':
      return [...acceptance(baseline, stray), ...(expectation.or ?? [])].includes(answer.code);
    case 'not-sent':
      return answer.status !== 'S' && answer.code !== 'SUCCESS';
    case 'same-as': {
      const first = earlier[expectation.step];
      return (
        first !== undefined && first.code === answer.code && first.verifyRequestId === answer.verifyRequestId
      );
    }
  }
}

/** An outcome in a few words. */
export function describeOutcome({ code, verifyRequestId }: Answer): string {
  return verifyRequestId === undefined
    ? code
    : `${code} with verifyRequestId ${JSON.stringify(verifyRequestId)}`;
}

/** The codes that show a request to be accepted. */
function acceptance(baseline: string, stray: string | undefined): readonly string[] {
  return stray === undefined ? [baseline] : [baseline, stray];
}

function either(options: readonly string[]): string {
  return [...new Set(options)].join(' or ');
}
