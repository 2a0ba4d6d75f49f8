import tseslint from 'typescript-eslint';

/** The walls of the house (docs/architecture.md): what each room must not import, or not as a value, and why. */
const walls = [
  {
    room: 'message',
    closed: ['**/client/**', '**/server/**', '**/cli/**', 'node:*', 'express*', 'openapi-fetch'],
    why: 'message/ runs in browsers and workers and knows only generated/',
  },
  {
    room: 'client',
    closed: ['**/server/**', '**/cli/**', 'node:*', 'express*'],
    why: 'client/ runs in browsers and workers and shares nothing with server/',
  },
  {
    room: 'server',
    closed: ['**/client/**', '**/cli/**'],
    why: 'client and server do not import each other, and commands stand above both',
  },
  {
    room: 'server/contract',
    closed: ['**/client/**', '**/cli/**', '**/reference/**', '**/mock/**', '@stoplight/*'],
    why: 'the shell knows no OTP, store, channel or Prism',
  },
  {
    room: 'server/reference',
    closed: ['**/client/**', '**/cli/**', '**/mock/**', 'express*', 'node:http', '@stoplight/*'],
    why: 'the reference MPP stands behind the shell and knows no HTTP',
  },
  {
    room: 'server/reference/service',
    closed: ['**/client/**', '**/cli/**', '**/mock/**', 'express*'],
    why: 'the process has an admin port of its own, and still stands behind the shell',
  },
  {
    room: 'server/mock',
    closed: ['**/client/**', '**/cli/**', '**/reference/**', 'express*'],
    typesOnly: ['node:http', '@stoplight/*'],
    why: 'the mock stands behind the shell: it breaks responses, opens no server, and loads Prism only when it starts',
  },
  {
    room: 'cli',
    closed: ['@stoplight/*'],
    typesOnly: ['**/server/mock/**'],
    why: 'the mock brings Prism along: import it where it is used, so that no other command waits for it',
  },
  {
    room: 'conformance',
    closed: ['**/client/**', '**/server/**', '**/cli/**'],
    why: 'a judge that shares code with the accused repeats its mistakes',
  },
  {
    room: 'generated',
    closed: ['**/message/**', '**/client/**', '**/server/**', '**/cli/**'],
    why: 'everything stands on generated/, which stands on the spec alone',
  },
];

export default tseslint.config(
  { ignores: ['generated/', 'dist/', 'site/', 'node_modules/', 'coverage/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*/*.js', 'scripts/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers in messages read the same with and without String().
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  ...walls.map(({ room, closed, typesOnly = [], why }) => ({
    files: [`${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: closed, message: why }] }],
      ...(typesOnly.length === 0
        ? {}
        : {
            '@typescript-eslint/no-restricted-imports': [
              'error',
              { patterns: [{ group: typesOnly, allowTypeImports: true, message: why }] },
            ],
          }),
    },
  })),
);
