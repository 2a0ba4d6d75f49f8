import tseslint from 'typescript-eslint';

const spec = ['', '/calls', '/document', '/examples'].map((entry) => `@sendotp-contract/spec${entry}`);
const message = ['', '/explain', '/nearest-name'].map((entry) => `@sendotp-contract/message${entry}`);
const server = ['@sendotp-contract/server'];
const node = ['node:*'];

/**
 * The walls of the house (docs/architecture.md): what each package may import besides its own files. Each package.json says
 * the same to npm; here an editor says it while one types. What is not on the list is closed.
 */
const walls = [
  { room: 'spec', open: [] },
  { room: 'generated', open: [] },
  { room: 'message', open: [] },
  { room: 'client', open: [...spec, ...message, 'openapi-fetch'] },
  {
    room: 'server/contract',
    open: [...spec, ...message, ...node, 'express', 'express-openapi-validator'],
  },
  {
    room: 'server/reference',
    open: [
      ...[...spec, ...message, ...server, ...node],
      ...['@redis/client', 'fastest-levenshtein', 'nodemailer', 'nodemailer/lib/*'],
      ...['pino', 'prom-client', 'rate-limiter-flexible', 're2js', 'sonic-boom', 'yaml', 'zod'],
    ],
  },
  { room: 'server/mock', open: [...spec, ...server, ...node, '@stoplight/prism-http'] },
  { room: 'conformance', open: [...spec, ...message, ...node, 'fast-check', 'yaml', 'zod'] },
  {
    room: 'cli',
    open: [
      ...[...spec, ...message, ...server, ...node, 'commander'],
      ...['client', 'conformance', 'mock', 'reference', 'reference/service'].map(
        (name) => `@sendotp-contract/${name}`,
      ),
    ],
  },
];

/** Everything but files of its own and what is open. A path out of the package does not compile: see rootDir. */
function closed(open) {
  const names = open.map((name) => name.replaceAll('/', '\\/').replaceAll('.', '\\.').replace('*', '.*'));
  return `^(?!\\.)(?!(${[...names, '$^'].join('|')})$)`;
}

export default tseslint.config(
  {
    ignores: [
      ...[
        'generated/',
        'test/second-operation/generated/',
        '**/dist/',
        'site/',
        'node_modules/',
        'coverage/',
        '.mutation/',
        'reports/',
        // Generated code is missing there until a test has made it.
        ...['hey-api', 'kubb', 'openapi-fetch', 'orval'].map((name) => `examples/${name}/`),
      ],
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*/*.js', 'scripts/*.mjs', 'cli/bin/*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers in messages read the same with and without String().
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `{ secret: _, ...rest }` is the plain way to leave a field out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  ...walls.map(({ room, open }) => ({
    files: [`${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: closed(open),
              message: `${room}/ may import its own files and ${open.join(', ') || 'nothing else'} (docs/architecture.md)`,
            },
          ],
        },
      ],
    },
  })),
  {
    files: ['cli/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@sendotp-contract/mock'],
              allowTypeImports: true,
              message:
                'the mock brings Prism along: import it where it is used, so that no other command waits for it',
            },
          ],
        },
      ],
    },
  },
);
