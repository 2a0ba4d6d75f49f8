import type { Field } from '@sendotp-contract/spec';

/** A field of an object as it will be written as JSON: what it inherits is no part of it. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** The fields of the table that this object does not fit, each by name. */
export function misfits(
  value: unknown,
  table: Readonly<Record<string, Field>>,
): readonly (readonly [string, Field])[] {
  return Object.entries(table).filter(([name, field]) => !fits(fieldOf(value, name), field));
}

function fits(value: unknown, { type, required, nullable, minLength, maxLength, values }: Field): boolean {
  if (value === undefined) return !required;
  if (value === null) return nullable;
  // A table knows the limits of texts only. What else a schema says, its validator checks.
  if (type !== 'string') return true;
  if (typeof value !== 'string') return false;
  // REQ-11: length counts code points.
  const { length } = Array.from(value);
  return length >= (minLength ?? 0) && length <= (maxLength ?? length) && (values ?? [value]).includes(value);
}
