/** Something that a request needs, asked whether it is there. */
export interface ReadinessCheck {
  readonly name: string;
  /**
   * Rejects when it is not.
   * @param options.signal aborted when nobody waits for the answer any more
   */
  readonly check: (options: { readonly signal: AbortSignal }) => Promise<void>;
}

export interface ReadinessReport {
  readonly ready: boolean;
  /** Name → `ok`, or in a word why not. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface ReadinessOptions {
  /** How long one answer is good for, in ms: a probe a second must not log in to a mail server a second. Default 5,000. */
  readonly keepMs?: number;
  /** How long one check may take, in ms. Default 2,000. */
  readonly timeoutMs?: number;
}

/** Whether requests should come to this instance. */
export class Readiness {
  readonly #checks: readonly ReadinessCheck[];
  readonly #keepMs: number;
  readonly #timeoutMs: number;
  #stopping = false;
  #kept: { readonly report: Promise<ReadinessReport>; readonly until: number } | undefined;

  constructor(
    checks: readonly ReadinessCheck[],
    { keepMs = 5_000, timeoutMs = 2_000 }: ReadinessOptions = {},
  ) {
    this.#checks = checks;
    this.#keepMs = keepMs;
    this.#timeoutMs = timeoutMs;
  }

  /** From now on the answer is no. */
  stop(): void {
    this.#stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    if (this.#stopping) return { ready: false, checks: { process: 'is stopping' } };
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
    const asked = check({ signal: controller.signal }).then(
      () => 'ok',
      // Not the message: it may quote an address or a URL with a password.
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'failed'),
    );
    try {
      return [name, await Promise.race([asked, timeout])];
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }
}
