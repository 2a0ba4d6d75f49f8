import { type Contract, contract as shipped, type Operation } from '@sendotp-contract/spec';
import { codeWithStatus } from './code-with-status.js';
import { type FaultName, faults, faultsOf } from './faults.js';

/** What happens to one call. `code`: that of the response, or of the response that a fault breaks. */
export type Step =
  | { readonly kind: 'outcome'; readonly code: string }
  /** A response that breaks the contract or the transport. `ms`: how long `slow` waits. */
  | { readonly kind: 'fault'; readonly name: FaultName; readonly code: string; readonly ms: number };

/** What calls get: the same each time, or one step after the other. */
export type Scenario = Step | { readonly kind: 'sequence'; readonly steps: readonly Step[] };

/** The forms a scenario is written in, for messages and tables. */
export const scenarioForms = '<RESULT_CODE>, seq:<STEP>,<STEP>,… or fault:<name>';

/** The longest that `slow` waits, in ms. */
export const longestDelayMs = 600_000;

/**
 * Reads a scenario for an operation: `USER_NOT_EXIST`, `fault:reset`, `fault:slow:1500`, `seq:UNKNOWN_EXCEPTION,SUCCESS`,
 * `seq:fault:timeout,SUCCESS`. Text after a `#` is a label and has no effect.
 * @throws RangeError saying what was expected, also for a code or a fault that the operation does not have
 */
export function parseScenario(text: string, operation: Operation): Scenario {
  const [written = ''] = text.split('#', 1);
  if (!written.startsWith('seq:')) return parseStep(written, operation);
  const steps = written.slice('seq:'.length).split(',');
  return { kind: 'sequence', steps: steps.map((step) => parseStep(step, operation)) };
}

/**
 * The scenario of calls that name none, by operationId. An operation that does not have this scenario is missing.
 * @throws RangeError for a scenario that no operation has, saying what was expected
 */
export function standingScenarios(
  text: string,
  { operations }: Pick<Contract, 'operations'> = shipped,
): ReadonlyMap<string, Scenario> {
  const scenarios = new Map<string, Scenario>();
  let error: unknown = new RangeError('the contract has no operations');
  for (const operation of Object.values(operations)) {
    try {
      scenarios.set(operation.operationId, parseScenario(text, operation));
    } catch (reason) {
      error = reason;
    }
  }
  if (scenarios.size === 0) throw error;
  return scenarios;
}

/** The scenario of an operation for which none is chosen: its success. */
export function success(operation: Operation): Scenario {
  const code = codeWithStatus('S', operation);
  if (code === undefined)
    throw new RangeError(`${operation.operationId} has no result code with the status S`);
  return { kind: 'outcome', code };
}

function parseStep(text: string, operation: Operation): Step {
  if (Object.hasOwn(operation.resultCodes, text)) return { kind: 'outcome', code: text };
  const [kind, name = '', ms, ...more] = text.split(':');
  if (kind !== 'fault') throw new RangeError(`no such scenario; expected ${scenarioForms}`);
  const available = faultsOf(operation);
  const fault = available.find((known) => known.name === name);
  if (fault === undefined || more.length > 0)
    throw new RangeError(`no such fault; expected one of ${available.map((known) => known.name).join(', ')}`);
  return { kind: 'fault', ...fault, ms: delayOf(fault.name, ms) };
}

function delayOf(name: FaultName, ms: string | undefined): number {
  const { delayMs } = faults[name];
  if (ms === undefined) return delayMs ?? 0;
  if (delayMs === undefined) throw new RangeError(`the fault ${name} takes no number of ms`);
  if (!/^\d{1,6}$/.test(ms) || Number(ms) > longestDelayMs)
    throw new RangeError(`the fault ${name} takes a number of ms from 0 to ${longestDelayMs}`);
  return Number(ms);
}
