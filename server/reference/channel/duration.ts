/**
 * A duration for people, in minutes if it is a whole number of minutes, else in seconds: `5 minutes`, `90 seconds`.
 * @param ms the duration, in ms; rounded down to seconds
 * @param locale BCP 47
 */
export function describeDuration(ms: number, locale = 'en'): string {
  const seconds = Math.floor(ms / 1_000);
  const [count, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
