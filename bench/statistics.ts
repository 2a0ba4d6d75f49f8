/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
    : (sorted[Math.floor(middle)] ?? NaN);
}

/** Smallest and largest, to so many places. */
export function spread(values: readonly number[], places = 2): string {
  return `${Math.min(...values).toFixed(places)}–${Math.max(...values).toFixed(places)}`;
}
