import type { Field } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { ConformanceCase } from './conformance-case.js';
import { declare, LabelledRequests, planting, stepsOf } from './declare.js';

/** A parameter, and the beginning of the ids of its own cases. */
export interface Parameter {
  readonly name: string;
  readonly field: Field;
  /** Makes the id of a case from what the case is about. */
  readonly id: (what: string) => `${string}.${string}`;
}

/** The fault of a value that its schema does not allow. */
export const outsideSchema = ['body against the schema'] as const;

/** Requests outside the schema. */
export function illegal(
  id: `${string}.${string}`,
  title: string,
  requests: Readonly<Record<string, Changes>>,
): ConformanceCase {
  const steps = stepsOf(new LabelledRequests(requests), { kind: 'code', codes: ['PARAM_ILLEGAL'] });
  return planting(outsideSchema, declare(id, title, steps));
}
