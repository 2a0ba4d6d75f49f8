import { describeFault, describeRequest, type Fault, type Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';
import type { Notice, ServiceLog } from './service-log.js';

/** A log for people at a terminal. */
export class TextLog implements ServiceLog {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  request(observation: Observation): void {
    this.#line(describeRequest(observation));
  }

  event(event: MppEvent): void {
    if (event.kind === 'not-sent' || event.kind === 'unknown') this.#line(`${event.kind}: ${event.reason}`);
    if (event.kind === 'user-blocked') this.#line('warn: a user is blocked after too many wrong codes');
    if (event.kind === 'user-released') this.#line('warn: a user is released');
    if (event.kind === 'undo-failed') this.#line(`${event.kind}: ${event.fault.name}`);
  }

  fault(fault: Fault): void {
    this.#write(`${describeFault(fault)}\n`);
  }

  notice({ level, what, details }: Notice): void {
    const facts = Object.entries(details ?? {}).map(
      ([name, value]) => `\n  ${name}: ${[value].flat().join('\n    ')}`,
    );
    this.#line(`${level === 'info' ? '' : `${level}: `}${what}${facts.join('')}`);
  }

  #line(text: string): void {
    this.#write(`${new Date().toISOString()} ${text}\n`);
  }
}
