// npm run mutation -- <room> [file …] [--one-in <n> [--part <k>]]: changes the code of a room in one place after the other, and
// lists the changes that no test of the room notices; with --one-in, only one change in so many; --part selects another part of the
// same size, and the parts 1 to n together are all changes.
// Exit code: 0 the room's threshold is reached, 1 it is not, 2 there is no such room.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { rooms } from './mutation/rooms.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rooms: { type: 'boolean' },
    'one-in': { type: 'string', default: '1' },
    part: { type: 'string', default: '1' },
  },
});
// npm run mutation -- --rooms: their names as JSON, for the workflow.
if (values.rooms === true) {
  console.log(JSON.stringify(Object.keys(rooms)));
  process.exit();
}
const [name = '', ...files] = positionals;
const oneIn = Number(values['one-in']);
if (!Number.isInteger(oneIn) || oneIn < 1) {
  console.error(`--one-in takes a whole number of 1 or more, not ${values['one-in']}`);
  process.exit(2);
}
const part = Number(values.part);
if (!Number.isInteger(part) || part < 1 || part > oneIn) {
  console.error(`--part takes a whole number from 1 to that of --one-in, ${oneIn}, not ${values.part}`);
  process.exit(2);
}
const room = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
if (room === undefined) {
  const seen = name === '' ? 'no room is given' : `${JSON.stringify(name)} is no room`;
  console.error(
    `${seen}: npm run mutation -- <room> [file …] [--one-in <n> [--part <k>]] takes ${Object.keys(rooms).join(', ')}`,
  );
  process.exit(2);
}

process.env['MUTATION_TESTS'] = room.tests.join(',');
const report = `reports/mutation/${name.replace('/', '-')}`;
await new Stryker({
  mutate: files.length > 0 ? files : [...room.code],
  testRunner: 'vitest',
  // The room says which tests may notice; to find them anew for each change takes longer than to run them.
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/*', './scripts/mutation/sample.mjs', './scripts/mutation/survivors.mjs'],
  ...(oneIn > 1 ? { checkers: ['sample'], sample: { oneIn, part } } : {}),
  // Nothing looks at types here, and a test compares the examples with the pages that print them.
  disableTypeChecks: false,
  coverageAnalysis: 'perTest',
  // What a module does once while it loads would need a new process for each change.
  ignoreStatic: true,
  // Texts are for people: a test that repeats them is a second copy.
  mutator: { excludedMutations: ['StringLiteral'] },
  // Half of it goes to what draws the sample, which takes no time.
  concurrency: availableParallelism() * (oneIn > 1 ? 2 : 1),
  // On a busy machine it takes seconds to load the tests: one that waits in vain is ended by its own timeout.
  timeoutMS: 30_000,
  dryRunTimeoutMinutes: 30,
  tempDirName: '.mutation',
  ignorePatterns: ['/site', '/release', '/reports', '/.sandbox', '**/dist'],
  reporters: ['survivors', 'clear-text', 'progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: `${report}.json` },
  htmlReporter: { fileName: `${report}.html` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  // A few files say nothing about the room.
  thresholds: { high: 95, low: room.threshold, break: files.length > 0 ? null : room.threshold },
}).runMutationTest();
