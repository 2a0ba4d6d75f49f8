import { createHash } from 'node:crypto';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';

/**
 * Leaves out all changes but a sample: a room like conformance has ten thousand, each of which takes seconds. Which belong to
 * it follows from their place and kind, so that the next run tries the same ones. Stryker knows no such thing, and counts those
 * that are left out as errors: they are in no score.
 */
class Sample {
  static inject = tokens(commonTokens.options);

  constructor(options) {
    ({ oneIn: this.oneIn, part: this.part } = options.sample);
  }

  async init() {}

  async check(mutants) {
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, this.#takes(mutant) ? passed : leftOut]));
  }

  group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  #takes({ fileName, location, mutatorName, replacement }) {
    const name = fileName.slice(process.cwd().length);
    const place = JSON.stringify([name, location, mutatorName, replacement]);
    return createHash('sha256').update(place).digest().readUInt32BE() % this.oneIn === this.part - 1;
  }
}

const passed = { status: 'passed' };
const leftOut = { status: 'compileError', reason: 'not in the sample' };

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)];
export const strykerValidationSchema = {
  type: 'object',
  properties: {
    sample: {
      type: 'object',
      properties: { oneIn: { type: 'integer', minimum: 1 }, part: { type: 'integer', minimum: 1 } },
    },
  },
};
