import { operations, type ResultCode, resultCodes, type Operation } from '@sendotp-contract/spec';
import { table } from './markdown-table.js';

const statusWords = { S: '`S`: sent', F: '`F`: not sent', U: '`U`: unknown' } as const;

const resendWords = {
  never: 'No: the same request has the same outcome.',
  backoff: 'Yes, later, with a new signature: nothing was sent.',
  'same-bytes': 'Only the very same signed bytes: an OTP may have been sent.',
} as const;

/** The same in a column. */
const resendShort = { never: 'no', backoff: 'later', 'same-bytes': 'same bytes only' } as const;

/** Who can mend it, by the check that answers with the code. A check that is missing here fails the build. */
const mendedBy: Readonly<Record<string, string>> = {
  path: 'caller',
  method: 'caller',
  'media type': 'caller',
  'body size': 'caller',
  'Client-Id': 'caller',
  'Request-Time is well-formed': 'caller',
  'Signature is well-formed': 'caller',
  key: 'caller and MPP: one of them has another key',
  'signature verifies': 'caller and MPP: they signed and verified different content, or use different keys',
  'Request-Time is in tolerance': 'caller: its clock',
  traffic: 'caller: it calls too often',
  'body against the schema': 'caller',
  'acquirerId and pspId': 'caller: its agreement',
  token: 'user, with a new binding of the wallet',
  user: 'user: the account at the MPP',
  'sending limit': 'user: has to wait',
  sending: 'MPP: its channel, its stores',
};

const succeeded = 'nobody: nothing is wrong';

/** Every result code: cause, whose fault, remedy, resend; and which code wins. */
export function resultCodesPage(): string {
  const all: readonly Operation[] = Object.values(operations);
  return `# Result codes

The HTTP status is always 200; the outcome is in \`result\`. Each code has exactly one status and one message. For a code that you
do not know, go by \`resultStatus\` (RES-9).

## In one table

${table(
  ['code', 'status', 'who can mend it', 'send again?'],
  Object.values(resultCodes).map(({ code, status, retry }) => [
    `[\`${code}\`](#${anchor(code)})`,
    `\`${status}\``,
    whoMends(code, all),
    resendShort[retry],
  ]),
)}

## Each code

${Object.values(resultCodes)
  .map(
    ({ code, status, message, when, retry, advice, rule }) => `### ${code}

> ${message}

- **Status**: ${statusWords[status]}
- **Cause**: ${when}
- **Who can mend it**: ${whoMends(code, all)}
- **What to do**: ${advice}
- **Send again?** ${resendWords[retry]}
- **Rule**: [${rule}](rules.md#${rule.toLowerCase()})
`,
  )
  .join('\n')}
## Which code wins

Checks run in this order, from the outside in. The first that fails answers, and none reads what a later one guards.

${all
  .map(
    ({ operationId, orderOfChecks }) => `### ${operationId}

${table(
  ['#', 'check', 'codes'],
  orderOfChecks.map(({ check, codes }, index) => [
    String(index + 1),
    check,
    codes.length === 0
      ? "the first message's outcome"
      : codes.map((code) => `[\`${code}\`](#${anchor(code)})`).join(', '),
  ]),
)}
`,
  )
  .join('\n')}`;
}

function whoMends(code: ResultCode, all: readonly Operation[]): string {
  if (resultCodes[code].status === 'S') return succeeded;
  const checks = all.flatMap(({ orderOfChecks }) =>
    orderOfChecks.filter(({ codes }) => codes.includes(code)).map(({ check }) => check),
  );
  const parties = checks.map((check) => {
    const party = mendedBy[check];
    if (party === undefined)
      throw new Error(`result-codes-page.ts does not say who mends the check "${check}"`);
    return party;
  });
  return [...new Set(parties)].join('; or ');
}

/** The anchor of a code's heading. */
function anchor(code: string): string {
  return code.toLowerCase().replaceAll('_', '-');
}
