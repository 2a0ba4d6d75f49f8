import type { RuleId } from '../generated/rules.js';
import { type Answer, readAnswer } from './answer.js';
import type { Severity } from './conformance-case.js';
import type { Message } from './message-plan.js';
import type { Target } from './target.js';
import { headerOf, type Received } from './wire.js';

/** A response and what it answers, taken apart once for every check. */
export interface Seen {
  readonly sent: Message;
  readonly received: Received;
  readonly answer: Answer | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Something that holds for every response, whatever its case is about. */
export interface EveryCheck {
  readonly id: string;
  readonly rules: readonly [RuleId, ...RuleId[]];
  readonly title: string;
  readonly severity: Severity;
  /** Says of which responses it speaks, when not of all. */
  readonly appliesTo?: (seen: Seen) => boolean;
  /** What kind of response it speaks of, for when none came. */
  readonly of?: string;
  /** What is wrong with the response, or undefined. */
  readonly fault: (seen: Seen, target: Target) => string | undefined | Promise<string | undefined>;
}

/** A check of the body alone. */
export interface BodyCheck extends EveryCheck {
  readonly fault: (seen: Seen) => string | undefined;
}

/** Takes a response apart. */
export function see(sent: Message, received: Received): Seen {
  return { sent, received, answer: readAnswer(received), header: (name) => headerOf(received.headers, name) };
}

/** Says of which responses a check speaks: those with this status. */
export const hasStatus =
  (status: string) =>
  ({ answer }: Seen): boolean =>
    answer?.status === status;

/** A value as JSON, cut where it gets long. */
export function quote(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch {
    // What JSON.parse takes apart may lie too deep to be written again.
    return 'something nested too deep to be shown';
  }
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
