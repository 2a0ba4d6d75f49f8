import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations, resultCodes, rules } from '@sendotp-contract/spec';

const output = 'site/index.html';

const retryWords = {
  never: 'no',
  backoff: 'yes, each time later',
  'same-bytes': 'only the very same signed bytes',
} as const;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

/** The parts of the contract that OpenAPI has no place for, as chapters of the page. */
function chapters(): string {
  return `
## Result codes

${table(
  ['Code and message', 'Returned when', 'What to do', 'Try again?'],
  Object.values(resultCodes).map(({ code, status, message, when, retry, advice }) => [
    `**${status}** \`${code}\`<br>${message}`,
    when,
    advice,
    retryWords[retry],
  ]),
)}

## Which code wins

Checks run in this order, from the outside in. The first that fails answers, and none reads what a later one guards.

${Object.values(operations)
  .map(
    ({ operationId, orderOfChecks }) => `### ${operationId}

${table(
  ['#', 'Check', 'Codes'],
  orderOfChecks.map(({ check, codes }, index) => [
    String(index + 1),
    check,
    codes.length === 0 ? "the first message's outcome" : codes.map((code) => `\`${code}\``).join(', '),
  ]),
)}
`,
  )
  .join('\n')}
## Rules

${table(
  ['Id', 'Rule', 'Source'],
  Object.entries(rules).map(([id, { text, source }]) => [id, text, source.join(', ')]),
)}
`;
}

interface Page {
  info: { description: string };
}

function withChapters(): Page {
  const document = JSON.parse(readFileSync('generated/openapi.json', 'utf8')) as Page;
  document.info.description += chapters();
  return document;
}

/**
 * The page opens with no network: no logo from elsewhere, and a policy under which the browser would refuse any request.
 * Redoc makes its search index in a worker from a blob, and styles elements as it goes.
 */
function selfContained(html: string): string {
  const policy =
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; font-src data:";
  const withoutLogo = html.replaceAll(/https:\/\/cdn\.redoc\.ly\/[^"'`\s)]*\.(?:svg|png|ico)/g, 'data:,');
  const withPolicy = withoutLogo.replace(
    '<head>',
    // A code is one word: not to be broken where a column is narrow.
    `<head><meta http-equiv="Content-Security-Policy" content="${policy}"><style>td code { white-space: nowrap !important; }</style>`,
  );
  if (withPolicy === withoutLogo) throw new Error(`${output} has no <head> to put the policy into`);
  return withPolicy;
}

const folder = mkdtempSync(join(tmpdir(), 'sendotp-docs-'));
try {
  const source = join(folder, 'openapi.json');
  const page = join(folder, 'index.html');
  writeFileSync(source, JSON.stringify(withChapters()));
  execFileSync(
    process.execPath,
    [
      'node_modules/@redocly/cli/bin/cli.js',
      'build-docs',
      source,
      '--inlineBundle',
      '-o',
      page,
      '--config',
      'redocly.yaml',
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  );
  mkdirSync('site', { recursive: true });
  const html = selfContained(readFileSync(page, 'utf8'));
  writeFileSync(output, html);
  console.log(`${output}: ${Math.round(html.length / 1024)} KiB, opens with no network`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
