import { readFileSync, writeFileSync } from 'node:fs';
import { contractFiles, writeFolder } from './generate/contract-files.js';
import { readSource } from './generate/source.js';

const spec = 'spec/openapi.yaml';
writeFolder(
  'generated',
  await contractFiles(readSource(spec), {
    here: '../spec/contract.js',
    below: '../../spec/contract.js',
  }),
);
// A contract with two operations, for the tests of everything that is generic.
const shape = '@sendotp-contract/spec';
writeFolder(
  'test/second-operation/generated',
  await contractFiles(readSource(spec, 'test/second-operation/second-operation.yaml'), {
    here: shape,
    below: shape,
  }),
);

// Its tables come from code that stands on what has just been generated.
const { withMockTables } = await import('./generate/mock-tables.js');
const guide = 'docs/mock.md';
writeFileSync(guide, await withMockTables(readFileSync(guide, 'utf8'), guide));

const { envExample, settingsPage } = await import('./generate/settings.js');
writeFileSync('docs/settings.md', settingsPage());
writeFileSync('.env.example', envExample());
const { securityPage } = await import('./generate/security.js');
writeFileSync('docs/security.md', securityPage());
console.log(`${guide}, docs/settings.md, .env.example, docs/security.md`);

const { writeConformanceFiles, folder } = await import('./generate/conformance-data.js');
await writeConformanceFiles();
console.log(folder);
