/** The reasons why a store did not execute a command. */
export const storeUnavailableCodes = [
  /** There is no connection to the store at the moment, so nothing was sent to it. */
  'STORE_NOT_CONNECTED',
  /** No response in time. The store may have executed the command, or may still execute it. */
  'STORE_TIMED_OUT',
  /** The connection was lost before the response. The store may have executed the command. */
  'STORE_CONNECTION_LOST',
  /** The store refused the command: it is loading, full, read-only, or requires a password. */
  'STORE_REFUSED',
  /** The store contains a value that this program did not write. */
  'STORE_VALUE_ILLEGAL',
] as const;

export type StoreUnavailableCode = (typeof storeUnavailableCodes)[number];

/** A shared store did not execute a command. The message contains no password, key or value. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code: StoreUnavailableCode;
  /** The first word of the store's own error, such as OOM, READONLY, NOAUTH or WRONGPASS. */
  readonly reply: string | undefined;

  constructor(code: StoreUnavailableCode, message: string, reply?: string) {
    super(message);
    this.code = code;
    this.reply = reply;
  }
}
