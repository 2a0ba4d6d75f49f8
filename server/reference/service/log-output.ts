import type { DestinationStream } from 'pino';
import sonicBoom, { type SonicBoom } from 'sonic-boom';

/** How much waits in memory while nothing can be written, in bytes; further lines are dropped. */
const waitingLimit = 262_144;
/** How long after a failure writing is tried again without a new line, in ms. */
const retryMs = 200;

/** Lines that were lost while the log could not be written. */
export interface LogLoss {
  readonly droppedLines: number;
  /** The system's code, such as ENOSPC. */
  readonly reason: string;
}

/**
 * Standard output, as the log uses it: a full disk, a reader that is gone or one that is slow never ends or blocks the
 * process. Up to 256 KiB wait until it can be written; what does not fit is dropped and counted.
 */
export class LogOutput implements DestinationStream {
  readonly #file: SonicBoom;
  #droppedLines = 0;
  #failure: { readonly reason: string; readonly droppedBefore: number } | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;
  #onRecovery: (loss: LogLoss) => void = () => undefined;

  /** @param fd the file descriptor; 1 is standard output */
  constructor(fd = 1) {
    // A write that would block is tried again later: waiting for it would stop every request.
    this.#file = new sonicBoom.SonicBoom({
      fd,
      sync: true,
      maxLength: waitingLimit,
      retryEAGAIN: () => false,
    });
    this.#file.on('drop', (text) => {
      this.#droppedLines += String(text).match(/\n/g)?.length ?? 0;
    });
    this.#file.on('error', (error) => {
      this.#fail(error);
    });
    this.#file.on('write', () => {
      this.#recover();
    });
  }

  /** How many lines were dropped since the start. */
  get droppedLines(): number {
    return this.#droppedLines;
  }

  write(text: string): void {
    this.#file.write(text);
  }

  /** Tries no more to write what could not be written. The file stays open. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
  }

  /** @param listener called when writing works again after lines were dropped */
  whenRecovered(listener: (loss: LogLoss) => void): void {
    this.#onRecovery = listener;
  }

  #fail(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    this.#failure ??= { reason: code, droppedBefore: this.#droppedLines };
    if (this.#isClosed) return;
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.#file.write('');
    }, retryMs).unref();
  }

  #recover(): void {
    if (this.#failure === undefined) return;
    const { reason, droppedBefore } = this.#failure;
    this.#failure = undefined;
    const droppedLines = this.#droppedLines - droppedBefore;
    // Later, because the listener writes a line itself.
    if (droppedLines > 0) setImmediate(this.#onRecovery, { droppedLines, reason });
  }
}
