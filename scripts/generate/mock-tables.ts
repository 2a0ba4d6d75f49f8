import { format, resolveConfig } from 'prettier';
import { type ClientVerdict, differences, faults, scenarioTable } from '../../server/mock/index.js';
import { plainPrism, type PlainPrismRow } from './plain-prism.js';

/** The tables of docs/mock.md, by the name that stands in `<!-- table: name -->`. */
const tables: Readonly<Record<string, () => string>> = {
  scenarios: () =>
    table(
      ['access token', 'header', 'status', 'an MPP answers it when'],
      scenarioTable.map(({ code, accessToken, status, when }) => [
        `\`${accessToken}\``,
        `\`Prefer: example=${code}\``,
        status,
        when,
      ]),
    ),
  faults: () =>
    table(
      ['access token', 'what the caller meets', 'what our client makes of it', 'why'],
      Object.entries(faults).map(([name, { what, client, because, delayMs }]) => [
        `\`sandbox:fault:${name}\`${delayMs === undefined ? '' : `, \`sandbox:fault:${name}:<ms>\` (default ${delayMs})`}`,
        what,
        verdict(client),
        because,
      ]),
    ),
  differences: () =>
    table(
      ['an MPP', 'the mock', 'why'],
      Object.values(differences).map(({ mpp, mock, why }) => [mpp, mock, why]),
    ),
  'plain-prism': () =>
    table(
      ['call', 'plain Prism answers', 'the mock answers'],
      plainPrism.map(({ call, prism, mock }) => [call, ofPrism(prism), `HTTP 200, signed, \`${mock}\``]),
    ),
};

/**
 * The text with every table between its marks made anew.
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
  if (missing.length > 0) throw new Error(`${path}: no place for ${missing.join(', ')}`);
  return format(filled, { ...(await resolveConfig(path)), filepath: path });
}

function verdict(client: ClientVerdict): string {
  return 'throws' in client
    ? `throws \`${client.throws}\``
    : `returns \`${client.returns}\` \`${client.resultCode}\``;
}

function ofPrism({ status, mediaType, code }: PlainPrismRow['prism']): string {
  const body =
    code === undefined ? `\`${mediaType}\`` : code === 'invented' ? 'a body it invents' : `\`${code}\``;
  return `HTTP ${status}, ${body}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
