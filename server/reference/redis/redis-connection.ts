import { setTimeout as sleep } from 'node:timers/promises';
import { type Callback, type Listener, printingListener } from '@sendotp-contract/server';
import { type RedisAddress, redisAddress } from './redis-address.js';
import { durabilityWarnings } from './redis-durability.js';
import type { RedisScript } from './redis-script.js';
import { type Exchange, RedisSession } from './redis-session.js';
import { StoreUnavailable } from './store-unavailable.js';

export interface RedisConnectionOptions {
  /** `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS. */
  readonly url: string;
  /** Prefix of all keys. Default `sendotp:`. */
  readonly prefix?: string;
  /** How long a command may take, in ms. Default 500. */
  readonly commandTimeoutMs?: number;
  /** How long connecting may take, including the handshake, in ms. Default 2,000. */
  readonly connectTimeoutMs?: number;
  /** The longest delay between two attempts to connect, in ms; the first delays are shorter. Default 2,000. */
  readonly maxReconnectDelayMs?: number;
  /** Called when the connection is established, and once for each outage. If it fails, that is one line on standard error. */
  readonly onChange?: Callback<RedisChange>;
}

/**
 * A change of the connection: `refusing` when Redis answers with an error such as OOM, `accepting` when it takes writes
 * again. The reason may be logged.
 */
export type RedisChange =
  | { readonly state: 'connected' | 'accepting' }
  | { readonly state: 'disconnected' | 'refusing'; readonly reason: StoreUnavailable };

/**
 * The one connection of a process to the Redis (6 or newer) that its stores share with other processes: a single Redis, or
 * one with replicas behind one address; not a Cluster, because the scripts use keys of several slots.
 *
 * A server may start while Redis is down: after `connect`, and after every loss of the connection, it keeps trying to connect
 * until `close`. Meanwhile every command is refused at once; none is queued.
 * @example
 * const redis = new RedisConnection({ url: 'redis://127.0.0.1:6379' });
 * if (!(await redis.connect())) console.warn('Redis is not reachable yet');
 */
export class RedisConnection {
  readonly #address: RedisAddress;
  readonly #prefix: string;
  readonly #commandTimeoutMs: number;
  readonly #connectTimeoutMs: number;
  readonly #maxReconnectDelayMs: number;
  readonly #changes: Listener<RedisChange>;
  readonly #closing = new AbortController();
  #session: RedisSession | undefined;
  #lastLoss: StoreUnavailable | undefined;
  /** The error that Redis answers with at present. */
  #refusal: string | undefined;
  #firstTry: Promise<boolean> | undefined;
  #running: Promise<void> = Promise.resolve();

