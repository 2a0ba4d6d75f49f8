import { type SettingName, settingRows } from '../../server/reference/service/setting-rows.js';
import type { Setting } from '../../server/reference/service/setting.js';
import { defaultText } from '../../server/reference/service/settings.js';

const rows = Object.entries(settingRows) as [SettingName, Setting<unknown>][];

// In a table a bar ends the cell, and outside of code a `<` begins a tag.
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const code = (text: string): string => '`' + text.replaceAll('|', '\\|') + '`';

function settingsTable(): string {
  const lines = rows.map(([name, row]) => {
    const shown = (text: string | undefined): string => (text === undefined ? '' : code(text));
    const inProduction =
      row.requiredInProduction === true ? '**must be set**' : shown(defaultText(row, 'production'));
    const what = row.secret === true ? `${row.what} A secret.` : row.what;
    return [code(name), cell(what), cell(row.form), shown(defaultText(row, 'sandbox')), inProduction];
  });
  const head = ['setting', 'what for', 'form', 'default in the sandbox', 'default in production'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `docs/settings.md`. */
export function settingsPage(): string {
  return `<!-- Made from server/reference/service/setting-rows.ts by npm run generate. -->

# Settings of \`sendotp-contract serve\`

Each is an environment variable; \`--settings <file>\` reads them from a file, such as a copy of
[\`.env.example\`](../.env.example). An empty one counts as not set. A secret can
also be in a file: \`NAME_FILE\` names it. They are checked as a whole when the program starts:
every fault is listed at once, and no secret is shown. \`NODE_ENV=production\` makes it a server for real users: then the
sandbox's tokens, its generated keys and the console as a channel are refused. How to run it: [running.md](running.md).

${settingsTable()}
`;
}

/** `.env.example`: every setting, with its default or an example. */
export function envExample(): string {
  const lines = rows.map(([name, row]) => {
    const value = defaultText(row, 'production') ?? row.example ?? '';
    const quoted = /[\s"#{]/.test(value) ? `'${value}'` : value;
    return `# ${row.what}\n${row.requiredInProduction === true ? '' : '#'}${name}=${quoted}\n`;
  });
  return `# Made from server/reference/service/setting-rows.ts by npm run generate.
# Copy it to .env, fill it in, and run: npx sendotp-contract serve --settings .env
# What is commented out shows its default, or an example.

NODE_ENV=production

${lines.join('\n')}`;
}
