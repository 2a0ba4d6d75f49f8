import type { Field, Operation } from '@sendotp-contract/spec';
import { SendOtpError } from './error.js';

/**
 * The error for a request that its schema refuses. It names every field that is wrong, with what is allowed there, and no
 * value.
 */
export function requestOutsideContract(request: unknown, operation: Operation): SendOtpError {
  const faults = faultsOf(request, operation);
  return new SendOtpError(
    'REQUEST_OUTSIDE_CONTRACT',
    `the request is outside the contract, nothing was sent: ${faults.join('; ')}`,
  );
}

function faultsOf(request: unknown, { parameters, validateRequest }: Operation): readonly string[] {
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return ['the request must be object'];
  const faults = Object.entries(parameters).flatMap(([name, field]) => {
    const value: unknown = Object.getOwnPropertyDescriptor(request, name)?.value;
    return fits(value, field) ? [] : [`${name} must be ${describeField(field)}`];
  });
  if (faults.length > 0) return faults;
  // What the schema says beyond the limits of its fields.
  return (validateRequest.errors ?? []).map(
    ({ instancePath, message = 'is illegal' }) => `${instancePath.slice(1) || 'the request'} ${message}`,
  );
}

function fits(value: unknown, { type, required, nullable, minLength, maxLength, values }: Field): boolean {
  if (value === undefined) return !required;
  if (value === null) return nullable;
  if (type !== 'string') return true;
  if (typeof value !== 'string') return false;
  // REQ-11: length counts code points.
  const { length } = Array.from(value);
  return length >= (minLength ?? 0) && length <= (maxLength ?? length) && (values ?? [value]).includes(value);
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
