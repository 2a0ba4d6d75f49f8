import type { CallStep } from '../cases/conformance-case.js';
import type { Changes } from '../exchange/changes.js';
import { partsOf, withoutParts } from '../exchange/change-parts.js';
import type { FaultReading } from '../exchange/fault-reader.js';
import { isTokenName } from '../profile/fixture.js';

/** Beyond this many parts not every subset is tried: the twin is the plain call then. */
const mostParts = 6;

/** Whether a step is about a message that is refused for what is in it. */
export function expectsRefusal({ expect, operation, copies }: CallStep): boolean {
  return (
    expect.kind === 'code' &&
    !expect.codes.includes('SUCCESS') &&
    operation === undefined &&
    copies === undefined
  );
}

/**
 * The repaired twin of a step: the one that it names, or the largest part of its changes that is without a fault.
 * @param asSent the faults of the message with all of its changes
 * @param read reads the faults of a message with some of them
 */
export async function repairedTwin(
  { send, repaired }: CallStep,
  asSent: FaultReading,
  read: (changes: Changes) => Promise<FaultReading>,
): Promise<Changes> {
  if (repaired !== undefined) return repaired;
  const { timeOf: _, ...own } = send;
  // What a token leads to shows in no message: the twin has the usual one.
  const { token, ...rest } = own;
  const kept = token !== undefined && isTokenName(token) ? rest : own;
  const isWhole = Object.keys(kept).length === Object.keys(send).length;
  const parts = partsOf(kept);
  if (parts.length > mostParts) return {};
  for (const removed of subsetsOf(parts)) {
    const twin = withoutParts(kept, removed);
    if (Object.keys(twin).length === 0) return twin;
    // To make a message costs a signature, more than anything else here.
    const { faults } = isWhole && removed.length === 0 ? asSent : await read(twin);
    if (faults.length === 0) return twin;
  }
  return {};
}

/** Every subset, the smallest first. */
function subsetsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const subsets = all.reduce<readonly (readonly T[])[]>(
    (some, one) => [...some, ...some.map((subset) => [...subset, one])],
    [[]],
  );
  return subsets.toSorted((one, other) => one.length - other.length);
}
