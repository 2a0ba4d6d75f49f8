import type { Field, SchemaError } from '@sendotp-contract/spec';
import { described } from './options.js';

export function noOperation(operationIds: readonly string[]): string {
  return `the contract has no such operation, nothing was sent; it has ${operationIds.join(', ')}`;
}

export function notSigned(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : `sign threw ${described(cause)}`;
  return `the request could not be signed, nothing was sent: ${reason}`;
}

export function wrongMethod(method: string): string {
  return `the method is ${method}, nothing was sent; every operation of the contract is a POST (CALL-1)`;
}

export function noRequestObject(): string {
  return outside(['the request must be object']);
}

/** Names every field that is wrong, with what is allowed there, and no value. */
export function wrongFields(fields: readonly (readonly [string, Field])[]): string {
  return outside(fields.map(([name, field]) => `${name} must be ${describeField(field)}`));
}

/** What the schema says beyond the limits of its fields. A validator need not say why. */
export function wrongRequest(errors: readonly SchemaError[]): string {
  if (errors.length === 0) return outside(['the request does not fit its schema']);
  return outside(
    errors.map(
      ({ instancePath, message = 'is illegal' }) => `${instancePath.slice(1) || 'the request'} ${message}`,
    ),
  );
}

function outside(faults: readonly string[]): string {
  return `the request is outside the contract, nothing was sent: ${faults.join('; ')}`;
}

function describeField({ type, required, minLength = 0, maxLength, values }: Field): string {
  const what =
    values !== undefined
      ? values.join(' or ')
      : maxLength !== undefined
        ? `a ${type} of ${minLength} to ${maxLength} characters`
        : `a ${type}`;
  return required ? `${what} (required)` : `${what}, or left out`;
}
