import { describeFault, describeRequest, type Fault, type Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';
import {
  eventLevels,
  faultLevel,
  isLogged,
  type LineLevel,
  type LogLevel,
  requestLevel,
} from './log-level.js';
import type { Notice, ServiceLog } from './service-log.js';

/** A log for people at a terminal. */
export class TextLog implements ServiceLog {
  readonly #write: (line: string) => void;
  readonly #level: LogLevel;

  /** @param level what is less important is left out */
  constructor(write: (line: string) => void, level: LogLevel) {
    this.#write = write;
    this.#level = level;
  }

  request(observation: Observation): void {
    this.#line(requestLevel(observation), describeRequest(observation));
  }

  event(event: MppEvent): void {
    const text = describeEvent(event);
    if (text !== undefined) this.#line(eventLevels[event.kind], text);
  }

  fault(fault: Fault): void {
    if (isLogged(faultLevel, this.#level)) this.#write(`${describeFault(fault)}\n`);
  }

  notice({ level, what, details }: Notice): void {
    const facts = Object.entries(details ?? {}).map(
      ([name, value]) => `\n  ${name}: ${[value].flat().join('\n    ')}`,
    );
    this.#line(level, `${level === 'info' ? '' : `${level}: `}${what}${facts.join('')}`);
  }

  #line(level: LineLevel, text: string): void {
    if (isLogged(level, this.#level)) this.#write(`${new Date().toISOString()} ${text}\n`);
  }
}

/** What a person wants to know of an event; undefined for what the line of its request says. */
function describeEvent(event: MppEvent): string | undefined {
  switch (event.kind) {
    case 'not-sent':
    case 'unknown':
      return `${event.kind}: ${event.reason}`;
    case 'user-blocked':
      return 'warn: a user is blocked after too many wrong codes';
    case 'user-released':
      return 'warn: a user is released';
    case 'undo-failed':
      return `${event.kind}: ${event.fault.name}`;
    default:
      return undefined;
  }
}
