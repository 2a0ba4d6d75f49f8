import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Announcement, BenchKeys } from './keys.js';
import { type CpuTime, cpuTimeOf } from './cpu-time.js';

/** A server to measure. */
export interface Contender {
  readonly id: string;
  readonly name: string;
  /** Its file in `contenders/`, without an ending. */
  readonly file: string;
  readonly env?: Readonly<Record<string, string>>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A contender that runs in a process of its own. */
export class RunningContender {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #pids: readonly number[];

  private constructor(child: ChildProcess, { port, pids }: Announcement) {
    this.#child = child;
    this.#pids = pids;
    this.port = port;
  }

  static async start({ file, name, env }: Contender, keys: BenchKeys): Promise<RunningContender> {
    const child = fork(here(`contenders/${file}.js`), {
      execArgv: ['--expose-gc', '--import', here('memory-probe.js')],
      env: { ...process.env, ...env, BENCH_KEYS: JSON.stringify(keys) },
    });
    const announcement = await new Promise<Announcement>((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => {
        reject(new Error(`${name} ended with ${String(code)}`));
      });
    });
    return new RunningContender(child, announcement);
  }

  /** CPU time so far, of all its processes. */
  cpuTime(): CpuTime {
    const times = this.#pids.map(cpuTimeOf);
    const sum = (part: keyof CpuTime): number => times.reduce((total, time) => total + time[part], 0);
    return { all: sum('all'), main: sum('main') };
  }

  /** Heap in use after a collection, in MB. */
  heap(): Promise<number> {
    return new Promise((resolve) => {
      this.#child.once('message', (message: { heapUsed: number }) => {
        resolve(message.heapUsed / 1e6);
      });
      this.#child.send('memory');
    });
  }

  async stop(): Promise<void> {
    const exit = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await exit;
  }
}