  /** @throws RangeError for a malformed URL or an option that is out of range; the message does not contain the password */
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
    this.#changes = printingListener('onChange', options.onChange, ({ state }) => ({ state }));
  }

  /** Host and port. */
  get address(): string {
    return this.#address.name;
  }

  /** Whether a command would be sent now. */
  get isConnected(): boolean {
    return this.#session !== undefined && !this.#session.isSilent;
  }

  /**
   * Connects, and from then on connects again whenever the connection is lost. Never rejects.
   * @returns whether the first attempt succeeded; if not, further attempts follow automatically
   */
  connect(): Promise<boolean> {
    this.#firstTry ??= new Promise((resolve) => {
      this.#running = this.#keepConnected(resolve);
    });
    return this.#firstTry;
  }

  /** Whether Redis answers now, for readiness. Never rejects. */
  async ping(): Promise<boolean> {
    return this.#ask((send) => send(['PING'])).then(
      () => true,
      () => false,
    );
  }

  /**
   * Writes a key, for readiness: a Redis that is full or read-only still answers PING.
   * @throws StoreUnavailable
   */
  async check(): Promise<void> {
    await this.#ask((send) => send(['SET', this.key('ready'), '1', 'PX', '10000']));
    if (this.#refusal === undefined) return;
    this.#refusal = undefined;
    this.#changes.tell({ state: 'accepting' });
  }

  /**
   * What of the settings of this Redis loses replay protection or sending limits: see `durabilityWarnings`.
   * @throws StoreUnavailable
   */
  async warnings(): Promise<readonly string[]> {
    return durabilityWarnings(
      String(await this.#ask((send) => send(['INFO']))),
      // An ACL may forbid CONFIG.
      await this.#ask((send) => send(['CONFIG', 'GET', 'save'])).catch(() => undefined),
    );
  }

  /** The name of a key: the prefix and the parts. */
  key(...parts: readonly string[]): string {
    return this.#prefix + parts.join(':');
  }

  /**
   * Runs a script as one atomic step.
   * @throws StoreUnavailable; only with `STORE_NOT_CONNECTED` it is certain that nothing was done
   */
  run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.#ask(evaluate(script, keys, args));
  }

  /**
   * Undoes a script without a response, which may have run or may still run: sent after it over the same connection, if that
   * is still open. Best effort: the result is not known.
   */
  undo(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): void {
    this.#session?.ask(evaluate(script, keys, args)).catch(() => undefined);
  }

  /** Closes the connection and stops reconnecting. Commands in progress may finish within their timeout. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#session?.close();
    await this.#running;
  }

  async #ask(exchange: Exchange): Promise<unknown> {
    const session = this.#closing.signal.aborted ? undefined : this.#session;
    if (session?.isSilent !== false) {
      const message = `no connection to the Redis at ${this.#address.name}`;
      throw new StoreUnavailable('STORE_NOT_CONNECTED', message, this.#lastLoss?.reply);
    }
    try {
      return await session.ask(exchange);
    } catch (error) {
      this.#noteRefusal(error);
      throw error;
    }
  }

  /** Reports the error once, not for every request that it fails. */
  #noteRefusal(error: unknown): void {
    if (!(error instanceof StoreUnavailable) || error.code !== 'STORE_REFUSED') return;
    // READONLY ends the connection, which is reported. The others are about one command.
    if (error.reply === this.#refusal || ['READONLY', 'NOPERM', 'ERR'].includes(error.reply ?? '')) return;
    this.#refusal = error.reply;
    this.#changes.tell({ state: 'refusing', reason: error });
  }

  async #keepConnected(settleFirstTry: (connected: boolean) => void): Promise<void> {
    const { signal } = this.#closing;
    const isClosing = (): boolean => signal.aborted;
    const settings = {
      address: this.#address,
      commandTimeoutMs: this.#commandTimeoutMs,
      connectTimeoutMs: this.#connectTimeoutMs,
    };
    let notified: RedisChange['state'] | undefined;
    const notify = (change: RedisChange): void => {
      if (notified !== change.state) this.#changes.tell(change);
      notified = change.state;
    };
    for (let failures = 0; !isClosing(); failures += 1) {
      try {
        const session = await RedisSession.open(settings, signal);
        if (isClosing()) {
          // close() was called after the session had opened and before it was kept: it knew of none.
          await session.close();
          break;
        }
        const since = performance.now();
        this.#session = session;
        this.#lastLoss = undefined;
        this.#refusal = undefined;
        notify({ state: 'connected' });
        settleFirstTry(true);
        const reason = await session.lost;
        this.#session = undefined;
        // A connection that is lost right after it is established does not count as a success.
        if (performance.now() - since > this.#maxReconnectDelayMs) failures = 0;
        throw reason;
      } catch (error) {
        if (error instanceof StoreUnavailable) this.#lastLoss = error;
        if (error instanceof StoreUnavailable && !isClosing())
          notify({ state: 'disconnected', reason: error });
        settleFirstTry(false);
      }
      await this.#pause(failures, signal);
    }
    // Closed before the first try.
    settleFirstTry(false);
  }

  /** Exponential back-off with jitter, so that not all processes reconnect at once. */
  async #pause(failures: number, signal: AbortSignal): Promise<void> {
    const longest = Math.min(this.#maxReconnectDelayMs, 50 * 2 ** Math.min(failures, 20));
    await sleep(longest * (1 - Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** Runs a script by its hash, or by its text if Redis does not know it yet. */
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
      // After its timeout the caller knows it as failed: it must not start any more.
      if (!unknownScript || !inTime()) throw error;
      return send(['EVAL', lua, ...rest]);
    }
  };
}
