import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { type DocumentOperation, partsOf } from './operation.js';
import type { Source } from './source.js';

const compile = standaloneCode.default;

/**
 * Validation code for the bodies of an operation, without Ajv at run time and without `new Function`, so that it runs in
 * browsers under a Content-Security-Policy.
 * @param shape where `spec/contract.ts` is imported from
 */
export async function validators(
  { document, provenanceOf }: Source,
  operation: DocumentOperation,
  shape: string,
): Promise<string> {
  // No coercion, no defaults: to validate is to look, not to touch. Lengths count code points (REQ-11).
  const ajv = new Ajv2020({
    strict: false,
    unicodeRegExp: true,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addSchema({ $id: 'contract', components: document.components });
  const names = [operation.request, operation.response];
  const exported = Object.fromEntries(
    names.map((name) => [`validate${name}`, `contract#/components/schemas/${name}`]),
  );
  // Ajv's runtime helpers are bundled in, so that the file stands alone.
  const { outputFiles } = await build({
    stdin: { contents: compile(ajv, exported), resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('esbuild wrote no validators');
  const code = output.text.replace(/export \{[^}]*\};\s*$/, '');
  return `// @ts-nocheck
// ${provenanceOf(`operation ${operation.operationId}`, partsOf(document, operation))}

import type { Validator } from '${shape}';
import type { ${[...names].sort().join(', ')} } from '../openapi.js';

${code}
${names
  .map(
    (name) =>
      `const export${name}: Validator<${name}> = validate${name};\nexport { export${name} as validate${name} };`,
  )
  .join('\n')}
`;
}
