import { printable } from '@sendotp-contract/message';
import { type DestinationStream, type Logger, pino } from 'pino';
import { type Fault, loggableError, type Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { eventLevels, faultLevel, requestLevel } from './log-level.js';
import type { Notice, ServiceLog } from './service-log.js';

/** The part of an event that goes into the line of its request: everything that the line does not contain already. */
type Details = Omit<Extract<MppEvent, { kind: 'sent' | 'not-sent' | 'unknown' }>, 'requestId'>;

/** How many events wait for the line of their request; one whose line is already written is dropped in the end. */
const mostPending = 10_000;

/**
 * Lines of JSON: one for each request, and one for each fault. Personal data never gets here: observations and events
 * contain no token, OTP, phone number, address or body, and of an error only what `loggableError` allows is written.
 */
export class JsonLog implements ServiceLog {
  readonly #logger: Logger;
  readonly #pending = new Map<string, Details>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Keeps what the MPP reports of a request until the request is answered and its line is written. */
  event(event: MppEvent): void {
    const level = eventLevels[event.kind];
    if (event.kind === 'checked') {
      this.#logger[level]({ check: event.outcome }, 'checkOtp');
      return;
    }
    if (event.kind === 'user-blocked') {
      this.#logger[level]('a user is blocked after too many wrong codes');
      return;
    }
    if (event.kind === 'user-released') {
      this.#logger[level]('a user is released');
      return;
    }
    if (event.kind === 'undo-failed') {
      this.#logger[level](event, 'undo failed');
      return;
    }
    const { requestId, ...details } = event;
    const [oldest] = this.#pending.keys();
    if (this.#pending.size >= mostPending && oldest !== undefined) this.#pending.delete(oldest);
    this.#pending.set(requestId, details);
  }

  request(observation: Observation): void {
    const { requestId, operationId, clientId, parameters, resultStatus, resultCode, reason, replayed } =
      observation;
    const sending = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    this.#logger[requestLevel(observation)](
      {
        requestId,
        operation: operationId,
        client: clientId,
        parameters,
        status: resultStatus,
        code: resultCode,
        reason,
        replayed,
        ms: rounded({ total: observation.durationMs, ...observation.stagesMs }),
        sending: sending === undefined ? undefined : withRoundedStages(sending),
      },
      'request',
    );
  }

  fault({ requestId, stage, error }: Fault): void {
    this.#logger[faultLevel](
      { requestId, stage, fault: loggableError(error), reply: replyOf(error) },
      'fault',
    );
  }

  notice({ level, what, details }: Notice): void {
    this.#logger[level]({ ...details }, what);
  }
}

/** A logger that writes JSON, one object per line, with the level as a word and the time in ISO 8601. */
export function jsonLogger(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line) => {
        destination.write(printable(line));
      },
    },
  );
}

/** The word of Redis's own error, such as OOM. */
function replyOf(error: unknown): string | undefined {
  return error instanceof StoreUnavailable ? error.reply : undefined;
}

function withRoundedStages(details: Details): object {
  return { ...details, stagesMs: rounded(details.stagesMs) };
}

function rounded(stages: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [stage, Math.round(ms * 100) / 100]));
}
