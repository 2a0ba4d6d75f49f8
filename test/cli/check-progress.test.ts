import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from '@sendotp-contract/conformance';
import { progressTo } from '../../cli/check-progress.js';

/** Three cases in two families. */
const cases = ['call.path', 'call.method', 'order-1'].map((id, index): ProgressEvent => ({
  kind: 'case',
  id,
  index,
  of: 3,
}));

/** What progress writes of these events. */
function written(isTTY: boolean, isVerbose = false, events: readonly ProgressEvent[] = cases): string {
  let text = '';
  const stream = { isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream;
  const report = progressTo(stream, isVerbose);
  for (const event of events) report(event);
  return text;
}

/** One line of a terminal after the other, each in the place of the one before. */
const rewritten = (...lines: readonly string[]): string => lines.map((line) => `\r\u001B[K${line}`).join('');

describe('progress', () => {
  it('is one line for each family of cases', () => {
    expect(written(false)).toBe('[1/3] call\n[3/3] order\n');
  });

  it('--verbose: is one line for each case, on a terminal, too', () => {
    for (const isTTY of [false, true])
      expect(written(isTTY, true)).toBe('[1/3] call.path\n[2/3] call.method\n[3/3] order-1\n');
  });

  it('on a terminal is one line that is rewritten for each case, and is gone after the last one', () => {
    expect(written(true)).toBe(rewritten('[1/3] call.path', '[2/3] call.method', '[3/3] order-1', ''));
  });

  it.each([
    [40, 10, 'at most 10 (--max-otps 10)'],
    [10, 40, 'at most 10 (--max-otps 40)'],
  ])('begins with the OTPs: of %d that the cases may cause and %d allowed, %s', (atMost, allowed, said) => {
    const otps = { expected: 4, atMost, allowed };
    expect(written(false, false, [{ kind: 'start', cases: 3, otps }])).toBe(
      `3 of the cases send something; they will cause 4 OTPs, ${said}\n`,
    );
  });

  it('of generated requests is told at their end, on a terminal all the time', () => {
    const events = [20, 40].map((sent): ProgressEvent => ({ kind: 'fuzz', seed: 5, sent, of: 40 }));
    const last = 'generated requests: 40/40, seed 5';
    expect(written(false, false, events)).toBe(`${last}\n`);
    expect(written(true, false, events)).toBe(rewritten('generated requests: 20/40, seed 5', last, ''));
  });

  it('says for how long and why it waits, and why it has stopped', () => {
    const events: readonly ProgressEvent[] = [
      { kind: 'waiting', why: 'the target is busy', ms: 4_600 },
      { kind: 'stopped', why: 'the target is gone' },
    ];
    expect(written(false, false, events)).toBe(
      'waiting 5 s: the target is busy\nstopped: the target is gone\n\n',
    );
  });
});
