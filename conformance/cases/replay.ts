import type { ConformanceCase } from './conformance-case.js';
import { declare } from './declare.js';

/** SIG-9 without an OTP: a refusal is kept like a success. What sends OTPs is a business case of its operation. */
export const replayCases: readonly ConformanceCase[] = [
  declare('SIG-9.refused-again', 'the same refused message again gets the same outcome', [
    { send: {}, plants: [], expect: { kind: 'accepted' }, label: 'first' },
    { again: 0, expect: { kind: 'same-as', step: 0 }, label: 'again' },
  ]),
];
