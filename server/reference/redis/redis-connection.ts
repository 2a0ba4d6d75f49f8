import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisAddress, redisAddress } from './redis-address.js';
import type { RedisScript } from './redis-script.js';
import { type Exchange, RedisSession } from './redis-session.js';
import { StoreUnavailable } from './store-unavailable.js';

export interface RedisConnectionOptions {
  /** `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS. */
  readonly url: string;
  /** What the names of all keys begin with. Default `sendotp:`. */
  readonly prefix?: string;
  /** How long an answer may take, in ms. Default 500. */
  readonly commandTimeoutMs?: number;
  /** How long connecting may take, handshake included, in ms. Default 2,000. */
  readonly connectTimeoutMs?: number;
  /** The longest pause between two tries to connect, in ms; the first ones are shorter. Default 2,000. */
  readonly maxReconnectDelayMs?: number;
  /** Told when the connection stands, and once in each outage. */
  readonly onChange?: (change: RedisChange) => void;
}

/** What became of the connection. The reason may be logged. */
export type RedisChange =
  { readonly state: 'connected' } | { readonly state: 'disconnected'; readonly reason: StoreUnavailable };

/**
 * The one connection of a process to the Redis (6 or newer) that its stores share with other processes: one Redis, or
 * one with replicas behind one address; not a Cluster, as the scripts touch keys of several slots.
 *
 * A server may start while Redis is down: `connect` keeps trying until `close`, and so does every loss of the
 * connection. Meanwhile every command is refused at once, none is kept for later.
 * @example
 * const redis = new RedisConnection({ url: 'redis://127.0.0.1:6379' });
 * if (!(await redis.connect())) console.warn('Redis is not there yet');
 */
export class RedisConnection {
  readonly #address: RedisAddress;
  readonly #prefix: string;
  readonly #commandTimeoutMs: number;
  readonly #connectTimeoutMs: number;
  readonly #maxReconnectDelayMs: number;
  readonly #onChange: (change: RedisChange) => void;
  readonly #closing = new AbortController();
  #session: RedisSession | undefined;
  #firstTry: Promise<boolean> | undefined;
  #running: Promise<void> = Promise.resolve();

  /** @throws RangeError for a URL or a setting that makes no sense; the password is not in its message */
  constructor(options: RedisConnectionOptions) {
    const { commandTimeoutMs = 500, connectTimeoutMs = 2_000, maxReconnectDelayMs = 2_000 } = options;
    for (const [name, value] of Object.entries({ commandTimeoutMs, connectTimeoutMs, maxReconnectDelayMs })) {
      if (!(value > 0 && value <= 2_147_483_647)) {
        throw new RangeError(`${name} must be a number of ms above 0 and below 2^31, not ${value}`);
      }
    }
    this.#address = redisAddress(options.url);
    this.#prefix = options.prefix ?? 'sendotp:';
    this.#commandTimeoutMs = commandTimeoutMs;
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#maxReconnectDelayMs = maxReconnectDelayMs;
    this.#onChange = options.onChange ?? (() => undefined);
  }

  /** Host and port. */
  get address(): string {
    return this.#address.name;
  }

  /** Whether a command would go out now. */
  get isConnected(): boolean {
    return this.#session !== undefined && !this.#session.isSilent;
  }

  /**
   * Connects, and from then on connects again whenever the connection is lost. Never rejects.
   * @returns whether the first try came through; when not, the next ones follow by themselves
   */
  connect(): Promise<boolean> {
    this.#firstTry ??= new Promise((resolve) => {
      this.#running = this.#keepConnected(resolve);
    });
    return this.#firstTry;
  }

  /** Whether Redis answers now: for readiness. Never rejects. */
  async ping(): Promise<boolean> {
    return this.#ask((send) => send(['PING'])).then(
      () => true,
      () => false,
    );
  }

  /** The name of a key: the prefix and the parts. */
  key(...parts: readonly string[]): string {
    return this.#prefix + parts.join(':');
  }

  /**
   * Runs a script as one atomic step.
   * @throws StoreUnavailable. Only after `STORE_NOT_CONNECTED` is it certain that nothing was done
   */
  run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.#ask(evaluate(script, keys, args));
  }

  /**
   * Takes back what a script may have done, or may do yet, whose answer did not come: goes out behind it over the same
   * connection, if that still stands. As good as can be: whether it was done is not known.
   */
  undo(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): void {
    this.#session?.ask(evaluate(script, keys, args)).catch(() => undefined);
  }

  /** Ends the connection and the trying. What is under way may finish, as long as a command may take. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#session?.close();
    await this.#running;
  }

  #ask(exchange: Exchange): Promise<unknown> {
    const session = this.#closing.signal.aborted ? undefined : this.#session;
    if (session?.isSilent === false) return session.ask(exchange);
    const message = `no connection to the Redis at ${this.#address.name}`;
    return Promise.reject(new StoreUnavailable('STORE_NOT_CONNECTED', message));
  }

  async #keepConnected(tellFirstTry: (connected: boolean) => void): Promise<void> {
    const { signal } = this.#closing;
    const isClosing = (): boolean => signal.aborted;
    const settings = {
      address: this.#address,
      commandTimeoutMs: this.#commandTimeoutMs,
      connectTimeoutMs: this.#connectTimeoutMs,
    };
    let told: RedisChange['state'] | undefined;
    const tell = (change: RedisChange): void => {
      if (told !== change.state) this.#tell(change);
      told = change.state;
    };
    for (let failures = 0; !isClosing(); failures += 1) {
      try {
        const session = await RedisSession.open(settings, signal);
        const since = performance.now();
        this.#session = session;
        tell({ state: 'connected' });
        tellFirstTry(true);
        const reason = await session.lost;
        this.#session = undefined;
        // A connection that breaks as soon as it stands is no success.
        if (performance.now() - since > this.#maxReconnectDelayMs) failures = 0;
        throw reason;
      } catch (error) {
        if (error instanceof StoreUnavailable && !isClosing()) tell({ state: 'disconnected', reason: error });
        tellFirstTry(false);
      }
      await this.#pause(failures, signal);
    }
  }

  /** Twice as long after each failure, up to the longest; by chance up to half of it less, so that not all come at once. */
  async #pause(failures: number, signal: AbortSignal): Promise<void> {
    const longest = Math.min(this.#maxReconnectDelayMs, 50 * 2 ** Math.min(failures, 20));
    await sleep(longest * (1 - Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }

  #tell(change: RedisChange): void {
    try {
      this.#onChange(change);
    } catch {
      // Whatever becomes of the record of it, the connection goes on.
    }
  }
}

/** By the script's hash, which is short; by its text where Redis does not know it yet. */
function evaluate(
  { sha1, lua }: RedisScript,
  keys: readonly string[],
  args: readonly (string | number)[],
): Exchange {
  const rest = [String(keys.length), ...keys, ...args.map(String)];
  return async (send, inTime) => {
    try {
      return await send(['EVALSHA', sha1, ...rest]);
    } catch (error) {
      const unknownScript = error instanceof Error && error.message.startsWith('NOSCRIPT');
      // Past its time the caller has been told that it failed: then it must not begin.
      if (!unknownScript || !inTime()) throw error;
      return send(['EVAL', lua, ...rest]);
    }
  };
}
