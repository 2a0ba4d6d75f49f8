import type { CalledOperation } from '@sendotp-contract/spec';
import { Fault, type Words } from './fault.js';
import { misfits } from './field.js';

/**
 * Checks the request of a call against its schema.
 * @throws Fault REQUEST_OUTSIDE_CONTRACT
 */
export function checkRequest(
  request: unknown,
  { parameters, validateRequest }: CalledOperation,
): asserts request is object {
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    throw outside((words) => words.noRequestObject());
  const wrong = misfits(request, parameters);
  if (wrong.length > 0) throw outside((words) => words.wrongFields(wrong));
  if (validateRequest !== undefined && !validateRequest(request)) {
    const errors = validateRequest.errors ?? [];
    throw outside((words) => words.wrongRequest(errors));
  }
}

function outside(inWords: (words: Words) => string): Fault {
  return new Fault('REQUEST_OUTSIDE_CONTRACT', inWords);
}
