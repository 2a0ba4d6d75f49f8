import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendOtpErrorCodes } from '@sendotp-contract/client';
import { operations, resultCodes, rules } from '@sendotp-contract/spec';
import { downloads } from '../../scripts/docs/downloads.js';
import { samples } from '../../scripts/docs/samples.js';
import { pages } from '../../scripts/docs/site-map.js';
import { hasChromium } from '../browser/chromium.js';
import { BuiltSite, buildTimeoutMs, hydrated, siteIsBuilt } from './built-site.js';
import { siteFolder } from './serve-site.js';

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const names = ['index.html', ...pages.map(({ name }) => `${name}.html`), '404.html', 'reference/index.html'];
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const file = (name: string): string => readFileSync(join(siteFolder, name), 'utf8');
const html = (name: string): string => file(`${name}.html`);

/** What a reader is shown: each page, and of the reference, which is one file, each operation, too. */
const views = [
  ...names,
  ...Object.keys(operations).map((operation) => `reference/index.html#operation/${operation}`),
];

/** Shows a view in a tab as if the reader had come to it from elsewhere. */
async function show(site: BuiltSite, page: Page, view: string): Promise<void> {
  // From one view of a file to another the browser would load nothing.
  await page.goto('about:blank');
  await site.show(page, view);
  if (!view.startsWith('reference')) {
    await hydrated(page);
    return;
  }
  await page.locator('[aria-label="Reference"]').waitFor();
  if (!view.includes('#')) return;
  await page.locator('.panel-request-samples').waitFor();
  const folded = page.getByRole('button', { name: /^Show / });
  await folded.first().waitFor();
  // A click makes it "Hide …".
  while ((await folded.count()) > 0) await folded.first().click();
  // What is inside of a field comes when the reader has scrolled to it.
  await page.getByTestId('schema-expand-all-button').last().scrollIntoViewIfNeeded();
  await page.locator('.schema-name', { hasText: 'resultCode' }).waitFor();
}

