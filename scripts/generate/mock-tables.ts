import { format, resolveConfig } from 'prettier';
import { sandbox } from '@sendotp-contract/spec';
// From their own files: the mock as a whole brings Prism along, 0.3 s of CPU.
import { differences } from '../../server/mock/differences.js';
import type { ClientVerdict } from '../../server/mock/fault.js';
import { faults } from '../../server/mock/faults.js';
import { scenarioTable } from '../../server/mock/scenario-table.js';
import { plainPrism, type PlainPrismRow } from './plain-prism.js';

/** The tables of docs/mock.md, by the name in `<!-- table: name -->`. */
const tables: Readonly<Record<string, () => string>> = {
  scenarios: () =>
    table(
      ['access token', 'header', 'status', 'an MPP returns it when'],
      scenarioTable.map(({ code, accessToken, status, when }) => [
        `\`${accessToken}\``,
        `\`Prefer: example=${code}\``,
        status,
        when,
      ]),
    ),
  faults: () =>
    table(
      ['access token', 'what the caller gets', 'what our client does', 'why', "what the vendor's SDKs do"],
      Object.entries(faults).map(([name, { what, client, because, vendorSdks, delayMs }]) => [
        faultTokens(name, delayMs),
        what,
        verdict(client),
        because,
        vendorSdks ?? 'not known',
      ]),
    ),
  differences: () =>
    table(
      ['an MPP', 'the mock', 'why'],
      Object.values(differences).map(({ mpp, mock, why }) => [mpp, mock, why]),
    ),
  'plain-prism': () =>
    table(
      ['call', 'plain Prism returns', 'the mock returns'],
      plainPrism.map(({ call, prism, mock }) => [call, ofPrism(prism), `HTTP 200, signed, \`${mock}\``]),
    ),
};

/**
 * Makes every table of a text anew, between its marks.
 * @throws Error for a mark without a table, and a table without a mark
 */
export async function withMockTables(text: string, path: string): Promise<string> {
  const made = new Set<string>();
  const filled = text.replaceAll(
    /(<!-- table: (\S+) -->\n)[\s\S]*?(<!-- end of table -->)/g,
    (_, begin: string, name: string, end: string) => {
      const make = tables[name];
      if (make === undefined) throw new Error(`${path}: there is no table ${name}`);
      made.add(name);
      return `${begin}\n${make()}\n\n${end}`;
    },
  );
  const missing = Object.keys(tables).filter((name) => !made.has(name));
  if (missing.length > 0) throw new Error(`${path}: there is no mark for the table ${missing.join(', ')}`);
  return format(filled, { ...(await resolveConfig(path)), filepath: path });
}

function faultTokens(name: string, delayMs: number | undefined): string {
  const token = `${sandbox.tokenPrefix}fault:${name}`;
  return delayMs === undefined ? `\`${token}\`` : `\`${token}\`, \`${token}:<ms>\` (default ${delayMs})`;
}

function verdict(client: ClientVerdict): string {
  if ('throws' in client) return `throws \`${client.throws}\``;
  const { returns, resultCode } = client;
  return `returns \`${returns}\`${resultCode === undefined ? '' : ` \`${resultCode}\``}`;
}

function ofPrism({ status, mediaType, code }: PlainPrismRow['prism']): string {
  const body =
    code === undefined ? `\`${mediaType}\`` : code === 'invented' ? 'a body that it makes up' : `\`${code}\``;
  return `HTTP ${status}, ${body}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
