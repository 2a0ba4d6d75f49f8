import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { inject, vi } from 'vitest';
import { launchChromium, patienceMs } from '../browser/chromium.js';

/** How long the site may take to be built, in ms. */
export const buildTimeoutMs = 240_000;

/** Waits until the site is built. */
export async function siteIsBuilt(): Promise<void> {
  const response = await fetch(inject('site'));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
}

/** The built site on a plain server of files, in a browser whose every request and complaint is kept. */
export class BuiltSite {
  readonly #browser: Browser;
  readonly url = inject('site');
  /** Requests to anybody but the site's own server. */
  readonly foreignRequests: string[] = [];
  /** What the browser complained of: errors of scripts and of the network, and what the page's policy refused. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async open(): Promise<BuiltSite> {
    await siteIsBuilt();
    return new BuiltSite(await launchChromium());
  }

  async context(options: BrowserContextOptions): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(patienceMs);
    return context;
  }

  /** A page of the site, in a tab of its own that is watched. */
  async page(context: BrowserContext, name: string): Promise<Page> {
    const page = await context.newPage();
    const where = (): string => page.url().replace(this.url, '');
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.url) && !/^(data|blob):/.test(url))
        this.foreignRequests.push(`${where()}: ${url}`);
    });
    page.on('console', (message) => {
      const of = message.location().url.replace(this.url, '');
      if (message.type() === 'error') this.complaints.push(`${of}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`${where()}: ${String(error)}`));
    await this.show(page, name);
    return page;
  }

  /** Shows another page of the site in the same tab. */
  async show(page: Page, name: string): Promise<void> {
    await page.goto(this.url + name, { waitUntil: 'load' });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** Waits until the page's own scripts have taken over. */
export async function hydrated(page: Page): Promise<void> {
  const isRunning = "document.querySelector('#app')?.__vue_app__ !== undefined";
  await vi.waitUntil(() => page.evaluate(isRunning), { timeout: patienceMs });
}
