import type { RuleId } from '../generated/rules.js';

/** The rules that nobody can see from outside, and why. Every other rule has a case. */
export const invisibleRules: Readonly<Partial<Record<RuleId, string>>> = {
  'SIG-6': 'how keys are written and refused at the start is between the MPP and its configuration',
  'SIG-7': 'it binds the caller: what an MPP may leave unsigned is judged as HDR-6 and SIG-5',
  'RES-9': 'it binds the caller',
};
