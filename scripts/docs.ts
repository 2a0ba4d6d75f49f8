// npm run docs: the site, in site/, for any plain server of files. --if-changed: not when site/ is up to date.
// npm run docs:serve: the same, and serves it on this machine.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vitepress';
import { referenceUnderPolicy, underPolicy } from './docs/content-policy.js';
import { downloads } from './docs/downloads.js';
import { fingerprint } from './docs/fingerprint.js';
import { brokenLinks, brokenTextLinks, htmlPages } from './docs/link-check.js';
import { llmsText } from './docs/llms.js';
import { menuWithoutScript } from './docs/menu-without-script.js';
import { referencePage } from './docs/reference.js';
import { shownPath } from './docs/site-links.js';
import { stage } from './docs/stage.js';
import { staticServer } from './docs/static-server.js';

const site = 'site';
const base = process.env['DOCS_BASE'] ?? '/';
const stamp = join(site, '.made-from');
const options = process.argv.slice(2);

async function makeSite(): Promise<void> {
  const madeFrom = fingerprint();
  if (options.includes('--if-changed') && existsSync(stamp) && readFileSync(stamp, 'utf8') === madeFrom)
    return;
  const startedAt = performance.now();
  rmSync(site, { recursive: true, force: true });
  const { pages, files } = stage();
  const reference = referencePage();
  await build('docs');
  for (const page of htmlPages(site)) {
    const html = readFileSync(join(site, page), 'utf8');
    writeFileSync(join(site, page), underPolicy(menuWithoutScript(html)));
  }
  put('reference/index.html', referenceUnderPolicy(await reference));
  for (const { name, source } of downloads) copy(source, name);
  for (const file of files) copy(file, `files/${shownPath(file)}`);
  for (const { name, text } of pages) put(`${name}.md`, text);
  put('llms.txt', llmsText());
  const broken = [
    ...brokenLinks(site, base),
    ...[
      ...pages.map(({ name, text }) => ({ name: `${name}.md`, text })),
      { name: 'llms.txt', text: llmsText() },
    ].flatMap(({ name, text }) => brokenTextLinks(site, name, text)),
  ];
  if (broken.length > 0) throw new Error(`links that lead nowhere:\n${broken.join('\n')}`);
  writeFileSync(stamp, madeFrom);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`${site}/: ${pages.length + 1} pages in ${seconds} s; every link leads somewhere`);
}

function put(name: string, text: string): void {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  writeFileSync(join(site, name), text);
}

function copy(from: string, name: string): void {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  copyFileSync(from, join(site, name));
}

await makeSite();
if (options.includes('--serve')) {
  const port = process.env['PORT'] ?? '4173';
  const refuse = (reason: string): void => {
    console.error(`docs:serve: ${reason}; choose another port, such as PORT=4174`);
    process.exitCode = 1;
  };
  const server = staticServer(site, base).once('error', ({ message }) => {
    refuse(message);
  });
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    refuse(`PORT must be a number from 0 to 65535, not "${port}"`);
  else
    server.listen(Number(port), '127.0.0.1', () => {
      console.log(`http://127.0.0.1:${port}${base}`);
    });
}
