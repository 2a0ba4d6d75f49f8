import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const files = ['client/index.ts', 'client/openapi-fetch.ts', 'message/index.ts'];
const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
  readonly config: object;
};
const { options } = ts.parseJsonConfigFileContent({ ...config, files, include: [] }, ts.sys, process.cwd());
const program = ts.createProgram(files, options);
const checker = program.getTypeChecker();

describe.each(files)('%s', (file) => {
  it('exports no name without a text for those who hover over it', () => {
    const source = program.getSourceFile(file);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    const names = module === undefined ? [] : checker.getExportsOfModule(module);
    expect(names.length).toBeGreaterThan(3);
    const bare = names.filter((name) => {
      const symbol = (name.flags & ts.SymbolFlags.Alias) === 0 ? name : checker.getAliasedSymbol(name);
      return symbol.getDocumentationComment(checker).length === 0;
    });
    expect(bare.map(({ name }) => name)).toEqual([]);
  });
});
