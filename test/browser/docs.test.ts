import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultCodes, rules } from '@sendotp-contract/spec';
import { hasChromium, launchChromium } from './chromium.js';

describe.runIf(hasChromium)('the docs page', () => {
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    execFileSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/docs.ts'], { stdio: 'pipe' });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(pathToFileURL(resolve('site/index.html')).href);
    await page.getByText('Which code wins').first().waitFor();
    await page.waitForTimeout(500);
  });
  afterAll(async () => {
    await browser.close();
  });

  it('asks nobody for anything', () => {
    expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows every result code, every rule and the path', async () => {
    const text = await page.locator('body').innerText();
    for (const code of Object.keys(resultCodes)) expect(text).toContain(code);
    for (const id of Object.keys(rules)) expect(text).toContain(id);
    expect(text).toContain('/aps/api/v1/users/sendOTP');
  });
});
