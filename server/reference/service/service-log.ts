import type { Fault, Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';

/** Something about the process itself: a file was read again, a store was lost or connected. Contains no personal data. */
export interface Notice {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly what: string;
  readonly details?: Readonly<Record<string, string | readonly string[]>>;
}

/** The log of the service. Nothing that it gets contains personal data, and it adds none. */
export interface ServiceLog {
  request(observation: Observation): void;
  event(event: MppEvent): void;
  fault(fault: Fault): void;
  notice(notice: Notice): void;
}
