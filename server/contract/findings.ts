import type { OperationId } from '../../generated/operations.js';
import { Stopwatch } from './stopwatch.js';

/** The stretches of a request's way: reading it, checking who sent it, checking what it says, the handler, the answer. */
export const stages = ['receive', 'authenticate', 'validate', 'handle', 'respond'] as const;

export type Stage = (typeof stages)[number];

/** What is learnt of a request on its way, kept for the log even when a check refuses it. No personal data. */
export class Findings {
  operationId: OperationId | undefined;
  /** Set once the Client-Id is known to be registered. */
  clientId: string | undefined;
  /** Set once the body has passed the schema. */
  acquirerId: string | undefined;
  pspId: string | undefined;
  /** Whether it counts among the requests in flight. */
  isInFlight = false;
  readonly stopwatch = new Stopwatch<Stage>('receive');
}
