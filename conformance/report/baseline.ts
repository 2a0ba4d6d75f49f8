import { z } from 'zod';
import { type BaselineComparison, type CaseResult, isBreach } from './report.js';

/** The known failures of a target that is being brought up: case → its steps that fail, by label or index. */
export interface Baseline {
  readonly failing: Readonly<Record<string, readonly string[]>>;
}

/** A baseline file that cannot be used. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

const schema = z.strictObject({ failing: z.record(z.string(), z.array(z.string())) });

type Result = Pick<CaseResult, 'id' | 'verdict' | 'severity' | 'failedSteps'>;

/**
 * Reads a baseline as `writeBaseline` writes it.
 * @throws BaselineError saying what is wrong with it
 */
export function readBaseline(text: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BaselineError('the baseline is not JSON: write one with --write-baseline');
  }
  const reading = schema.safeParse(value);
  if (reading.success) return reading.data;
  throw new BaselineError(
    'the baseline has not the form { "failing": { "<case>": ["<step>"] } }: write one with --write-baseline',
  );
}

/** The failures of a run as the known ones of the next. Ends with a line feed. */
export function writeBaseline({ cases }: { readonly cases: readonly Result[] }): string {
  const failing = cases.filter(isBreach).map(({ id, failedSteps = [] }) => [id, failedSteps] as const);
  return `${JSON.stringify({ failing: Object.fromEntries(failing) }, null, 2)}\n`;
}

/**
 * Holds the failures of a run against the known ones. A case that is not among the results was not selected, and is left out.
 * @param results what the run has shown
 */
export function compareWithBaseline(results: readonly Result[], { failing }: Baseline): BaselineComparison {
  const added: string[] = [];
  const fixed: string[] = [];
  const untried: string[] = [];
  const known = results.filter(({ id }) => Object.hasOwn(failing, id));
  for (const result of results) {
    const { id, verdict, failedSteps = [] } = result;
    const steps = Object.hasOwn(failing, id) ? failing[id] : undefined;
    if (!isBreach(result)) {
      if (steps !== undefined) (verdict === 'not-tried' ? untried : fixed).push(id);
    } else if (steps === undefined) {
      added.push(id);
    } else {
      const named = (step: string): string => `${id}: ${step}`;
      added.push(...failedSteps.filter((step) => !steps.includes(step)).map(named));
      fixed.push(...steps.filter((step) => !failedSteps.includes(step)).map(named));
    }
  }
  return { known: known.length, added, fixed, untried };
}

/** The comparison in a sentence or two. */
export function baselineInWords({ known, added, fixed, untried }: BaselineComparison): string {
  const parts = [
    ...(added.length === 0 ? [] : [`Not known before: ${added.join(', ')}.`]),
    ...(fixed.length === 0
      ? []
      : [`Known and no longer failing: ${fixed.join(', ')}: write the baseline again (--write-baseline).`]),
    ...(untried.length === 0 ? [] : [`Known and not tried: ${untried.join(', ')}.`]),
  ];
  const failing = known === 1 ? '1 case fails' : `${known} cases fail`;
  return parts.length === 0
    ? `The run equals the baseline: ${failing} as known.`
    : `The run differs from the baseline. ${parts.join(' ')}`;
}
