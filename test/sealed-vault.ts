/** A key store that is down. A rejection that nobody handles ends a process of Node; vitest fails for one, too. */
export class SealedVault {
  static readonly message = 'the vault is sealed';
  /** What each of its keys is refused with. */
  readonly error = new Error(SealedVault.message);

  /** A key that does not come. */
  key(): Promise<string> {
    return Promise.reject(this.error);
  }

  /** A key that keeps its caller waiting. */
  waiting(): Promise<string> {
    return new Promise(() => undefined);
  }
}
