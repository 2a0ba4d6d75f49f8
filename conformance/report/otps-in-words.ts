import type { Report } from './report.js';

/** How many OTPs a run has caused, in a few words. */
export function otpsInWords({ caused, expected, atMost, allowed }: Report['otps']): string {
  return `${caused} OTPs sent, ${expected} expected (at most ${atMost}), ${allowed} allowed`;
}
