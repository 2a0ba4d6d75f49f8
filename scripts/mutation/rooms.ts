/** A room whose tests are tried by changing its code. */
export interface Room {
  /** Which files are changed. */
  readonly code: readonly string[];
  /** Which tests may notice: those of the room, as its users would run them. */
  readonly tests: readonly string[];
  /** The goal in per cent, below which a run fails. */
  readonly threshold: number;
}

/** Stryker runs tests in threads, which have no working directory of their own; a browser shows what other tests read. */
const inThreads = ['!test/conformance/check.test.ts', '!test/conformance/report/html.test.ts'];

/** Generated code and texts are left out: the contract makes the ones, people read the others. */
export const rooms: Readonly<Record<string, Room>> = {
  message: {
    code: ['message/*.ts', '!message/*-words.ts'],
    tests: ['test/message/*.test.ts'],
    threshold: 90,
  },
  'message/explain': {
    code: ['message/explain/**/*.ts'],
    // Not the programs of other languages, which take seconds for each change: the corpus makes the same mistakes.
    tests: ['test/message/explain/*.test.ts', '!test/message/explain/other-languages.test.ts'],
    threshold: 90,
  },
  client: {
    code: ['client/*.ts'],
    // Not those of the size and of the types of the code: code that can be changed is larger, and has the same types.
    tests: [
      'test/client/**/*.test.ts',
      '!test/client/bundle.test.ts',
      '!test/client/completion.test.ts',
      '!test/client/hover-text.test.ts',
    ],
    threshold: 90,
  },
  'server/contract': {
    code: ['server/contract/*/*.ts', '!server/contract/dist/**'],
    tests: ['test/server/**/*.test.ts'],
    threshold: 90,
  },
  'server/reference': {
    // The worker is run from its file, as it is.
    code: [
      'server/reference/**/*.ts',
      '!server/reference/dist/**',
      '!server/reference/directory/directory-worker.ts',
    ],
    tests: ['test/reference/**/*.test.ts'],
    threshold: 85,
  },
  'server/mock': {
    code: ['server/mock/*.ts'],
    tests: ['test/mock/**/*.test.ts'],
    threshold: 85,
  },
  // The 822 servers of variants.test.ts take a minute: only what judges is tried with them.
  conformance: {
    code: ['conformance/{cases,response-checks,run}/**/*.ts', 'conformance/*.ts'],
    tests: ['test/conformance/**/*.test.ts', ...inThreads],
    threshold: 90,
  },
  'conformance/exchange': {
    code: ['conformance/{data,exchange,fuzz,profile}/**/*.ts'],
    tests: [
      ...['data', 'exchange', 'fuzz', 'profile', 'run'].map(
        (part) => `test/conformance/${part}/**/*.test.ts`,
      ),
      'test/conformance/cases/planted.test.ts',
    ],
    threshold: 90,
  },
  'conformance/report': {
    code: ['conformance/report/**/*.ts', '!conformance/report/html-style.ts'],
    tests: ['test/conformance/report/**/*.test.ts', ...inThreads],
    threshold: 90,
  },
};
