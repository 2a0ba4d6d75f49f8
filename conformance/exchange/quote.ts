/** A value as JSON, cut when it is long. */
export function quote(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch {
    // What JSON.parse reads may be nested too deep to be written again.
    return 'something nested too deep to be shown';
  }
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
