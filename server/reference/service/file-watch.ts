import { stat } from 'node:fs/promises';

/**
 * Looks at files again and again and tells when one has changed, come or gone. By looking instead of by the system's
 * notifications, which miss files that are replaced behind a link, as orchestrators do with mounted secrets.
 */
export class FileWatch {
  readonly #paths: () => readonly string[];
  readonly #changed: () => Promise<void>;
  #seen: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /**
   * @param paths the files and folders to look at, asked for each time
   * @param changed what to do; it reports its own failures
   */
  constructor(paths: () => readonly string[], changed: () => Promise<void>) {
    this.#paths = paths;
    this.#changed = changed;
  }

  /** Looks now. The first look only remembers. */
  async check(): Promise<void> {
    const before = this.#seen;
    this.#seen = await this.#look();
    if (before === undefined || before === this.#seen) return;
    await this.#changed();
    // What is watched may follow from what was read just now.
    this.#seen = await this.#look();
  }

  /**
   * Looks from now on; a change after it has resolved is seen.
   * @param intervalMs between two looks, in ms
   */
  async start(intervalMs: number): Promise<void> {
    const next = (): void => {
      if (!this.#stopped) this.#timer = setTimeout(() => void this.check().finally(next), intervalMs).unref();
    };
    await this.check();
    next();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<string> {
    const looks = this.#paths().map(async (path) => {
      try {
        const { mtimeMs, size, ino } = await stat(path);
        return `${path} ${mtimeMs} ${size} ${ino}`;
      } catch {
        return `${path} -`;
      }
    });
    return (await Promise.all(looks)).join('\n');
  }
}
