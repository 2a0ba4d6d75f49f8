import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { phoneTables } from './phone-tables.js';

interface MenuItem {
  readonly text: string;
  readonly link: string;
}

interface Menu {
  readonly packageVersion: string;
  readonly contractVersion: string;
  readonly chapters: readonly { readonly text: string; readonly items: readonly MenuItem[] }[];
}

/** Written with the pages by npm run docs. */
const menu = JSON.parse(
  readFileSync(fileURLToPath(new URL('./pages/menu.json', import.meta.url)), 'utf8'),
) as Menu;
const base = process.env['DOCS_BASE'] ?? '/';
const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** The reference is a page of its own, which the router of this site does not know. */
const item = ({ text, link }: MenuItem) =>
  link === 'reference/' ? { text, link: '/reference/index.html', target: '_self' } : { text, link };

export default defineConfig({
  title: 'sendotp-contract',
  lang: 'en',
  base,
  srcDir: '.vitepress/pages',
  outDir: '../site',
  metaChunk: true,
  // npm run docs checks every link and every anchor of what was built.
  ignoreDeadLinks: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  vite: {
    publicDir: fileURLToPath(new URL('./public', import.meta.url)),
    resolve: {
      alias: [
        { find: '@sendotp-contract/message/explain', replacement: source('message/explain/index.ts') },
        { find: '@sendotp-contract/message/nearest-name', replacement: source('message/nearest-name.ts') },
        { find: '@sendotp-contract/message', replacement: source('message/index.ts') },
        { find: '@sendotp-contract/spec', replacement: source('generated/index.ts') },
      ],
    },
    logLevel: 'warn',
  },
  markdown: {
    // Their colours have the contrast that WCAG asks for.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: phoneTables,
  },
  themeConfig: {
    nav: [
      { text: 'Start here', link: '/start' },
      { text: 'Be an MPP', link: '/mpp' },
      { text: 'Sign and verify', link: '/signing' },
      { text: 'Playground', link: '/playground' },
      item({ text: 'Reference', link: 'reference/' }),
      {
        text: `v${menu.packageVersion}`,
        items: [
          { text: `Contract ${menu.contractVersion}`, link: '/versions' },
          { text: 'Changelog', link: '/changelog' },
        ],
      },
    ],
    sidebar: menu.chapters.map(({ text, items }) => ({ text, items: items.map(item) })),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: 'Before', next: 'Next' },
  },
});
