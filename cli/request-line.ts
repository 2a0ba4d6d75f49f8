import type { Observation } from '../server/contract/index.js';

/** One request in one line, for the person at the terminal. */
export function requestLine({ resultCode, reason, replayed, durationMs }: Observation): string {
  const why = reason === undefined ? '' : ` - ${reason}`;
  return `${new Date().toISOString()} ${resultCode}${replayed ? ' (the same message again)' : ''} ${durationMs.toFixed(1)} ms${why}`;
}
