import type { Observation } from '@sendotp-contract/server';
import type { MppEvent } from '../mpp-event.js';

/** From the least important on. A log of one of them has what is as important or more; `silent` has nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** The level of a line. */
export type LineLevel = Exclude<LogLevel, 'silent'>;

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
