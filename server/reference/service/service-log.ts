import type { Fault, Observation } from '../../contract/index.js';
import type { MppEvent } from '../mpp-event.js';

/** Something about the process itself: a file read again, a store gone or back. Holds no personal data. */
export interface Notice {
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  readonly details?: Readonly<Record<string, string | readonly string[]>>;
}

/** What the service writes down. Nothing that it is given names a person, and it adds nothing. */
export interface ServiceLog {
  request(observation: Observation): void;
  event(event: MppEvent): void;
  fault(fault: Fault): void;
  notice(notice: Notice): void;
}
