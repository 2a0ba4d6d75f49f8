import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Colours with the contrast that WCAG asks for, and a way back to the guides. */
const style = `
[data-testid="search-trigger"] * { color: var(--text-color-primary) !important; }
:root:not(.dark) { --button-content-color-link: #1a5fd0; --code-block-tokens-string-color: #1f5dbf; }
:root:not(.dark) .tag-post { --tag-color: #1553cf; }
:root.dark [data-schema-nested-open] .schema-name { color: #a6a3ff; }
.to-guides { font: 16px/1.5 system-ui, sans-serif; padding: 10px 20px; background: #16213a; }
.to-guides a { color: #fff; margin-right: 1.5em; }
`;

const toGuides = `<nav class="to-guides" aria-label="Guides"><a href="../index.html">sendotp-contract: guides</a><a href="../result-codes.html">Result codes</a><a href="../rules.html">Rules</a></nav>`;

/**
 * Dark where the guides are; and what Redocly's page lacks for a keyboard and a screen reader: names, what can be scrolled, and
 * levels of headings that begin with 1 and leave none out.
 */
const script = `
try {
  const chosen = localStorage.getItem('vitepress-theme-appearance');
  if (chosen === 'dark' || chosen === 'light') localStorage.setItem('redoc.colorMode', chosen);
  else localStorage.removeItem('redoc.colorMode');
} catch {}
addEventListener('DOMContentLoaded', () => {
  const mend = () => {
    const menu = document.querySelector('.menu-content');
    menu?.setAttribute('role', 'navigation');
    menu?.setAttribute('aria-label', 'Reference');
    for (const code of document.querySelectorAll('pre')) code.tabIndex = 0;
    // Without it the name is what the button shows: the example that was chosen.
    for (const choice of document.querySelectorAll('button[aria-haspopup][aria-label="Example"]')) choice.removeAttribute('aria-label');
    const tags = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'].filter((tag) => document.querySelector(tag) !== null);
    for (const [index, tag] of tags.entries())
      for (const heading of document.querySelectorAll(tag)) heading.setAttribute('aria-level', String(index + 1));
  };
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
  mend();
});
`;

const icon = '<link rel="icon" type="image/svg+xml" href="../icon.svg">';

/** The reference as one page that loads nothing: Redocly's, from the document. */
export async function referencePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sendotp-docs-'));
  try {
    const page = join(folder, 'index.html');
    await promisify(execFile)(
      process.execPath,
      [
        'node_modules/@redocly/cli/bin/cli.js',
        ...['build-docs', 'generated/openapi.json', '--inlineBundle', '-o', page, '--config', 'redocly.yaml'],
      ],
      { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
    );
    return within(await readFile(page, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function within(html: string): string {
  // Redocly's page would fetch its maker's logo.
  const withoutLogo = html.replaceAll(/https:\/\/cdn\.redoc\.ly\/[^"'`\s)]*\.(?:svg|png|ico)/g, 'data:,');
  return placed(
    placed(withoutLogo, '</head>', `${icon}<style>${style}</style><script>${script}</script></head>`),
    '<body>',
    `<body>${toGuides}`,
  );
}

function placed(html: string, mark: string, replacement: string): string {
  const at = html.indexOf(mark);
  if (at < 0) throw new Error(`the reference page has no ${mark}`);
  return html.slice(0, at) + replacement + html.slice(at + mark.length);
}
