import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { program } from '../from-source.js';
import { beforeAll, describe, expect, it } from 'vitest';

const MB = 1_000_000;

interface Measured {
  readonly before: number;
  readonly meanwhile: number;
  readonly sizeMeanwhile: number;
  /** The error of one user more than the store keeps by default. */
  readonly beyond?: { readonly code?: string };
  readonly after: number;
  readonly sizeAfter: number;
}

describe('memory of the memory stores', () => {
  let measured: Readonly<Record<'challenges' | 'sendings', Measured>>;
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program('memory')]);
    measured = JSON.parse(stdout) as typeof measured;
  });

  it.each([
    ['challenges', 60],
    ['sendings', 40],
  ] as const)(
    '100,000 users with %s take less than %i MB, and give it back when they expire',
    (what, bound) => {
      const { before, meanwhile, sizeMeanwhile, after, sizeAfter } = measured[what];
      expect(sizeMeanwhile).toBe(100_000);
      expect((meanwhile - before) / MB).toBeLessThan(bound);
      expect(sizeAfter).toBe(1);
      expect((after - before) / MB).toBeLessThan(5);
    },
  );

  it.each([
    ['challenges', '100,000', 'CHALLENGE_STORE_FULL'],
    ['sendings', '200,000', 'SENDING_LIMIT_FULL'],
  ] as const)('%s of %s users are kept by default, and one more is refused', (what, _, code) => {
    expect(measured[what].beyond?.code).toBe(code);
  });
});
