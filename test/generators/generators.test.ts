import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generators } from './generator.js';
import { type Result, Workshop } from './workshop.js';

const documents = { '3.1': 'generated/openapi.json', '3.0': 'generated/openapi-3.0.json' } as const;
type Version = keyof typeof documents;
const versions = Object.keys(documents) as readonly Version[];
const runs = generators.flatMap((generator) => versions.map((version) => ({ generator, version })));

const workshop = new Workshop();
afterAll(() => {
  workshop.remove();
});

let results: readonly Result[] = [];
const resultOf = (name: string, version: Version): Result => {
  const result = results[runs.findIndex((run) => run.generator.name === name && run.version === version)];
  if (result === undefined) throw new Error(`${name} was not run`);
  return result;
};

beforeAll(async () => {
  const folders: string[] = [];
  const pending = [...runs.entries()];
  const work = async (): Promise<void> => {
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      const [index, { generator, version }] = next;
      folders[index] = await workshop.generate(generator, readFileSync(documents[version], 'utf8'));
    }
  };
  // Each is a process of its own, and most of it is waiting for one core.
  await Promise.all([work(), work(), work()]);
  results = await workshop.results(folders);
});

describe.each(versions)('from OpenAPI %s', (version) => {
  it('swagger-parser accepts the document', async () => {
    const parsed: unknown = JSON.parse(readFileSync(documents[version], 'utf8'));
    await expect(
      SwaggerParser.validate(parsed as Parameters<typeof SwaggerParser.validate>[0]),
    ).resolves.toBeDefined();
  });

  it.each(generators.filter(({ name }) => name !== 'openapi-zod-client'))(
    '$name makes code that compiles, and one look at the top tells an S',
    ({ name }) => {
      const { compiles, keeps } = resultOf(name, version);
      expect({ compiles, variant: keeps.variant, codes: keeps.codes }).toEqual({
        compiles: true,
        variant: true,
        codes: true,
      });
    },
  );

  it('openapi-zod-client makes code that compiles once null is out of the enum', async () => {
    const generator = generators.find(({ name }) => name === 'openapi-zod-client');
    if (generator === undefined) throw new Error('it is not there');
    const document = JSON.parse(readFileSync(documents[version], 'utf8')) as {
      components: { schemas: { VerifyType: { enum: (string | null)[] } } };
    };
    document.components.schemas.VerifyType.enum = ['MOBILE', 'EMAIL'];
    const folder = await workshop.generate(generator, JSON.stringify(document));
    const [result] = await workshop.results([folder]);
    expect(result).toMatchObject({ compiles: true, keeps: { null: true } });
  });
});

it('RES-9: docs/generators.md says what became of each (npx vitest run test/generators -u)', async () => {
  const path = resolve('docs/generators.md');
  const text = readFileSync(path, 'utf8').replace(
    /(<!-- table: generators -->\n)[\s\S]*?(<!-- end of table -->)/,
    (_, begin: string, end: string) => `${begin}\n${table()}\n\n${end}`,
  );
  const formatted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  await expect(formatted).toMatchFileSnapshot(path);
});

function table(): string {
  const versionOf = (name: string): string =>
    (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;
  const head = [
    'tool',
    'compiles',
    'codes narrowed',
    '`null` kept',
    "`'verifyRequestId' in body` tells S",
    'a code it does not know',
    'the line that mends it',
  ];
  const rows = generators.map(({ name, mend }) => [
    `${name} ${versionOf(name)}`,
    ...[
      ({ compiles }: Result) => compiles,
      ({ keeps }: Result) => keeps.codes,
      ({ keeps }: Result) => keeps.null,
      ({ keeps }: Result) => keeps.variant,
    ].map((told) => inBoth(name, (result) => (told(result) ? 'yes' : 'no'))),
    inBoth(name, ({ acceptsUnknownCode }) =>
      acceptsUnknownCode === false ? 'is refused' : 'passes, outside its type',
    ),
    mend,
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** What was told of both documents, said once if it is the same. */
function inBoth(name: string, told: (result: Result) => string): string {
  const [first = '', second = ''] = versions.map((version) => told(resultOf(name, version)));
  return first === second ? first : `${first} (3.1), ${second} (3.0)`;
}
