import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { openapi30 } from './generate/openapi-3.0.js';
import { readSource } from './generate/source.js';
import * as typescript from './generate/typescript.js';
import { validators } from './generate/validators.js';

const source = await readSource('spec/openapi.yaml');

const files: Readonly<Record<string, string>> = {
  'openapi.json': `${JSON.stringify({ ...source.document, 'x-generated': source.provenance }, null, 2)}\n`,
  'openapi-3.0.json': openapi30(source),
  'openapi.ts': await typescript.openapiTypes(source),
  'result-codes.ts': typescript.resultCodes(source),
  'operations.ts': typescript.operations(source),
  'order-of-checks.ts': typescript.orderOfChecks(source),
  'rules.ts': typescript.rules(source),
  'sandbox.ts': typescript.sandbox(source),
  'validators.ts': await validators(source),
};

mkdirSync('generated', { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(`generated/${name}`, text);
console.log(`generated/: ${Object.keys(files).join(', ')}`);

// Its tables come from code that stands on what has just been generated.
const { withMockTables } = await import('./generate/mock-tables.js');
const guide = 'docs/mock.md';
writeFileSync(guide, await withMockTables(readFileSync(guide, 'utf8'), guide));

const { envExample, settingsPage } = await import('./generate/settings.js');
writeFileSync('docs/settings.md', settingsPage());
writeFileSync('.env.example', envExample());
console.log(`${guide}, docs/settings.md, .env.example`);
