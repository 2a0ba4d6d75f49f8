/** A directory file that cannot be used. The message names the places, never the values. */
export class DirectoryFileError extends Error {
  override readonly name = 'DirectoryFileError';
  readonly code = 'DIRECTORY_FILE';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('; '));
    this.faults = faults;
  }
}
