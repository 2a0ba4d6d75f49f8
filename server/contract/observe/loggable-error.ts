import { ShellError } from './shell-error.js';

/** What may be logged of an error: no message, which may quote a phone number or a token, unless it is the shell's own. */
export interface LoggableError {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string | undefined;
  /** The innermost places in the code. */
  readonly at: readonly string[];
}

/** How many places are kept. */
const mostPlaces = 5;

/** A frame of V8's stack: `at name (file:line:column)` or `at file:line:column`. */
const frame =
  /^\s+at (?:(?:async |new )?[\w$.<>[\] #]+ \()?(?:async )?(?:file:\/\/\/?|node:|\/|[A-Za-z]:\\)[^()]*:\d+:\d+\)?$/;

/** What a phone number or an e-mail address looks like, also within a name, a code or the path of a frame. */
const personal = /\d(?:[ .()-]?\d){6}|[\w+]@[\w-]+\.[a-z]/i;

/**
 * Takes from whatever was thrown what cannot hold personal data: its kind, its code if that looks like one, and the places
 * in the code. The one place that decides this.
 */
export function loggableError(error: unknown): LoggableError {
  if (!(error instanceof Error)) return { name: typeof error, code: undefined, message: undefined, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return {
    name: /^[A-Z]\w{0,59}$/i.test(error.name) && !personal.test(error.name) ? error.name : 'Error',
    // As Node's (`ECONNREFUSED`), ours, and SQL's five characters.
    code:
      /^([A-Z][A-Z_]{0,59}[A-Z0-9_]{0,20}|[0-9A-Z]{5})$/.test(code) && !personal.test(code)
        ? code
        : undefined,
    message: error instanceof ShellError ? error.message : undefined,
    at: places(error),
  };
}

function places(error: Error): string[] {
  const { message } = error;
  const stack = typeof error.stack === 'string' ? error.stack : '';
  // The stack repeats the message, which may run over many lines that look like places: only what follows it is places.
  const start = stack.indexOf(message);
  if (start < 0) return [];
  const lines = stack.slice(start + message.length).split('\n');
  return lines
    .filter((line) => frame.test(line) && !personal.test(line))
    .slice(0, mostPlaces)
    .map((line) => line.trim());
}

/** One line of JSON about an error, with what may be logged of it. */
export function errorLine(fields: object, error: unknown): string {
  return JSON.stringify({ level: 'error', ...fields, ...loggableError(error) });
}
