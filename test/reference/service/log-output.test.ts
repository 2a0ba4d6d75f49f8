import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LogOutput } from '@sendotp-contract/reference';

const toUndo: (() => void)[] = [];
afterEach(() => {
  for (const undo of toUndo.splice(0).reverse()) undo();
});

/** A named pipe that takes 64 KiB until somebody reads it. */
function pipe(): number {
  const folder = mkdtempSync(join(tmpdir(), 'sendotp-log-'));
  const path = join(folder, 'log');
  execFileSync('mkfifo', [path]);
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  toUndo.push(() => {
    rmSync(folder, { recursive: true });
  });
  toUndo.push(() => {
    closeSync(fd);
  });
  return fd;
}

/** What can be read now. */
function drain(fd: number): string {
  const buffer = Buffer.alloc(65_536);
  let text = '';
  for (;;) {
    try {
      text += buffer.toString('utf8', 0, readSync(fd, buffer));
    } catch {
      return text;
    }
  }
}

const line = (index: number): string => `${String(index).padStart(9, '0')}${'x'.repeat(90)}\n`;

describe('the output of the log', () => {
  it('a reader that does not read costs lines, never time: they are counted, and said when writing works again', async () => {
    const fd = pipe();
    const output = new LogOutput(fd);
    const losses: unknown[] = [];
    output.whenRecovered((loss) => {
      losses.push(loss);
      output.write('recovered\n');
    });
    const since = performance.now();
    // 2 MB, of which 64 KiB are in the pipe and 256 KiB wait.
    for (let index = 0; index < 20_000; index += 1) output.write(line(index));
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(output.droppedLines).toBeGreaterThan(7_000);
    expect(losses).toEqual([]);

    let text = '';
    await expect
      .poll(
        () => {
          text += drain(fd);
          return text.endsWith('recovered\n');
        },
        { timeout: 30_000, interval: 20 },
      )
      .toBe(true);
    expect(losses).toEqual([{ droppedLines: output.droppedLines, reason: 'EAGAIN' }]);
    const kept = 20_000 - output.droppedLines;
    expect(text).toBe(`${Array.from({ length: kept }, (_, index) => line(index)).join('')}recovered\n`);
  });

  it('all that was lost is said, also what was lost before a further try to write', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    toUndo.push(() => {
      vi.useRealTimers();
    });
    const fd = pipe();
    const output = new LogOutput(fd);
    const losses: unknown[] = [];
    output.whenRecovered((loss) => losses.push(loss));
    for (let index = 0; index < 5_000; index += 1) output.write(line(index));
    // Still full.
    vi.advanceTimersByTime(200);
    const { droppedLines } = output;
    expect(droppedLines).toBeGreaterThan(1_000);
    await expect
      .poll(() => {
        drain(fd);
        vi.advanceTimersByTime(200);
        return losses;
      })
      .toEqual([{ droppedLines, reason: 'EAGAIN' }]);
  });

  it('what waits when it is closed is not tried again', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    toUndo.push(() => {
      vi.useRealTimers();
    });
    const fd = pipe();
    const output = new LogOutput(fd);
    for (let index = 0; index < 2_000; index += 1) output.write(line(index));
    output.close();
    expect(drain(fd)).not.toBe('');
    vi.advanceTimersByTime(60_000);
    expect(drain(fd)).toBe('');
  });

  it('a full disk ends nothing', () => {
    const fd = openSync('/dev/full', 'w');
    toUndo.push(() => {
      closeSync(fd);
    });
    const output = new LogOutput(fd);
    toUndo.push(() => {
      output.close();
    });
    for (let index = 0; index < 20_000; index += 1) output.write(line(index));
    expect(output.droppedLines).toBeGreaterThan(9_000);
  });
});
