import { describeFault, describeRequest, type Fault, type Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';
import type { Notice, ServiceLog } from './service-log.js';

/** From the least important on; at a level there is what is as important as it or more. */
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

/** `LOG_LEVEL`. */
export type LogLevel = (typeof levels)[number];

/** A log for people at a terminal. Each line has the level that it has as JSON. */
export class TextLog implements ServiceLog {
  readonly #write: (line: string) => void;
  readonly #least: number;

  /** @param level what is less important is left out */
  constructor(write: (line: string) => void, level: LogLevel = 'info') {
    this.#write = write;
    this.#least = levels.indexOf(level);
  }

  request(observation: Observation): void {
    const level = observation.resultCode === 'UNKNOWN_EXCEPTION' ? 'warn' : 'info';
    this.#line(level, describeRequest(observation));
  }

  event(event: MppEvent): void {
    if (event.kind === 'not-sent') this.#line('info', `${event.kind}: ${event.reason}`);
    if (event.kind === 'unknown') this.#line('warn', `${event.kind}: ${event.reason}`);
    if (event.kind === 'user-blocked')
      this.#line('warn', 'warn: a user is blocked after too many wrong codes');
    if (event.kind === 'user-released') this.#line('warn', 'warn: a user is released');
    if (event.kind === 'undo-failed') this.#line('error', `${event.kind}: ${event.fault.name}`);
  }

  fault(fault: Fault): void {
    if (this.#has('error')) this.#write(`${describeFault(fault)}\n`);
  }

  notice({ level, what, details }: Notice): void {
    const facts = Object.entries(details ?? {}).map(
      ([name, value]) => `\n  ${name}: ${[value].flat().join('\n    ')}`,
    );
    this.#line(level, `${level === 'info' ? '' : `${level}: `}${what}${facts.join('')}`);
  }

  #has(level: LogLevel): boolean {
    return levels.indexOf(level) >= this.#least;
  }

  #line(level: LogLevel, text: string): void {
    if (this.#has(level)) this.#write(`${new Date().toISOString()} ${text}\n`);
  }
}
