import type { Step } from '../cases/conformance-case.js';
import { answerFieldsOf, type Changes, resolved } from '../exchange/changes.js';
import { headerOf, type Message } from '../exchange/message.js';
import type { Answer } from '../exchange/read-response.js';

/** What the earlier steps of a case have sent and received, by their index. */
export interface CaseMemory {
  readonly sent: (Message | undefined)[];
  readonly answers: (Answer | undefined)[];
}

/** Whether a step needs the message or the answer of an earlier one. */
export function dependsOn(step: Step, index: number): boolean {
  if ('shared' in step) return false;
  if ('again' in step) return step.again === index;
  return step.send.timeOf === index || answerFieldsOf(step.send).some((field) => field.step === index);
}

/** Changes with what earlier steps have sent and received in place, or undefined when an answer lacks a field. */
export function withEarlier(send: Changes, { answers, sent }: CaseMemory): Changes | undefined {
  const valueOf = ({ step, field }: { readonly step: number; readonly field: string }): unknown =>
    answers[step]?.successFields[field];
  if (answerFieldsOf(send).some((field) => valueOf(field) === undefined)) return undefined;
  const { timeOf, ...changes } = resolved(send, valueOf);
  if (timeOf === undefined) return changes;
  const time = headerOf(sent[timeOf]?.headers ?? [], 'Request-Time') ?? '';
  return { ...changes, time: () => time };
}
