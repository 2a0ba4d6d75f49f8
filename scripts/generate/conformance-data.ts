import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { caseData } from '../../conformance/data/case-data.js';
import { caseDataJsonSchema, type CaseData } from '../../conformance/data/data-schema.js';
import { vectorData, type VectorKeys } from '../../conformance/data/vector-data.js';
import { vectorJsonSchema, type Vectors } from '../../conformance/data/vector-schema.js';

/** Where the package finds what it publishes. */
export const folder = 'conformance/published';

/** The files that the conformance package publishes beside its code: cases and vectors, each with its schema. */
export async function conformanceFiles(): Promise<Readonly<Record<string, string>>> {
  const keys = JSON.parse(readFileSync('test/conformance/data/vector-keys.json', 'utf8')) as VectorKeys;
  return {
    'cases.json': written(await caseData()),
    'cases.schema.json': `${JSON.stringify(caseDataJsonSchema(), null, 2)}\n`,
    'vectors.json': written(await vectorData(keys)),
    'vectors.schema.json': `${JSON.stringify(vectorJsonSchema(), null, 2)}\n`,
  };
}

export async function writeConformanceFiles(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(await conformanceFiles()))
    writeFileSync(`${folder}/${name}`, text);
}

/** JSON with one line for each member of a list: a difference shows what has changed. */
function written(data: CaseData | Vectors): string {
  const members = Object.entries(data).map(([name, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((item: unknown) => `    ${oneLine(item)}`).join(',\n')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

/** A case has a line for each of its steps. */
function oneLine(item: unknown): string {
  if (typeof item !== 'object' || item === null || !('steps' in item) || !Array.isArray(item.steps))
    return JSON.stringify(item);
  const { steps, ...head } = item;
  const lines = steps.map((step: unknown) => `      ${JSON.stringify(step)}`).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"steps":[\n${lines}\n    ]}`;
}
