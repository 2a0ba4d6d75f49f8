import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bundle, createConfig } from '@redocly/openapi-core';

/** What a result code means, as `x-result-codes` says it. */
export interface ResultCodeRow {
  readonly rule: string;
  readonly status: 'S' | 'F' | 'U';
  readonly message: string;
  readonly when: string;
  readonly retry: 'never' | 'backoff' | 'same-bytes';
  readonly advice: string;
}

export interface RuleRow {
  readonly text: string;
  readonly source: readonly string[];
}

interface Referring {
  readonly $ref: string;
}

export interface OperationNode {
  readonly operationId: string;
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Referring } } };
  readonly responses: {
    readonly '200': { readonly content: { readonly 'application/json': { readonly schema: Referring } } };
  };
}

/** The parts of the document that generation reads. Lint has held them to this shape before. */
export interface ContractDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationNode>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
  readonly 'x-result-codes': Readonly<Record<string, ResultCodeRow>>;
  readonly 'x-order-of-checks': readonly { readonly check: string; readonly codes: readonly string[] }[];
  readonly 'x-sandbox': Readonly<Record<string, string>>;
  readonly 'x-rules': Readonly<Record<string, RuleRow>>;
}

export interface Source {
  readonly document: ContractDocument;
  /** Says from what and how a generated file was made. */
  readonly provenance: string;
}

/** Reads and bundles the contract. */
export async function readSource(path: string): Promise<Source> {
  const { bundle: bundled, problems } = await bundle({ ref: path, config: await createConfig({}) });
  if (problems.length > 0) {
    throw new Error(`${path} cannot be bundled: ${problems.map(({ message }) => message).join('; ')}`);
  }
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  return {
    document: bundled.parsed as ContractDocument,
    provenance: `generated from ${path} (sha256 ${sha256}) by npm run generate`,
  };
}
