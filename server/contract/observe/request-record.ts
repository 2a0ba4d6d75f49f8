import { Stopwatch } from './stopwatch.js';

/** The stages of a request: reading it, checking who sent it, checking what it says, the handler, the response. */
export const stages = ['receive', 'authenticate', 'validate', 'handle', 'respond'] as const;

export type Stage = (typeof stages)[number];

/** What is found out about a request on its way, kept for the log even when a check refuses it. No personal data. */
export class RequestRecord {
  readonly requestId: string;
  operationId: string | undefined;
  /** Set once the Client-Id is known to be registered. */
  clientId: string | undefined;
  /** The parameters that a log may hold, set once the body has passed the schema. */
  parameters: Readonly<Record<string, string>> = {};
  /** Whether it counts among the requests in flight. */
  isInFlight = false;
  readonly stopwatch = new Stopwatch<Stage>('receive');

  constructor(requestId: string) {
    this.requestId = requestId;
  }
}
