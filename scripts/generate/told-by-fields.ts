import { type DocumentOperation, resolved, resultCodesOf, statusOf, successFieldsOf } from './operation.js';
import type { ContractDocument, SchemaNode } from './source.js';

/** What of a schema is for people, and limits nothing. */
const remarks = ['title', 'description', 'default', 'example', 'examples', 'deprecated'];
/** What of a text's schema becomes a `Field`. */
const limits = ['type', 'minLength', 'maxLength', 'enum'];

/**
 * Whether the table of an operation's parameters says everything that the schema of its request says. A schema that says
 * more, such as a pattern, needs its validator.
 */
export function requestIsToldByFields(document: ContractDocument, { request }: DocumentOperation): boolean {
  const schema = resolved(document, { $ref: `#/components/schemas/${request}` });
  return (
    hasOnly(schema, ['type', 'required', 'properties']) && allAreTexts(document, schema.properties ?? {})
  );
}

/**
 * Whether the tables of an operation's codes and success fields say everything that the schema of its response says: one
 * variant for each status, with the codes of that status; the fields with `S` only. The message is for people (RES-9).
 */
export function responseIsToldByFields(document: ContractDocument, operation: DocumentOperation): boolean {
  const schema = resolved(document, { $ref: `#/components/schemas/${operation.response}` });
  const variants = (schema.oneOf ?? []).map((variant) => resolved(document, variant));
  const fields = Object.keys(successFieldsOf(document, operation));
  return (
    hasOnly(schema, ['oneOf']) &&
    variants.map((variant) => statusOf(document, variant)).join('') === 'SFU' &&
    variants.every((variant) => {
      const { result = {}, ...others } = variant.properties ?? {};
      return (
        variant.required?.includes('result') === true &&
        hasOnly(variant, ['type', 'required', 'properties', 'not']) &&
        isResult(document, operation, result) &&
        (statusOf(document, variant) === 'S'
          ? variant.not === undefined && allAreTexts(document, others)
          : Object.keys(others).length === 0 && forbids(variant.not, fields))
      );
    })
  );
}

function isResult(document: ContractDocument, operation: DocumentOperation, result: SchemaNode): boolean {
  const { properties = {}, required, ...rest } = resolved(document, result);
  const { resultStatus = {}, resultCode = {}, resultMessage: _, ...others } = properties;
  const status = resolved(document, resultStatus).const;
  const { const: only, enum: several = [only] } = resolved(document, resultCode);
  const codes = resultCodesOf(document, operation).flatMap(([code, row]) =>
    row.status === status ? [code] : [],
  );
  return (
    hasOnly(rest, ['type']) &&
    Object.keys(others).length === 0 &&
    required?.join() === 'resultStatus,resultCode' &&
    [...several].sort().join() === codes.sort().join()
  );
}

/** With more than one field, `required` below `not` would forbid all of them together only. */
function forbids(not: SchemaNode | undefined, fields: readonly string[]): boolean {
  return fields.length === 0 ? not === undefined : fields.length === 1 && not?.required?.join() === fields[0];
}

function allAreTexts(document: ContractDocument, properties: Readonly<Record<string, SchemaNode>>): boolean {
  return Object.values(properties).every((property) => {
    const schema = resolved(document, property);
    const types = [schema.type].flat();
    const isNullable = types.includes('null');
    return (
      hasOnly(schema, limits) &&
      types.every((type) => type === 'string' || type === 'null') &&
      types.includes('string') &&
      (schema.enum === undefined || schema.enum.includes(null) === isNullable)
    );
  });
}

function hasOnly(schema: SchemaNode, keywords: readonly string[]): boolean {
  return Object.keys(schema).every(
    (keyword) => keyword.startsWith('x-') || remarks.includes(keyword) || keywords.includes(keyword),
  );
}
