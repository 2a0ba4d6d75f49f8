import { readdirSync, readFileSync } from 'node:fs';

/** CPU time in µs: of a whole process, and of its main thread alone. */
export interface CpuTime {
  readonly all: number;
  readonly main: number;
}

/** Reads it from Linux, which counts in ns for each thread; NaN elsewhere. */
export function cpuTimeOf(pid: number): CpuTime {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const times = new Map(threads.map((thread) => [thread, microseconds(pid, thread)]));
    const all = [...times.values()].reduce((sum, time) => sum + time, 0);
    return { all, main: times.get(String(pid)) ?? NaN };
  } catch {
    return { all: NaN, main: NaN };
  }
}

function microseconds(pid: number, thread: string): number {
  const [nanoseconds = ''] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1_000;
}
