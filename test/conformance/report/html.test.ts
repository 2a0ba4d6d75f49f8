import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Report, toHtml } from '@sendotp-contract/conformance';
import { rules } from '@sendotp-contract/spec';
import { hasChromium, launchChromium } from '../../browser/chromium.js';
import { judge as judgeWith } from '../run/judging.js';
import type { Habits } from '../variant-server.js';

const judge = (change: (good: Habits) => Partial<Habits>): Promise<Report> => judgeWith({ change });

describe.runIf(hasChromium)('the report as a page', () => {
  let browser: Browser;
  const requests: string[] = [];
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  async function show(report: Report, width = 1200): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setContent(toHtml(report));
    return page;
  }

  it('of a broken target shows the failure, its rule and its exchange', async () => {
    const page = await show(
      await judge((good) => ({ codes: { ...good.codes, INVALID_TOKEN: ['F', '<b>Oh</b>'] } })),
    );
    expect(await page.locator('h1').innerText()).toContain('Broken');
    const article = page.locator('article');
    expect(await article.count()).toBe(1);
    expect(await article.innerText()).toContain('resultMessage of INVALID_TOKEN is "<b>Oh</b>"');
    await article.locator('summary').first().click();
    expect(await article.locator('pre').first().innerText()).toContain('POST http://127.0.0.1');
    expect(await page.locator('.tile.broken a').getAttribute('href')).toBe('#every.message');
    await page.close();
  });

  it('of a target that keeps the contract shows every rule', async () => {
    const page = await show(await judgeWith());
    const text = await page.locator('.rules').innerText();
    for (const id of Object.keys(rules)) expect(text).toContain(id);
    await page.close();
  });

  it('what a target sent is shown, not run', async () => {
    const evil =
      '</pre><script>document.title="taken"</script><img src="http://127.0.0.1:1/x" onerror="document.title=1">';
    const page = await show(
      await judge((good) => ({
        codes: { ...good.codes, INVALID_TOKEN: ['F', evil] },
        headers: (all) => ({ ...all, 'X-Evil': evil }),
      })),
    );
    expect(await page.title()).toContain('sendOTP conformance: Broken');
    expect(await page.locator('img, script').count()).toBe(0);
    await page.close();
  });

  it.each([1200, 400])('fits a window of %i pixels', async (width) => {
    const page = await show(
      await judge((good) => ({ verifies: () => true, responsePath: good.responsePath })),
      width,
    );
    for (const summary of await page.locator('article summary').all()) await summary.click();
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
    await page.close();
  });

  it('on paper what is folded is open', async () => {
    const page = await show(
      await judge((good) => ({ codes: { ...good.codes, INVALID_TOKEN: ['F', 'no'] } })),
    );
    const sent = page.locator('article pre').first();
    expect(await sent.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await sent.isVisible()).toBe(true);
    await page.close();
  });

  it('asks nobody for anything', () => {
    expect(requests.filter((url) => !/^(data|about):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
