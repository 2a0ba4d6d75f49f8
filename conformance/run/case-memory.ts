import type { Step } from '../cases/conformance-case.js';
import { answerFieldsOf, type Changes, resolved } from '../exchange/changes.js';
import type { Message } from '../exchange/message.js';
import type { Answer } from '../exchange/read-response.js';

/** What the earlier steps of a case have sent and received, by their index. */
export interface CaseMemory {
  readonly sent: (Message | undefined)[];
  readonly answers: (Answer | undefined)[];
}

/** Whether a step needs the message or the answer of an earlier one. */
export function dependsOn(step: Step, index: number): boolean {
  if ('shared' in step) return false;
  return 'again' in step
    ? step.again === index
    : answerFieldsOf(step.send).some((field) => field.step === index);
}

/** Changes with the values of earlier answers in place, or undefined when an answer lacks one. */
export function withAnswers(send: Changes, { answers }: CaseMemory): Changes | undefined {
  const valueOf = ({ step, field }: { readonly step: number; readonly field: string }): unknown =>
    answers[step]?.successFields[field];
  if (answerFieldsOf(send).some((field) => valueOf(field) === undefined)) return undefined;
  return resolved(send, valueOf);
}
