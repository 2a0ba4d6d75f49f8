import type { Operation } from '@sendotp-contract/spec';

/**
 * From a body that the schema allows to what the handler is given: the parameters that the contract knows (REQ-10), null
 * and left out alike (REQ-3), with the default of what is left out.
 */
export function acceptedRequest(
  { parameters }: Pick<Operation, 'parameters'>,
  body: object,
): Readonly<Record<string, unknown>> {
  const values = body as Readonly<Record<string, unknown>>;
  const accepted: Record<string, unknown> = {};
  for (const name of Object.keys(parameters)) {
    const value = (Object.hasOwn(values, name) ? values[name] : undefined) ?? parameters[name]?.default;
    if (value !== undefined) accepted[name] = value;
  }
  return accepted;
}
