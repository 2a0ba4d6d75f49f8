import fc from 'fast-check';
import type { StandingClock } from './standing-clock.js';

/** One random event: what it does to the model, and whether the real thing does the same. */
export type ModelCommand<Model extends object, Real> = fc.AsyncCommand<Model, Real>;

/** @param run changes both, and compares them */
export function modelCommand<Model extends object, Real>(
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Model) => boolean = () => true,
): ModelCommand<Model, Real> {
  return { check, run, toString: () => name };
}

export interface ModelRunOptions {
  /** How many sequences. */
  readonly numRuns: number;
  /** How long each is at most. */
  readonly maxCommands: number;
  /** Ends what a sequence has left open. */
  readonly afterEach?: () => Promise<void>;
}

/**
 * Runs random sequences of commands against a model. What fails is made small, and printed with the seed and the path that
 * repeat it.
 * @param setup made anew for each sequence
 */
export async function expectModel<Model extends object, Real>(
  setup: () => { readonly model: Model; readonly real: Real },
  commands: readonly fc.Arbitrary<ModelCommand<Model, Real>>[],
  { numRuns, maxCommands, afterEach = () => Promise.resolve() }: ModelRunOptions,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.commands([...commands], { maxCommands, size: 'max' }), (some) =>
      fc.asyncModelRun(setup, some).finally(afterEach),
    ),
    { numRuns },
  );
}

/** Moves the clock that both live by. */
export function passes<Model extends object, Real extends { readonly clock: StandingClock }>(
  ...ms: readonly number[]
): fc.Arbitrary<ModelCommand<Model, Real>> {
  return fc.constantFrom(...ms).map((each) =>
    modelCommand(`pass ${each} ms`, (_, { clock }) => {
      clock.pass(each);
      return Promise.resolve();
    }),
  );
}
