import type { Contract, Field } from '@sendotp-contract/spec';
import { quote } from '../exchange/quote.js';
import { type BodyCheck, hasStatus } from './response-check.js';

/** What an operation returns beside the result: with `S` each field within its limits, otherwise none of them. */
export function successFieldChecks({ operations, rules }: Contract): readonly BodyCheck[] {
  const fields = Object.values(operations).flatMap(({ successFields }) => Object.entries(successFields));
  if (fields.length === 0) return [];
  const names = [...new Set(fields.map(([name]) => name))].join(', ');
  const own = [...new Set(fields.flatMap(([, field]) => field.rules))].filter((id) =>
    Object.hasOwn(rules, id),
  );
  const [first = 'RES-1', ...others] = own;
  return [
    {
      id: 'every.id-with-S',
      rules: [first, ...others],
      title: `every S has the operation's fields (${names}), each within its limits`,
      severity: 'must',
      of: 'with the status S',
      appliesTo: (answered) =>
        hasStatus('S')(answered) && Object.keys(answered.message.operation.successFields).length > 0,
      fault: ({ message, response }) => {
        for (const [name, field] of Object.entries(message.operation.successFields)) {
          const fault = fieldFault(name, field, response.answer?.successFields[name]);
          if (fault !== undefined) return fault;
        }
        return undefined;
      },
    },
    {
      id: 'every.no-id-without-S',
      rules: ['RES-6'],
      title: `no F or U has any of the fields of a success (${names})`,
      severity: 'must',
      of: 'with the status F or U',
      appliesTo: (answered) => hasStatus('F')(answered) || hasStatus('U')(answered),
      fault: ({ response }) => {
        const [found] = Object.entries(response.answer?.successFields ?? {});
        return found === undefined ? undefined : `there is a ${found[0]}: ${quote(found[1])}`;
      },
    },
  ];
}

function fieldFault(name: string, field: Field, value: unknown): string | undefined {
  if (value === undefined) return field.required ? `${name} is missing` : undefined;
  if (field.type !== 'string' || (value === null && field.nullable)) return undefined;
  if (typeof value !== 'string') return `${name} is ${quote(value)}; expected a string`;
  const { minLength = 0, maxLength = Infinity, values } = field;
  const { length } = Array.from(value);
  if (length < minLength || length > maxLength)
    return `${name} has ${length} characters; expected ${minLength} to ${maxLength}`;
  return values === undefined || values.includes(value)
    ? undefined
    : `${name} is ${quote(value)}; expected ${values.join(' or ')}`;
}
