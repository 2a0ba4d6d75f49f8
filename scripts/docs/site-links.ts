import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { downloads } from './downloads.js';
import { pages } from './site-map.js';

/** What a file of the repository is on the site: links work in both. */
const pageOf: ReadonlyMap<string, string> = new Map([
  ...pages.flatMap(({ name, source }) =>
    typeof source === 'string' ? [[source, `${name}.md`] as const] : [],
  ),
  ['README.md', 'index.md'],
  ['spec/openapi.yaml', 'reference/index.html'],
  ['generated/result-codes.ts', 'result-codes.md'],
  ['generated/rules.ts', 'rules.md'],
]);

/** The texts of the repository link each other by path; all pages of the site lie side by side. */
export class SiteLinks {
  /** Files of the repository that pages link to, which the site has to hold: `files/<path>`. */
  readonly files = new Set<string>();

  /** A text with its links to files of the repository made links of the site. */
  rewritten(text: string, source: string): string {
    return outsideCode(text, (prose) =>
      prose.replaceAll(
        /(\]\()([^)\s]+)(\))/g,
        (_, open: string, href: string, close: string) => `${open}${this.#link(href, source)}${close}`,
      ),
    );
  }

  #link(href: string, source: string): string {
    if (/^([a-z]+:|#|\/)/i.test(href)) return href;
    const [path = '', fragment] = href.split('#');
    const file = normalize(join(dirname(source), path));
    const hash = fragment === undefined ? '' : `#${fragment}`;
    const page = pageOf.get(file);
    if (page !== undefined) return `${page}${hash}`;
    const download = downloads.find((one) => one.source === file);
    if (download !== undefined) return `${download.name}${hash}`;
    // Pages that are made have no file: what they link to are names on the site already.
    if (pages.some(({ name }) => `${name}.md` === path) || downloads.some(({ name }) => name === path))
      return href;
    if (path === 'llms.txt') return href;
    if (!existsSync(file)) throw new Error(`${source} links to ${href}, which is no file of the project`);
    const isFolder = statSync(file).isDirectory();
    if (!isFolder) this.files.add(file);
    else for (const name of filesIn(file)) this.files.add(name);
    return `files/${shownPath(isFolder ? fileOf(file) : file)}${hash}`;
  }
}

/** Where a file is on the site: under no name that begins with a dot, and as a text if a browser would not show it. */
export function shownPath(path: string): string {
  const shown = path.replaceAll(/(^|\/)\./g, '$1');
  return /\.(ts|js|mjs|json|yaml|txt)$/.test(shown) ? shown : `${shown}.txt`;
}

/** What a link to a folder leads to: its README, or its first file. */
function fileOf(folder: string): string {
  const [first = folder] = filesIn(folder).toSorted((one, other) => rank(one) - rank(other));
  return first;
}

function rank(file: string): number {
  return file.endsWith('/README.md') ? 0 : 1;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(folder, name));
}

/** Applies `change` to what is no code: fenced blocks and code spans stay. */
export function outsideCode(text: string, change: (prose: string) => string): string {
  return text
    .split(/(^```[\s\S]*?^```|`[^`\n]+`)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}
