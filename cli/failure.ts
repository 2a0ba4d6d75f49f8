/** Ends the program with one line and this exit code, without a stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
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
