/** A room whose tests are tried by changing its code. */
export interface Room {
  /** Which files are changed. */
  readonly code: readonly string[];
  /** Which tests may notice: those of the room, as its users would run them. */
  readonly tests: readonly string[];
  /** The goal in per cent, below which a run fails. */
  readonly threshold: number;
}

/** Generated code and texts are left out: the contract makes the ones, people read the others. */
export const rooms: Readonly<Record<string, Room>> = {
  message: {
    code: ['message/*.ts', '!message/*-words.ts'],
    tests: ['test/message/**/*.test.ts'],
    threshold: 90,
  },
  'message/explain': {
    code: ['message/explain/**/*.ts'],
    tests: ['test/message/explain/**/*.test.ts'],
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
    code: ['server/reference/**/*.ts', '!server/reference/dist/**'],
    tests: ['test/reference/**/*.test.ts'],
    threshold: 85,
  },
  'server/mock': {
    code: ['server/mock/*.ts'],
    tests: ['test/mock/**/*.test.ts'],
    threshold: 85,
  },
  conformance: {
    code: ['conformance/**/*.ts', '!conformance/dist/**'],
    tests: ['test/conformance/**/*.test.ts'],
    threshold: 90,
  },
};
