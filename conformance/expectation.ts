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

/** What expectations are measured against. */
export interface Measure {
  /** The code of the plain call with an unknown token. */
  readonly baseline: string;
  /** Answers of the case's earlier steps. */
  readonly earlier: readonly (Answer | undefined)[];
}

/** The expectation in words. */
export function describeExpectation(expectation: Expectation, { baseline, earlier }: Measure): string {
  switch (expectation.kind) {
    case 'code':
      return either(expectation.codes.map((code) => `${resultCodes[code].status} ${code}`));
    case 'accepted':
      return `accepted: ${either([baseline, ...(expectation.or ?? [])])}, as a plain call with an unknown access token is answered`;
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
export function meets(answer: Answer, expectation: Expectation, { baseline, earlier }: Measure): boolean {
  switch (expectation.kind) {
    case 'code':
      return expectation.codes.some((code) => code === answer.code);
    case 'accepted':
      return [baseline, ...(expectation.or ?? [])].includes(answer.code);
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

function either(options: readonly string[]): string {
  return [...new Set(options)].join(' or ');
}
