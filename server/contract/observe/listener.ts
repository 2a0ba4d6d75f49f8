import { errorLine } from './loggable-error.js';

/** What an MPP has to be told of an event. What it returns does not count; a promise is not waited for. */
export type Callback<Event> = (event: Event) => unknown;

/**
 * A callback that is told of events and decides nothing. The shell holds its callbacks in this form alone: whatever one throws or
 * rejects with is reported, and reaches neither the caller's answer nor the process.
 */
export class Listener<Event> {
  readonly #callback: Callback<Event>;
  readonly #failed: (event: Event, error: unknown) => void;

  /** @param failed what to do when the callback fails; must not throw */
  constructor(callback: Callback<Event>, failed: (event: Event, error: unknown) => void) {
    this.#callback = callback;
    this.#failed = failed;
  }

  /** Never throws, and leaves no rejection behind. */
  tell(event: Event): void {
    const failed = (error: unknown): void => {
      this.#failed(event, error);
    };
    try {
      const told = this.#callback(event);
      if (typeof told === 'object' && told !== null && 'then' in told) Promise.resolve(told).catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}

/**
 * A listener outside of requests, whose failures are one line of JSON on standard error.
 * @param stage the name of the callback, for that line
 * @param details what else the line says of the event: nothing that is secret
 */
export function printingListener<Event>(
  stage: string,
  callback: Callback<Event> = () => undefined,
  details?: (event: Event) => object,
): Listener<Event> {
  return new Listener(callback, (event, error) => {
    console.error(errorLine({ stage, ...details?.(event) }, error));
  });
}
