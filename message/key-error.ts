/** Everything that can be wrong with a key. */
export const keyErrorCodes = [
  'KEY_NOT_READABLE',
  'KEY_IS_PRIVATE',
  'KEY_IS_PUBLIC',
  'KEY_IS_CERTIFICATE',
  'KEY_IS_ENCRYPTED',
  'KEY_NOT_RSA',
  'KEY_TOO_SMALL',
  'KEY_FORMAT',
] as const;

/** The code of a `KeyError`. */
export type KeyErrorCode = (typeof keyErrorCodes)[number];

/** A key that cannot be used (SIG-6). The message says what was seen and what to do, and holds nothing of the key. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly code: KeyErrorCode;

  constructor(code: KeyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
