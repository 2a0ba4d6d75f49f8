import { isResultCode, type ResultCode } from '../../generated/result-codes.js';
import { type FaultName, faults, isFaultName } from './faults.js';

/** What happens to one call. */
export type Step =
  | { readonly kind: 'outcome'; readonly code: ResultCode }
  /** A response that breaks the contract or the transport. `ms`: how long `slow` waits. */
  | { readonly kind: 'fault'; readonly name: FaultName; readonly ms: number };

/** What calls meet: the same each time, or one step after the other. */
export type Scenario = Step | { readonly kind: 'sequence'; readonly steps: readonly Step[] };

/** The forms a scenario is written in, for messages and tables. */
export const scenarioForms = '<RESULT_CODE>, seq:<STEP>,<STEP>,… or fault:<name>';

/** The longest that `slow` waits, in ms. */
export const longestDelayMs = 600_000;

/**
 * Reads a scenario: `USER_NOT_EXIST`, `fault:reset`, `fault:slow:1500`, `seq:UNKNOWN_EXCEPTION,SUCCESS`,
 * `seq:fault:timeout,SUCCESS`. What follows a `#` is a label, which means nothing.
 * @throws RangeError saying what was expected
 */
export function parseScenario(text: string): Scenario {
  const [written = ''] = text.split('#', 1);
  if (!written.startsWith('seq:')) return parseStep(written);
  return { kind: 'sequence', steps: written.slice('seq:'.length).split(',').map(parseStep) };
}

function parseStep(text: string): Step {
  if (isResultCode(text)) return { kind: 'outcome', code: text };
  const [kind, name = '', ms, ...more] = text.split(':');
  if (kind !== 'fault') throw new RangeError(`no such scenario; expected ${scenarioForms}`);
  if (!isFaultName(name) || more.length > 0)
    throw new RangeError(`no such fault; expected one of ${Object.keys(faults).join(', ')}`);
  const { delayMs } = faults[name];
  if (ms === undefined) return { kind: 'fault', name, ms: delayMs ?? 0 };
  if (delayMs === undefined) throw new RangeError(`the fault ${name} takes no number of ms`);
  if (!/^\d{1,6}$/.test(ms) || Number(ms) > longestDelayMs)
    throw new RangeError(`the fault ${name} takes a number of ms from 0 to ${longestDelayMs}`);
  return { kind: 'fault', name, ms: Number(ms) };
}
