import { rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { openapi30 } from './openapi-3.0.js';
import { operationsOf } from './operation.js';
import type { Source } from './source.js';
import * as typescript from './typescript.js';
import { validators } from './validators.js';

/**
 * Everything that is generated from one contract: path in its folder → text.
 * @param shape where `spec/contract.ts` is imported from: by a file in the folder, and by one in a folder below it
 */
export async function contractFiles(
  source: Source,
  shape: { readonly here: string; readonly below: string },
): Promise<Readonly<Record<string, string>>> {
  const document = JSON.stringify({ ...source.document, 'x-generated': source.provenance }, null, 2);
  const files: Record<string, string> = {
    'openapi.json': `${document}\n`,
    'document.ts': typescript.documentModule(source, document),
    'openapi-3.0.json': openapi30(source),
    'openapi.ts': await typescript.openapiTypes(source),
    'result-codes.ts': typescript.commonResultCodes(source),
    'rules.ts': typescript.rules(source),
    'sandbox.ts': typescript.sandbox(source),
    'calls.ts': typescript.callsIndex(source),
    'examples.ts': typescript.examplesIndex(source),
    'index.ts': typescript.index(source, shape.here),
  };
  for (const operation of operationsOf(source.document)) {
    const name = `operations/${operation.fileName}`;
    files[`${name}.ts`] = typescript.operationRecord(source, operation, shape.below);
    files[`${name}.call.ts`] = typescript.calledOperation(source, operation, shape.below);
    files[`${name}.messages.ts`] = typescript.operationMessages(source, operation);
    files[`${name}.validators.ts`] = await validators(source, operation, shape.below);
    files[`${name}.examples.ts`] = typescript.operationExamples(source, operation);
  }
  return files;
}

/** Writes the files in place of what the folder held. */
export function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/operations`, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text);
  console.log(`${folder}/: ${Object.keys(files).join(', ')}`);
}
