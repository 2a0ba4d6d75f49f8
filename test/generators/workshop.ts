import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import type { Generator } from './generator.js';

const run = promisify(execFile);

/** What the bodies of the contract look like to a program that uses generated types. Each compiles, or tells what it lacks. */
const probes = {
  codes: `
    import type { Response } from './types';
    type CodeOf<Status> = Extract<Response, { result: { resultStatus: Status } }>['result']['resultCode'];
    export const known: CodeOf<'F'> = 'INVALID_TOKEN';
    // @ts-expect-error: a code of another status, and a code of none.
    export const other: CodeOf<'F'> = 'SUCCESS';
    // @ts-expect-error
    export const unknown: CodeOf<'F'> = 'MADE_UP';
  `,
  null: `
    import type { Request } from './types';
    export const request: Request = { acquirerId: 'A', pspId: 'P', accessToken: 'T', verifyType: null };
  `,
  variant: `
    import type { Response } from './types';
    export const idOf = (response: Response): string => {
      if ('verifyRequestId' in response) return response.verifyRequestId;
      // @ts-expect-error: there is no id in the other variants.
      return response.verifyRequestId;
    };
  `,
} as const;

type Probe = keyof typeof probes;

/** What came of one tool and one document. */
export interface Result {
  readonly compiles: boolean;
  readonly keeps: Readonly<Record<Probe, boolean>>;
  /** Whether its code takes a response with a code that is not in the contract; undefined when it has no such code. */
  readonly acceptsUnknownCode: boolean | undefined;
}

/** A folder in which packages of this project are found. */
export class Workshop {
  readonly #folder: string;

  constructor() {
    mkdirSync('node_modules/.cache', { recursive: true });
    this.#folder = mkdtempSync(resolve('node_modules/.cache/generators-'));
  }

  /** Runs a tool on a document. @returns the folder that holds what it made */
  async generate(
    { name, command, files = {}, packages, types, accepts }: Generator,
    document: string,
  ): Promise<string> {
    const folder = mkdtempSync(join(this.#folder, `${name.replaceAll(/\W/g, '-')}-`));
    mkdirSync(join(folder, 'out'));
    const probeFiles = Object.entries(probes).map(([probe, text]) => [`probe-${probe}.ts`, text] as const);
    const given = {
      ...files,
      'openapi.json': document,
      'types.ts': types,
      ...Object.fromEntries(probeFiles),
    };
    for (const [file, text] of Object.entries(given)) writeFileSync(join(folder, file), text);
    if (accepts !== undefined) writeFileSync(join(folder, 'accepts.ts'), accepts);
    if (packages !== undefined) symlinkSync(resolve(packages), join(folder, 'node_modules'));
    const [program = '', ...args] = command;
    const env = { ...process.env, DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1', NODE_ENV: 'production' };
    await run(resolve('node_modules/.bin', program), args, { cwd: folder, env });
    return folder;
  }

  /** Compiles what the tools made, all of it at once, and looks at each. */
  async results(folders: readonly string[]): Promise<readonly Result[]> {
    const faulty = faultyFiles(folders);
    return Promise.all(
      folders.map(async (folder) => {
        const isFaulty = (path: string): boolean =>
          faulty.some((file) => file.startsWith(join(folder, path)));
        const keeps = (probe: Probe): boolean => !isFaulty(`probe-${probe}.ts`);
        return {
          compiles: !isFaulty(`out${sep}`),
          keeps: { codes: keeps('codes'), null: keeps('null'), variant: keeps('variant') },
          acceptsUnknownCode: await acceptsUnknownCode(folder),
        };
      }),
    );
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function faultyFiles(folders: readonly string[]): readonly string[] {
  const roots = folders.flatMap((folder) => [
    ...Object.keys(probes).map((probe) => join(folder, `probe-${probe}.ts`)),
    ...ts.sys.readDirectory(join(folder, 'out'), ['.ts']),
  ]);
  const program = ts.createProgram(roots, {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, types: [] },
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  });
  return ts.getPreEmitDiagnostics(program).flatMap(({ file }) => (file === undefined ? [] : [file.fileName]));
}

async function acceptsUnknownCode(folder: string): Promise<boolean | undefined> {
  const entry = join(folder, 'accepts.ts');
  if (!ts.sys.fileExists(entry)) return undefined;
  const outfile = join(folder, 'accepts.mjs');
  await build({
    entryPoints: [entry],
    ...{ bundle: true, platform: 'node', format: 'esm', outfile },
    packages: 'external',
  });
  const { accepts } = (await import(pathToFileURL(outfile).href)) as { accepts: (body: unknown) => boolean };
  return accepts({ result: { resultStatus: 'F', resultCode: 'MADE_UP' } });
}
