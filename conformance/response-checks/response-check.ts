import type { Severity } from '../cases/conformance-case.js';
import type { AnsweredMessage } from '../exchange/exchange.js';
import type { OpenedProfile } from '../profile/opened-profile.js';

/** Something that holds for every response, whatever its case is about. */
export interface ResponseCheck {
  readonly id: `every.${string}`;
  readonly rules: readonly [string, ...string[]];
  readonly title: string;
  readonly severity: Severity;
  /** Whether the check is about this response. Default: it is about every response. */
  readonly appliesTo?: (answered: AnsweredMessage) => boolean;
  /** What kind of response it is about, for when there was none. */
  readonly of?: string;
  /** What is wrong with the response, or undefined. */
  readonly fault: (
    answered: AnsweredMessage,
    opened: OpenedProfile,
  ) => string | undefined | Promise<string | undefined>;
}

/** A check of the body alone. */
export interface BodyCheck extends ResponseCheck {
  readonly fault: (answered: AnsweredMessage) => string | undefined;
}

/** Whether a response has this status. */
export const hasStatus =
  (status: string) =>
  ({ response }: AnsweredMessage): boolean =>
    response.answer?.status === status;

/** Whether a response has a `Signature` header. */
export const isSigned = ({ response }: AnsweredMessage): boolean =>
  response.header('Signature') !== undefined;

/** Whether a response has at least one of the two headers that belong together. */
export const hasSignatureOrTime = ({ response }: AnsweredMessage): boolean =>
  response.header('Signature') !== undefined || response.header('Response-Time') !== undefined;