/** Every violation that axe finds, in a line each. */
async function violations(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`,
  );
}

describe.runIf(hasChromium)('the built site on a plain server of files', () => {
  const made: BuiltSite[] = [];
  let site: BuiltSite;
  let context: BrowserContext;
  beforeAll(async () => {
    site = await BuiltSite.open();
    made.push(site);
    context = await site.context({ viewport: desktop });
  }, buildTimeoutMs);
  afterAll(() => Promise.all(made.map((each) => each.close())));

  it('has a page for each text, and nothing else', () => {
    const built = readdirSync(siteFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.html'),
    );
    expect(built.toSorted()).toEqual(names.toSorted());
  });

  it('is accessible and not wider than the screen, on a desktop and on a phone', async () => {
    const found: Record<string, readonly string[]> = {};
    // axe is put into the page by the test, which the page's policy would not allow.
    const looking = await site.context({ bypassCSP: true });
    // One tab for all: opening one takes longer than to look at a page.
    const page = await site.page(looking, 'index.html');
    for (const view of views) {
      await page.setViewportSize(desktop);
      await show(site, page, view);
      await page.evaluate(axe);
      for (const viewport of [desktop, phone]) {
        await page.setViewportSize(viewport);
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        const seen = [...(await violations(page)), ...(wide > viewport.width ? [`is ${wide} px wide`] : [])];
        if (seen.length > 0) found[`${view} at ${viewport.width}`] = seen;
      }
    }
    await looking.close();
    expect(found).toEqual({});
  }, 240_000);

  it('has enough contrast in dark mode too', async () => {
    const dark = await site.context({ viewport: desktop, colorScheme: 'dark', bypassCSP: true });
    const page = await site.page(dark, 'index.html');
    for (const view of views.filter((name) => /^(index|signing|result-codes|reference)/.test(name))) {
      await show(site, page, view);
      await page.evaluate(axe);
      expect(await violations(page), view).toEqual([]);
    }
    await dark.close();
  });

  it('shows what it is, the two commands and the first call in one screen', async () => {
    const page = await site.page(context, '');
    for (const text of ['sendOTP, executable', 'npx sendotp-contract serve', 'npx sendotp-contract call']) {
      const box = await page.getByText(text).first().boundingBox();
      expect(box === null ? Infinity : box.y + box.height, text).toBeLessThan(desktop.height);
    }
    const call = await page.locator('.landing-call pre').boundingBox();
    expect(call === null ? Infinity : call.y + call.height).toBeLessThan(desktop.height);
    await page.close();
  });

  it('finds by its search what guides, rules and codes say', async () => {
    const page = await site.page(context, 'start.html');
    await hydrated(page);
    await page.keyboard.press('Control+k');
    for (const [words, title] of [
      ['RESPONSE_STALE', 'RESPONSE_STALE'],
      ['SIG-9', 'SIG-9'],
      ['appendonly', 'Running the reference MPP'],
    ] as const) {
      await page.locator('#localsearch-input').fill(words);
      await page.locator('#localsearch-list .result', { hasText: title }).first().waitFor();
    }
    await page.close();
  });

  it('goes from page to page, and to the reference and back', async () => {
    const page = await site.page(context, 'start.html');
    await page.locator('.VPSidebar').getByRole('link', { name: 'Sign and verify' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign and verify' }).waitFor();
    await page.locator('.VPSidebar').getByRole('link', { name: 'Reference (OpenAPI)' }).click();
    await page.getByRole('heading', { name: 'Message and signature' }).first().waitFor();
    await page.getByRole('link', { name: 'sendotp-contract: guides' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(page.url()).toBe(`${site.url}index.html`);
    await page.close();
  });

  it('shows each sample under its tab, as the file that tests run', async () => {
    const page = await site.page(context, 'signing.html');
    for (const sample of samples) {
      await page.locator('.vp-code-group label', { hasText: sample.label }).first().click();
      const shown = await page.locator('.vp-code-group .blocks > .active pre').innerText();
      const written = readFileSync(`examples/samples/${sample.file}`, 'utf8');
      expect(shown.trim().replaceAll(/\s+/g, ' '), sample.file).toBe(written.trim().replaceAll(/\s+/g, ' '));
    }
    await page.close();
  });

  it('is useful without JavaScript: text, every tab, and a menu of all pages', async () => {
    const plain = await site.context({ viewport: phone, javaScriptEnabled: false });
    const page = await site.page(plain, 'signing.html');
    expect(await page.getByText('def verify(public_pem').isVisible()).toBe(true);
    expect(await page.getByText('public class Sign').isVisible()).toBe(true);
    await page.getByLabel('All pages').getByRole('link', { name: 'Result codes' }).click();
    expect(await page.getByRole('heading', { name: 'INVALID_SIGNATURE' }).isVisible()).toBe(true);
    await page.goto(`${site.url}reference/index.html`);
    expect(await page.getByRole('heading', { name: 'Message and signature' }).first().isVisible()).toBe(true);
    await plain.close();
  });

  it('lets a page ask nobody else, whatever its scripts try', async () => {
    const page = await site.page(context, 'index.html');
    const asked = page.evaluate("fetch('http://192.0.2.1/').then(() => 'asked', (error) => String(error))");
    expect(await asked).toContain('Failed to fetch');
    expect(site.complaints.splice(0).join()).toContain('Content Security Policy');
    await page.close();
  });

  it('asked nobody else for anything, and no browser complained', () => {
    expect(site.foreignRequests).toEqual([]);
    // The reader of the missing page is told 404 as well.
    expect(site.complaints.filter((text) => !text.startsWith('404.html'))).toEqual([]);
  });
});

describe.runIf(hasChromium)('the texts of the site', () => {
  beforeAll(siteIsBuilt, buildTimeoutMs);

  it('have an anchor for each rule, each result code and each error of the client', () => {
    const anchor = (id: string): string => `id="${id.toLowerCase().replaceAll('_', '-')}"`;
    for (const id of Object.keys(rules)) expect(html('rules')).toContain(anchor(id));
    for (const code of Object.keys(resultCodes)) expect(html('result-codes')).toContain(anchor(code));
    for (const code of sendOtpErrorCodes) expect(html('errors')).toContain(anchor(code));
  });

  it('are there as Markdown, and llms.txt lists them all', () => {
    const list = file('llms.txt');
    for (const { name, about } of pages) {
      expect(list).toContain(`(${name}.md): ${about}`);
      expect(file(`${name}.md`), name).toMatch(/^# /m);
      expect(file(`${name}.md`), name).not.toContain('<!-- insert');
    }
    expect(file('signing.md')).toContain('public class Sign');
  });

  it('come with the contract and the vectors to download', () => {
    for (const { name, source } of downloads) {
      expect(file(name)).toBe(readFileSync(source, 'utf8'));
      expect(html('versions')).toContain(`href="${name}"`);
    }
  });
});
