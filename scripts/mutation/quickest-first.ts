import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Runs the file first that failed last, and then the quickest: one failed test is enough to know that a change is noticed, and
 * changes of one place are often noticed by the same file.
 */
export class QuickestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification): number => {
      const path = relative(this.ctx.config.root, moduleId);
      const last = this.ctx.cache.getFileTestResults(`${project.name}:${path}`);
      if (last === undefined) return Infinity;
      return last.failed ? -1 : last.duration;
    };
    return Promise.resolve([...files].sort((a, b) => rank(a) - rank(b)));
  }
}
