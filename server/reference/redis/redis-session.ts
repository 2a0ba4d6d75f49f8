import { createClient, ErrorReply } from '@redis/client';
import type { RedisAddress } from './redis-address.js';
import { StoreUnavailable } from './store-unavailable.js';

type Client = ReturnType<typeof createClient>;

export interface RedisSessionSettings {
  readonly address: RedisAddress;
  readonly commandTimeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** What is asked of Redis: one command or several in a row, as long as there is still time for the next. */
export type Exchange = (
  send: (args: readonly string[]) => Promise<unknown>,
  inTime: () => boolean,
) => Promise<unknown>;

/**
 * One connection to Redis, from the handshake until it is lost; it does not come back.
 *
 * The client's own time limit ends when a command is written, and its own reconnecting knows neither a handshake nor a
 * connection that hangs. So both are kept here: a connection that owes an answer for longer than a command may take is
 * silent, and unless it speaks up in as much time again, it is lost.
 */
export class RedisSession {
  /** Settles when the session is over, with the reason. */
  readonly lost: Promise<StoreUnavailable>;
  readonly #client: Client;
  readonly #address: RedisAddress;
  readonly #commandTimeoutMs: number;
  readonly #underWay = new Set<Promise<unknown>>();
  #lose: (reason: StoreUnavailable) => void = () => undefined;
  #lastHeardAt = performance.now();
  #silence: NodeJS.Timeout | undefined;

  private constructor({ address, commandTimeoutMs, connectTimeoutMs }: RedisSessionSettings) {
    this.#address = address;
    this.#commandTimeoutMs = commandTimeoutMs;
    this.lost = new Promise((resolve) => {
      this.#lose = (reason) => {
        clearTimeout(this.#silence);
        this.#client.destroy();
        resolve(reason);
      };
    });
    this.#client = createClient({
      url: address.url,
      name: 'sendotp',
      disableOfflineQueue: true,
      maintNotifications: 'disabled',
      socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false },
    });
    this.#client.on('error', (error: unknown) => {
      this.#lose(this.#lossOf(error));
    });
  }

  /**
   * Connects.
   * @throws StoreUnavailable if that fails, takes too long or is given up
   */
  static async open(settings: RedisSessionSettings, signal: AbortSignal): Promise<RedisSession> {
    const session = new RedisSession(settings);
    const { address, connectTimeoutMs } = settings;
    const notConnected = (why: string): StoreUnavailable =>
      new StoreUnavailable('STORE_NOT_CONNECTED', `no connection to the Redis at ${address.name}: ${why}`);
    const giveUp = (): void => {
      session.#lose(notConnected('given up'));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(() => {
      session.#lose(notConnected(`no handshake within ${connectTimeoutMs} ms`));
    }, connectTimeoutMs);
    try {
      const failed = session.lost.then((reason) => Promise.reject(reason));
      await Promise.race([session.#client.connect(), failed]);
      session.#lastHeardAt = performance.now();
      return session;
    } catch (error) {
      const reason = error instanceof StoreUnavailable ? error : notConnected(faultOf(error));
      session.#lose(reason);
      throw reason;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Whether Redis owes an answer for longer than it may take. */
  get isSilent(): boolean {
    return this.#silence !== undefined;
  }

  /**
   * Asks and waits for the answer no longer than the time limit.
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
        // Where this process was busy itself, the answer may be here already, unread: it is read first.
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

  /** Lets what is under way finish, which takes no longer than a command may, then ends. */
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
      if (error instanceof ErrorReply) {
        this.#hear();
        // A primary that has become a replica: another connection may lead to the new primary.
        if (faultOf(error) === 'READONLY') this.#lose(this.#failureOf(error));
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
        new StoreUnavailable('STORE_TIMED_OUT', `the Redis at ${this.#address.name} has fallen silent`),
      );
    }, this.#commandTimeoutMs);
  }

  #failureOf(error: unknown): StoreUnavailable {
    if (!(error instanceof ErrorReply)) return this.#lossOf(error);
    const message = `the Redis at ${this.#address.name} answered with the error ${faultOf(error)}`;
    return new StoreUnavailable('STORE_REFUSED', message);
  }

  #lossOf(error: unknown): StoreUnavailable {
    const message = `the connection to the Redis at ${this.#address.name} is lost: ${faultOf(error)}`;
    return new StoreUnavailable('STORE_CONNECTION_LOST', message);
  }
}

/** What went wrong in one word. The rest of an error's message may repeat keys and values. */
function faultOf(error: unknown): string {
  if (error instanceof ErrorReply) return /^[A-Z]+\b/.exec(error.message)?.[0] ?? 'ERR';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.constructor.name : typeof error;
}
