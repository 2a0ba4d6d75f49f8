import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileWatch } from '../../../server/reference/service/file-watch.js';

describe('watched files', () => {
  let folder: string;
  let changes: number;
  let paths: string[];
  let watch: FileWatch;
  const file = (name: string) => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sendotp-watch-'));
    writeFileSync(file('a'), '1');
    changes = 0;
    paths = [file('a')];
    watch = new FileWatch(
      () => paths,
      () => {
        changes += 1;
        return Promise.resolve();
      },
    );
  });
  afterEach(() => {
    watch.stop();
    rmSync(folder, { recursive: true });
  });

  it('have not changed at the first look, nor while nothing happens', async () => {
    await watch.check();
    await watch.check();
    expect(changes).toBe(0);
  });

  it.each<[string, () => void]>([
    [
      'has another size',
      () => {
        writeFileSync(file('a'), '12');
      },
    ],
    [
      'has another time',
      () => {
        utimesSync(file('a'), 1, 1);
      },
    ],
    [
      'is gone',
      () => {
        rmSync(file('a'));
      },
    ],
    [
      'is another one',
      () => {
        writeFileSync(file('b'), '1');
        utimesSync(file('b'), 1, 1);
        utimesSync(file('a'), 1, 1);
        renameSync(file('b'), file('a'));
      },
    ],
  ])('are noticed once when one %s', async (_, change) => {
    await watch.check();
    change();
    await watch.check();
    await watch.check();
    expect(changes).toBe(1);
  });

  it('may be others after a change, which is no change itself', async () => {
    await watch.check();
    writeFileSync(file('a'), '12');
    writeFileSync(file('b'), '1');
    paths.push(file('b'));
    await watch.check();
    expect(changes).toBe(1);
    writeFileSync(file('b'), '12');
    await watch.check();
    expect(changes).toBe(2);
  });

  it('are read again on demand, whether they have changed or not', async () => {
    await watch.check();
    await watch.reload();
    writeFileSync(file('a'), '12');
    await watch.reload();
    expect(changes).toBe(2);
    await watch.check();
    expect(changes).toBe(2);
  });

  it('are looked at again and again, until it is told to stop', async () => {
    await watch.start(5);
    writeFileSync(file('a'), '12');
    await expect.poll(() => changes).toBe(1);
    writeFileSync(file('a'), '123');
    await expect.poll(() => changes).toBe(2);
    watch.stop();
    writeFileSync(file('a'), '1234');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(changes).toBe(2);
  });

  it('call nothing back once it is stopped, though it was looking at them just then', async () => {
    await watch.check();
    writeFileSync(file('a'), '12');
    const looking = watch.check();
    watch.stop();
    await looking;
    await watch.reload();
    expect(changes).toBe(0);
  });

  it('are not looked at by one that was stopped before it began', async () => {
    const starting = watch.start(5);
    watch.stop();
    await starting;
    writeFileSync(file('a'), '12');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(changes).toBe(0);
  });
});
