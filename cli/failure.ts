interface FailureOptions extends ErrorOptions {
  readonly code?: string;
}

/** Ends the program with one line and this exit code, without a stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;
  /** For programs: the code of the error behind it, or what its exit code means. */
  readonly code: string;

  constructor(message: string, exitCode: number, { code, ...options }: FailureOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
    this.code = code ?? (exitCode === 2 ? 'USAGE' : 'FAILED');
  }
}

/** The system's error code (`ENOENT`, `EADDRINUSE`, …), if the error has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** An error's message, for one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
