/** One fault of a profile. */
export interface ProfileFault {
  /** Keys from the outermost in; empty for the profile as a whole. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A profile that cannot be used. The message has one line for each fault, and no value of a secret. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
  readonly faults: readonly ProfileFault[];

  /** @param where what the profile is called in the message */
  constructor(where: string, faults: readonly ProfileFault[], describe = describeFault) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    super(`${where} has ${count}:\n${faults.map((fault) => `  ${describe(fault)}`).join('\n')}`);
    this.faults = faults;
  }
}

function describeFault({ path, message }: ProfileFault): string {
  return `${placeOf(path)}: ${message}`;
}

/** The place of a fault in words. */
export function placeOf(path: ProfileFault['path']): string {
  return path.length === 0 ? 'the whole profile' : path.join('.');
}
