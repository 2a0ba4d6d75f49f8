import { describe, expect, it } from 'vitest';
import { progressTo } from '../../cli/check-progress.js';

/** What progress writes of three cases in two families. */
function written(isTTY: boolean, isVerbose: boolean): string {
  let text = '';
  const stream = { isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream;
  const report = progressTo(stream, isVerbose);
  for (const [index, id] of ['call.path', 'call.method', 'order-1'].entries())
    report({ kind: 'case', id, index, of: 3 });
  return text;
}

describe('progress', () => {
  it('is one line for each family of cases', () => {
    expect(written(false, false)).toBe('[1/3] call\n[3/3] order\n');
  });

  it('--verbose: is one line for each case, on a terminal, too', () => {
    for (const isTTY of [false, true])
      expect(written(isTTY, true)).toBe('[1/3] call.path\n[2/3] call.method\n[3/3] order-1\n');
  });
});
