import { loggableError } from '@sendotp-contract/server';
import { StoreUnavailable } from '../redis/store-unavailable.js';

/** Whether something that requests need is available. */
export interface ReadinessCheck {
  readonly name: string;
  /**
   * Rejects when it is not available.
   * @param options.signal aborted when nobody waits for the result any more
   */
  readonly check: (options: { readonly signal: AbortSignal }) => Promise<void>;
}

export interface ReadinessReport {
  readonly ready: boolean;
  /** Name → `ok`, or the reason in a word. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface ReadinessOptions {
  /** How long a report is reused, in ms, so that a probe every second is no login to the mail server every second. Default 5,000. */
  readonly keepMs?: number;
  /** How long one check may take, in ms. Default 2,000. */
  readonly timeoutMs?: number;
}

/** Whether requests should be sent to this instance. */
export class Readiness {
  readonly #checks: readonly ReadinessCheck[];
  readonly #keepMs: number;
  readonly #timeoutMs: number;
  #phase: 'starting' | 'serving' | 'stopping' = 'starting';
  #kept: { readonly report: Promise<ReadinessReport>; readonly until: number } | undefined;

  constructor(
    checks: readonly ReadinessCheck[],
    { keepMs = 5_000, timeoutMs = 2_000 }: ReadinessOptions = {},
  ) {
    this.#checks = checks;
    this.#keepMs = keepMs;
    this.#timeoutMs = timeoutMs;
  }

  /** The instance listens: from now on its checks decide. */
  start(): void {
    this.#phase = 'serving';
  }

  /** From now on the instance is not ready. */
  stop(): void {
    this.#phase = 'stopping';
  }

  async report(): Promise<ReadinessReport> {
    if (this.#phase !== 'serving') return { ready: false, checks: { process: `is ${this.#phase}` } };
    const now = performance.now();
    if (this.#kept === undefined || now >= this.#kept.until)
      this.#kept = { report: this.#ask(), until: now + this.#keepMs };
    return this.#kept.report;
  }

  async #ask(): Promise<ReadinessReport> {
    const answers = await Promise.all(this.#checks.map((check) => this.#answer(check)));
    return { ready: answers.every(([, answer]) => answer === 'ok'), checks: Object.fromEntries(answers) };
  }

  async #answer({ name, check }: ReadinessCheck): Promise<[string, string]> {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<string>((resolve) => {
      timer = setTimeout(resolve, this.#timeoutMs, `no answer in ${this.#timeoutMs} ms`);
    });
    const result = check({ signal: controller.signal }).then(
      () => 'ok',
      // Not the message: it may quote an address or a URL with a password.
      (error: unknown) => reasonOf(error),
    );
    try {
      return [name, await Promise.race([result, timeout])];
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }
}

/** The code, and of a store also the word of its own error, such as OOM. */
function reasonOf(error: unknown): string {
  const { code = 'failed' } = loggableError(error);
  return error instanceof StoreUnavailable && error.reply !== undefined ? `${code} ${error.reply}` : code;
}
