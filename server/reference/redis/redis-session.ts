import type * as Redis from '@redis/client';
import type { RedisAddress } from './redis-address.js';
import { StoreUnavailable } from './store-unavailable.js';

type Client = ReturnType<typeof Redis.createClient>;

export interface RedisSessionSettings {
  readonly address: RedisAddress;
  readonly commandTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** One command, or several in a row as long as there is time for the next. */
export type Exchange = (
  send: (args: readonly string[]) => Promise<unknown>,
  inTime: () => boolean,
) => Promise<unknown>;

/**
 * One connection to Redis, from the handshake until it is lost. It does not reconnect.
 *
 * The client's own timeout ends when a command is written, and its own reconnecting has no timeout for the handshake and does
 * not notice a hanging connection. Therefore both are done here: a connection without a response for longer than the command
 * timeout is silent, and after the same time again without a response it counts as lost.
 */
export class RedisSession {
  /** Resolves with the reason when the session ends. */
  readonly lost: Promise<StoreUnavailable>;
  readonly #redis: typeof Redis;
  readonly #client: Client;
  readonly #address: RedisAddress;
  readonly #commandTimeoutMs: number;
  readonly #underWay = new Set<Promise<unknown>>();
  #lose: (reason: StoreUnavailable) => void = () => undefined;
  #lastHeardAt = performance.now();
  #silence: NodeJS.Timeout | undefined;

  private constructor(
    { address, commandTimeoutMs, connectTimeoutMs }: RedisSessionSettings,
    redis: typeof Redis,
  ) {
    this.#redis = redis;
    this.#address = address;
    this.#commandTimeoutMs = commandTimeoutMs;
    this.lost = new Promise((resolve) => {
      this.#lose = (reason) => {
        clearTimeout(this.#silence);
        this.#client.destroy();
        resolve(reason);
      };
    });
    this.#client = redis.createClient({
      url: address.url,
      name: 'sendotp',
      disableOfflineQueue: true,
      maintNotifications: 'disabled',
      // Not its own timeout: an AbortSignal for each command, 13 of the 17 µs that a command costs (Node 20).
      commandOptions: { timeout: 0 },
      socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false },
    });
    this.#client.on('error', (error: unknown) => {
      this.#lose(this.#lossOf(error));
    });
  }

  /**
   * Connects.
   * @throws StoreUnavailable if that fails, takes too long or is aborted
   */
  static async open(settings: RedisSessionSettings, signal: AbortSignal): Promise<RedisSession> {
    // Loaded by those who connect: it takes 0.1 s of CPU.
    const session = new RedisSession(settings, await import('@redis/client'));
    const { address, connectTimeoutMs } = settings;
    const notConnected = (why: string, reply?: string): StoreUnavailable =>
      new StoreUnavailable(
        'STORE_NOT_CONNECTED',
        `no connection to the Redis at ${address.name}: ${why}`,
        reply,
      );
    const giveUp = (): void => {
      session.#lose(notConnected('aborted'));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    // While the library was loading.
    if (signal.aborted) giveUp();
    const timer = setTimeout(() => {
      session.#lose(notConnected(`no handshake within ${connectTimeoutMs} ms`));
    }, connectTimeoutMs);
    try {
      const failed = session.lost.then((reason) => Promise.reject(reason));
      await Promise.race([session.#client.connect(), failed]);
      session.#lastHeardAt = performance.now();
      return session;
    } catch (error) {
      const reason =
        error instanceof StoreUnavailable
          ? error
          : notConnected(session.#faultOf(error), session.#replyOf(error));
      session.#lose(reason);
      throw reason;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Whether a response is overdue. */
  get isSilent(): boolean {
    return this.#silence !== undefined;
  }

  /**
   * Sends and waits for the response no longer than the timeout.
   * @throws StoreUnavailable
   */
  ask(exchange: Exchange): Promise<unknown> {
    const answer = this.#askInTime(exchange);
    this.#underWay.add(answer);
    const done = (): void => {
      this.#underWay.delete(answer);
    };
    answer.then(done, done);
    return answer;
  }

  #askInTime(exchange: Exchange): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const askedAt = performance.now();
      let over = false;
      const timer = setTimeout(() => {
        // If this process was busy, the response may have arrived but not been read: read it first.
        setImmediate(() => {
          if (over) return;
          over = true;
          if (this.#lastHeardAt < askedAt) this.#suspectSilence();
          const message = `the Redis at ${this.#address.name} did not answer within ${this.#commandTimeoutMs} ms`;
          reject(new StoreUnavailable('STORE_TIMED_OUT', message));
        });
      }, this.#commandTimeoutMs);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        if (over) return;
        over = true;
        end();
      };
      exchange(
        (args) => this.#send(args),
        () => !over,
      ).then(
        (reply) => {
          settle(() => {
            resolve(reply);
          });
        },
        (error: unknown) => {
          settle(() => {
            reject(this.#failureOf(error));
          });
        },
      );
    });
  }

  /** Waits for commands in progress, at most for the command timeout, then ends. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    this.#lose(new StoreUnavailable('STORE_NOT_CONNECTED', 'the connection to Redis was closed'));
  }

  async #send(args: readonly string[]): Promise<unknown> {
    try {
      const reply: unknown = await this.#client.sendCommand(args);
      this.#hear();
      return reply;
    } catch (error) {
      if (this.#isReply(error)) {
        this.#hear();
        // The primary has become a replica: a new connection may reach the new primary.
        if (this.#faultOf(error) === 'READONLY') this.#lose(this.#failureOf(error));
      }
      throw error;
    }
  }

  #hear(): void {
    this.#lastHeardAt = performance.now();
    clearTimeout(this.#silence);
    this.#silence = undefined;
  }

  #suspectSilence(): void {
    this.#silence ??= setTimeout(() => {
      this.#lose(
        new StoreUnavailable(
          'STORE_TIMED_OUT',
          `the Redis at ${this.#address.name} does not respond any more`,
        ),
      );
    }, this.#commandTimeoutMs);
  }

  #failureOf(error: unknown): StoreUnavailable {
    if (!this.#isReply(error)) return this.#lossOf(error);
    const message = `the Redis at ${this.#address.name} answered with the error ${this.#faultOf(error)}`;
    return new StoreUnavailable('STORE_REFUSED', message, this.#replyOf(error));
  }

  #lossOf(error: unknown): StoreUnavailable {
    const message = `the connection to the Redis at ${this.#address.name} was lost: ${this.#faultOf(error)}`;
    return new StoreUnavailable('STORE_CONNECTION_LOST', message);
  }

  #isReply(error: unknown): error is Redis.ErrorReply {
    return error instanceof this.#redis.ErrorReply;
  }

  /** The first word of an error that Redis itself returned. */
  #replyOf(error: unknown): string | undefined {
    return this.#isReply(error) ? this.#faultOf(error) : undefined;
  }

  /** The error in one word. The rest of its message may repeat keys and values. */
  #faultOf(error: unknown): string {
    if (this.#isReply(error)) return /^[A-Z]+\b/.exec(error.message)?.[0] ?? 'ERR';
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
    return error instanceof Error ? error.constructor.name : typeof error;
  }
}
