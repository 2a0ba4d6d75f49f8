import type { Report } from './report.js';

/** The sentence of a rule. */
export function ruleText({ rules }: Report, id: string): string {
  return rules.find((rule) => rule.id === id)?.text ?? '';
}

/** The operations that were judged, in a few words. */
export function operationsOf({ target }: Report): string {
  return target.operations.join(', ');
}
