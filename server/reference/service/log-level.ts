import type { Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';

/** In ascending order of importance. A log at one level has the lines of that level and above; `silent` has none. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** The level of a line. */
export type LineLevel = Exclude<LogLevel, 'silent'>;

/** Whether a log at this level has lines of that one. */
export const isLogged = (line: LineLevel, log: LogLevel): boolean =>
  logLevels.indexOf(line) >= logLevels.indexOf(log);

export const faultLevel: LineLevel = 'error';

export const requestLevel = ({ resultCode }: Pick<Observation, 'resultCode'>): LineLevel =>
  resultCode === 'UNKNOWN_EXCEPTION' ? 'warn' : 'info';

/** In JSON, what became of a sending is part of the line of its request. */
export const eventLevels = {
  sent: 'info',
  'not-sent': 'info',
  unknown: 'warn',
  checked: 'debug',
  'user-blocked': 'warn',
  'user-released': 'warn',
  'undo-failed': 'error',
} as const satisfies Readonly<Record<MppEvent['kind'], LineLevel>>;
