import type { Contract } from '@sendotp-contract/spec';
import { bodyChecks, schemaFault } from './body-checks.js';
import { framingChecks } from './framing-checks.js';
import { headerChecks } from './header-checks.js';
import type { ResponseCheck } from './response-check.js';
import { signatureChecks } from './signature-checks.js';

/** Every check of a single response, in the order of the report. */
export function responseChecks(contract: Contract): readonly ResponseCheck[] {
  const ofBody = bodyChecks(contract);
  return [
    ...framingChecks,
    ...ofBody,
    {
      id: 'every.schema',
      rules: ['RES-1'],
      title: 'every body fits the schema of its operation',
      severity: 'must',
      // For what the checks above, which describe a fault better, do not find.
      appliesTo: (answered) =>
        ofBody.every((check) => check.appliesTo?.(answered) === false || check.fault(answered) === undefined),
      fault: schemaFault,
    },
    ...headerChecks,
    ...signatureChecks,
  ];
}

/** The check that compares responses with each other: an id belongs to one OTP (RES-5). */
export const uniqueIdCheck = {
  id: 'every.unique-id',
  rules: ['RES-5'],
  title: 'the id of an OTP was in no earlier response, except one to the same message',
  severity: 'must',
  of: 'with the id of an OTP',
} as const;
