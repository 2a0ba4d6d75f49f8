import { type DestinationStream, type Logger, pino } from 'pino';
import type { Fault, Observation } from '../../contract/index.js';
import { resultCodes } from '../../../generated/result-codes.js';
import { eventFault, type MppEvent } from '../mpp-event.js';
import type { Notice, ServiceLog } from './service-log.js';

/** What of an event goes into the line of its request: everything but what the line says already. */
type Details = Omit<Extract<MppEvent, { kind: 'sent' | 'not-sent' | 'unknown' }>, 'requestId'>;

/** Details whose request was answered before they came are kept until so many others have come. */
const mostPending = 10_000;

/**
 * Lines of JSON: one for each request, and one for each fault. Nothing that names a person reaches it: observations and events
 * hold no token, OTP, phone number, address or body, and of an error only its name, its code and its places are written.
 */
export class JsonLog implements ServiceLog {
  readonly #logger: Logger;
  readonly #pending = new Map<string, Details>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Keeps what the MPP says of a request for the line that is written once it is answered. */
  event(event: MppEvent): void {
    if (event.kind === 'checked') {
      this.#logger.debug({ check: event.outcome }, 'checkOtp');
      return;
    }
    if (event.kind === 'undo-failed') {
      this.#logger.error(event, 'undo failed');
      return;
    }
    const { requestId, ...details } = event;
    const [oldest] = this.#pending.keys();
    if (this.#pending.size >= mostPending && oldest !== undefined) this.#pending.delete(oldest);
    this.#pending.set(requestId, details);
  }

  request(observation: Observation): void {
    const { requestId, operationId, clientId, acquirerId, pspId, resultCode, reason, replayed } = observation;
    const sending = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    const level = resultCode === 'UNKNOWN_EXCEPTION' ? 'warn' : 'info';
    this.#logger[level](
      {
        requestId,
        operation: operationId,
        client: clientId,
        psp: pspId,
        acquirer: acquirerId,
        status: resultCodes[resultCode].status,
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
    this.#logger.error({ requestId, stage, fault: eventFault(error) }, 'fault');
  }

  notice({ level, what, details }: Notice): void {
    this.#logger[level]({ ...details }, what);
  }
}

/** A logger that writes JSON, one object a line, with the level as a word and the time in ISO 8601. */
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
        destination.write(line.replaceAll(steering, escaped));
      },
    },
  );
}

/** What a terminal may obey or a reader be misled by, and JSON lets stand: C1 controls, line separators, bidi overrides. */
const steering = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function withRoundedStages(details: Details): object {
  return { ...details, stagesMs: rounded(details.stagesMs) };
}

function rounded(stages: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [stage, Math.round(ms * 100) / 100]));
}
