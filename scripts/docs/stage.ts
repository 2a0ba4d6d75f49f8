import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inserted } from './insertions.js';
import type { Page } from './pages.js';
import { SiteLinks } from './site-links.js';
import { chapters, pages } from './site-map.js';
import { contractVersion, packageVersion } from './versions-page.js';

/** Where the texts of all pages come together for VitePress. */
export const stageFolder = 'docs/.vitepress/pages';

const landingPage: Page = {
  name: 'index',
  source: 'docs/.vitepress/landing.md',
  label: 'sendotp-contract',
  about:
    'The sendOTP contract between Alipay+ and a Mobile Payment Provider, executable: one OpenAPI document, and everything that follows from it.',
};

/** A page's text as the site has it, without front matter. */
export interface StagedPage {
  readonly name: string;
  readonly text: string;
}

/** What of the repository the site holds besides its pages. */
export interface Stage {
  readonly pages: readonly StagedPage[];
  readonly files: ReadonlySet<string>;
}

/** Writes every page's text, from guides, packages and the contract's records, and the menu for the theme. */
export function stage(): Stage {
  const homeless = readdirSync('docs').filter(
    (name) => name.endsWith('.md') && !pages.some(({ source }) => source === `docs/${name}`),
  );
  if (homeless.length > 0)
    throw new Error(`scripts/docs/site-map.ts has no place for ${homeless.join(', ')} of docs/`);
  rmSync(stageFolder, { recursive: true, force: true });
  mkdirSync(stageFolder, { recursive: true });
  const links = new SiteLinks();
  const staged = [landingPage, ...pages].map(({ name, source, label, about, isWide = false }: Page) => {
    const [own, raw] =
      typeof source === 'string' ? frontMatterAndText(readFileSync(source, 'utf8')) : ['', source()];
    const place = typeof source === 'string' ? source : `docs/${name}.md`;
    const text = links.rewritten(inserted(raw, place), place);
    const head = `title: ${JSON.stringify(label)}\ndescription: ${JSON.stringify(about)}\naside: ${!isWide}\n${own}`;
    writeFileSync(join(stageFolder, `${name}.md`), `---\n${head}---\n\n${text}`);
    return { name, text };
  });
  writeFileSync(join(stageFolder, 'menu.json'), JSON.stringify(menu()));
  return { pages: staged, files: links.files };
}

function frontMatterAndText(text: string): readonly [string, string] {
  const [whole = '', own = ''] = /^---\n([\s\S]*?)---\n+/.exec(text) ?? [];
  return [own, text.slice(whole.length)];
}

function menu(): object {
  return {
    packageVersion,
    contractVersion,
    chapters: chapters.map((chapter) => ({
      text: chapter.title,
      items: [
        ...chapter.pages.map(({ name, label }) => ({ text: label, link: `/${name}` })),
        ...(chapter.title === 'The contract' ? [{ text: 'Reference (OpenAPI)', link: 'reference/' }] : []),
      ],
    })),
  };
}
