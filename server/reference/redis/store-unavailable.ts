/** Everything that can keep a store from doing what it was asked. */
export const storeUnavailableCodes = [
  /** There is no connection to the store at the moment, so nothing was asked of it. */
  'STORE_NOT_CONNECTED',
  /** No answer in time. The store may have done it, or may do it yet. */
  'STORE_TIMED_OUT',
  /** The connection broke before the answer came. The store may have done it. */
  'STORE_CONNECTION_LOST',
  /** The store said no: it is loading, full, read-only, asks for a password. */
  'STORE_REFUSED',
  /** The store holds something that this program did not put there. */
  'STORE_VALUE_ILLEGAL',
] as const;

export type StoreUnavailableCode = (typeof storeUnavailableCodes)[number];

/** A store that several servers share did not do what it was asked. The message holds no password, key or value. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code: StoreUnavailableCode;

  constructor(code: StoreUnavailableCode, message: string) {
    super(message);
    this.code = code;
  }
}
