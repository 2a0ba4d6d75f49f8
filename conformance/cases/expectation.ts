import type { Operation } from '@sendotp-contract/spec';
import type { Exchange } from '../exchange/exchange.js';
import { quote } from '../exchange/quote.js';
import type { Answer } from '../exchange/read-response.js';

/** What a step expects of its answer. */
export type Expectation =
  /** One of these codes. */
  | { readonly kind: 'code'; readonly codes: readonly [string, ...string[]] }
  /**
   * The request passes every check before the access token, as the plain call with the same unknown token does: it gets
   * that call's code, or one of these.
   */
  | { readonly kind: 'accepted'; readonly or?: readonly string[] }
  /** Any outcome but `S`. */
  | { readonly kind: 'not-S' }
  /** The code and the success fields of an earlier step's answer (SIG-9). */
  | { readonly kind: 'same-as'; readonly step: number };

/** How a target answers plain calls of one operation that it accepts. */
export interface PlainAnswer {
  /** The code for the token that a message has unless it says otherwise: one that no OTP is sent to. */
  readonly code: string;
  /** The code for an unknown token, where that is another one. */
  readonly strayCode?: string;
}

/** What an expectation is compared with. */
export interface Yardstick {
  readonly operation: Operation;
  readonly plain: PlainAnswer;
  /** Answers to the case's earlier steps, by index. */
  readonly earlier: readonly (Answer | undefined)[];
}

/** The expectation in words. */
export function describeExpectation(
  expectation: Expectation,
  { operation, plain, earlier }: Yardstick,
): string {
  switch (expectation.kind) {
    case 'code':
      return either(
        expectation.codes.map((code) => `${operation.resultCodes[code]?.status ?? ''} ${code}`.trimStart()),
      );
    case 'accepted':
      return `accepted: ${either([...acceptedCodes(plain), ...(expectation.or ?? [])])}, the code of a plain call with an unknown access token`;
    case 'not-S':
      return 'F or U, never S';
    case 'same-as': {
      const first = earlier[expectation.step];
      return first === undefined
        ? 'the outcome of the first message'
        : `the outcome of the first message again: ${describeOutcome(first)}`;
    }
  }
}

/** Whether an answer is as expected. */
export function meets(answer: Answer, expectation: Expectation, { plain, earlier }: Yardstick): boolean {
  switch (expectation.kind) {
    case 'code':
      return expectation.codes.includes(answer.code);
    case 'accepted':
      return [...acceptedCodes(plain), ...(expectation.or ?? [])].includes(answer.code);
    case 'not-S':
      return answer.status !== 'S' && answer.code !== 'SUCCESS';
    case 'same-as': {
      const first = earlier[expectation.step];
      return first !== undefined && describeOutcome(first) === describeOutcome(answer);
    }
  }
}

/** An outcome in a few words: its code, and the success fields if there are any. */
export function describeOutcome({ code, successFields }: Answer): string {
  const fields = Object.entries(successFields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${quote(value)}`);
  return fields.length === 0 ? code : `${code} with ${fields.join(', ')}`;
}

/** The response of an exchange in a few words. */
export function describeActual({ response }: Exchange): string {
  if (response.kind === 'none') return `no response: ${response.detail}`;
  const { answer, status } = response;
  if (answer === undefined) return `HTTP ${status} with a body that has no result`;
  return `${answer.status ?? '?'} ${describeOutcome(answer)}`;
}

/** The codes that show that a request is accepted. */
function acceptedCodes({ code, strayCode }: PlainAnswer): readonly string[] {
  return strayCode === undefined ? [code] : [code, strayCode];
}

function either(options: readonly string[]): string {
  return [...new Set(options)].join(' or ');
}
