import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Check, ResultCodeRow as ContractRow, Rule } from '@sendotp-contract/spec';

/** A row of `x-result-codes`: its code is the key. */
export type ResultCodeRow = Omit<ContractRow, 'code'> & {
  /** Where it comes from; left out: the vendor's sendOTP page. */
  readonly source?: readonly string[];
};

export interface Referring {
  readonly $ref: string;
}

export interface Content {
  readonly content: {
    readonly 'application/json': {
      readonly schema: Referring;
      readonly examples: Readonly<Record<string, Referring | { readonly value: unknown }>>;
    };
  };
}

export interface OperationNode {
  readonly operationId: string;
  readonly requestBody: Content;
  readonly responses: { readonly '200': Content };
  readonly 'x-result-codes': {
    readonly common: readonly string[];
    readonly own?: Readonly<Record<string, ResultCodeRow>>;
  };
  readonly 'x-order-of-checks': readonly Check[];
  readonly 'x-secrets': readonly string[];
  readonly 'x-loggable': readonly string[];
  readonly 'x-plain-example': string;
}

export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly (string | null)[];
  readonly const?: string;
  readonly default?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly 'x-rule'?: readonly string[];
}

/** The parts of the document that generation reads. Lint has held them to this shape before. */
export interface ContractDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationNode>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, SchemaNode>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  };
  readonly 'x-result-codes': Readonly<Record<string, ResultCodeRow>>;
  readonly 'x-order-of-checks': readonly Check[];
  readonly 'x-sandbox': Readonly<Record<string, string>>;
  readonly 'x-rules': Readonly<Record<string, Rule>>;
}

export interface Source {
  readonly document: ContractDocument;
  /** Says from what and how a generated file was made. */
  readonly provenance: string;
  /** The same for a file that is made from a part of the document: another part may change without it. */
  readonly provenanceOf: (part: string, content: unknown) => string;
}

/**
 * Reads a contract.
 * @param additions another document whose parts are added to the first one's
 * @throws Error for a reference out of the file: everything that is made from the contract is made from one file
 */
export function readSource(path: string, additions?: string): Source {
  const paths = [path, ...(additions === undefined ? [] : [additions])];
  const texts = paths.map((file) => readFileSync(file, 'utf8'));
  const [document, addition] = texts.map((text) => parse(text) as unknown);
  const whole = addition === undefined ? document : merged(document, addition);
  const [outside] = JSON.stringify(whole).match(/"\$ref":"[^#"][^"]*"/) ?? [];
  if (outside !== undefined) throw new Error(`${path} has a reference out of the file: ${outside}`);
  const header = (part: string, hash: string): string =>
    `generated from ${paths.join(' and ')}${part} (sha256 ${hash}) by npm run generate`;
  return {
    document: whole as ContractDocument,
    provenance: header('', sha256(texts.join(''))),
    provenanceOf: (part, content) => header(`, ${part}`, sha256(JSON.stringify(content))),
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps are joined; whatever else stands in both is the second one's. */
function merged(first: unknown, second: unknown): unknown {
  if (!isMap(first) || !isMap(second)) return second;
  const entries = Object.entries(second).map(([key, value]) => [
    key,
    key in first ? merged(first[key], value) : value,
  ]);
  return { ...first, ...Object.fromEntries(entries) } as unknown;
}
