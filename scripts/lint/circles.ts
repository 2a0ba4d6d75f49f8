// Fails when files import each other in a circle. Type imports count: files that need each other's types are one room, too.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as {
  config: { compilerOptions: { paths: Readonly<Record<string, readonly [string]>> } };
};
const packages = config.compilerOptions.paths;

/** The files of the tree that a file imports. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const target = fileName.startsWith('.')
      ? join(dirname(file), fileName.replace(/\.js$/, '.ts'))
      : packages[fileName]?.[0];
    return target !== undefined && existsSync(target) ? [relative('.', target)] : [];
  });
}

/** Every circle that a walk from this file meets, each as the files along it. */
function circlesFrom(file: string, path: readonly string[], done: Set<string>): string[][] {
  const start = path.indexOf(file);
  if (start >= 0) return [[...path.slice(start), file]];
  if (done.has(file)) return [];
  done.add(file);
  return importsOf(file).flatMap((next) => circlesFrom(next, [...path, file], done));
}

const rooms = [
  'spec',
  'generated',
  'message',
  'client',
  'server',
  'conformance',
  'cli',
  'test',
  'bench',
  'scripts',
];
const files = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/(^|\/)(dist|node_modules)\//.test(name))
    .map((name) => join(room, name)),
);
const done = new Set<string>();
const circles = files.flatMap((file) => circlesFrom(file, [], done));
for (const circle of circles) console.error(`files import each other in a circle: ${circle.join(' → ')}`);
console.log(`${files.length} files, ${circles.length} circles`);
if (circles.length > 0) process.exitCode = 1;
