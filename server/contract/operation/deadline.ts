import { ShellError } from '../observe/shell-error.js';

/** The handler did not answer in time. */
export class HandlerTimeout extends ShellError {
  override readonly name = 'HandlerTimeout';
}

/** The time that a handler has. Its signal is made for handlers that ask for it: most do not, and it is not cheap. */
export class Deadline {
  readonly #ms: number;
  #timer: NodeJS.Timeout | undefined;
  #controller: AbortController | undefined;
  #timeout: HandlerTimeout | undefined;

  /** @param ms how long, from now on */
  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Settles as the work does, or rejects with HandlerTimeout when the time is over. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#timer = setTimeout(() => {
        this.#timeout = new HandlerTimeout(`no outcome after ${this.#ms} ms`);
        reject(this.#timeout);
        this.#controller?.abort(this.#timeout);
      }, this.#ms);
      // A handler without types may return what is no promise.
      Promise.resolve(work).then(resolve, reject);
    });
  }

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#timeout !== undefined) this.#controller.abort(this.#timeout);
    }
    return this.#controller.signal;
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
