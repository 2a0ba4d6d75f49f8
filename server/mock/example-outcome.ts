import { randomUUID } from 'node:crypto';
import type { AnyOutcome, Field, Operation } from '@sendotp-contract/spec';
import type { ExampleBody } from './prism-examples.js';

/**
 * An example with fresh ids: the document has one value for all responses, but an id belongs to one response only (RES-5).
 * An id is a success field that is a text of limited length without listed values.
 */
export function withFreshIds(operation: Operation, example: ExampleBody): ExampleBody {
  const ids = successFieldsIn(example, operation).flatMap(([name, field]) =>
    isId(field) ? [[name, freshId(field)] as const] : [],
  );
  if (ids.length === 0) return example;
  const body = { ...example, ...Object.fromEntries(ids) };
  // A schema may demand more than a length; then the document's own values stay.
  return operation.validateResponse(body) ? body : example;
}

/** The outcome that a body carries. */
export function outcomeOf(operation: Operation, body: ExampleBody): AnyOutcome {
  const { resultStatus, resultCode } = body.result;
  const fields = successFieldsIn(body, operation).map(([name]) => [name, body[name]] as const);
  return { resultStatus, resultCode, ...Object.fromEntries(fields) };
}

function successFieldsIn(body: ExampleBody, { successFields }: Operation): readonly [string, Field][] {
  return Object.entries(successFields).filter(([name]) => Object.hasOwn(body, name));
}

/** Only a text has a length. */
function isId({ values, maxLength }: Field): boolean {
  return values === undefined && maxLength !== undefined;
}

function freshId({ minLength = 0, maxLength }: Field): string {
  const id = randomUUID().replaceAll('-', '');
  return id.padEnd(minLength, id).slice(0, maxLength);
}
