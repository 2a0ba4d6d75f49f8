import { stat } from 'node:fs/promises';

/**
 * Polls files and calls back when one has changed, appeared or disappeared. The system's notifications miss files that are
 * replaced behind a link, as orchestrators do with mounted secrets.
 */
export class FileWatch {
  readonly #paths: () => readonly string[];
  readonly #changed: () => Promise<void>;
  #state: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /**
   * @param paths the files and folders to watch, called for each poll
   * @param changed called after a change; it reports its own failures
   */
  constructor(paths: () => readonly string[], changed: () => Promise<void>) {
    this.#paths = paths;
    this.#changed = changed;
  }

  /** Polls now. The first poll only remembers the state. */
  async check(): Promise<void> {
    const before = this.#state;
    this.#state = await this.#readState();
    if (before === undefined || before === this.#state) return;
    await this.#callBack();
  }

  /**
   * Polls from now on; a change after the promise has resolved is noticed.
   * @param intervalMs between two polls, in ms
   */
  async start(intervalMs: number): Promise<void> {
    await this.check();
    if (this.#stopped) return;
    // One timer that is started again after each poll, so that polls do not overlap.
    const timer = setTimeout(() => {
      void this.check().finally(() => {
        if (!this.#stopped) timer.refresh();
      });
    }, intervalMs).unref();
    this.#timer = timer;
  }

  /** Reads again now, whether or not something has changed. */
  async reload(): Promise<void> {
    this.#state = await this.#readState();
    await this.#callBack();
  }

  /** Nothing is called back from now on, not even by a poll that is under way. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #callBack(): Promise<void> {
    if (this.#stopped) return;
    await this.#changed();
    // The watched files may depend on the content that was read just now.
    this.#state = await this.#readState();
  }

  async #readState(): Promise<string> {
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
