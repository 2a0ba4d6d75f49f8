import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { vi } from 'vitest';
import { staticServer } from '../../scripts/docs/static-server.js';
import { launchChromium, patienceMs } from '../browser/chromium.js';

/** The folder that npm run docs makes. */
export const siteFolder = 'site';

/** The built site on a plain server of files, in a browser whose every request and complaint is kept. */
export class BuiltSite {
  readonly #server: Server;
  readonly #browser: Browser;
  readonly url: string;
  /** Requests to anybody but the site's own server. */
  readonly foreignRequests: string[] = [];
  /** What the browser complained of: errors of scripts and of the network, and what the page's policy refused. */
  readonly complaints: string[] = [];

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  static async open(): Promise<BuiltSite> {
    const server = staticServer(siteFolder);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new BuiltSite(server, await launchChromium());
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
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Waits until the page's own scripts have taken over. */
export async function hydrated(page: Page): Promise<void> {
  const isRunning = "document.querySelector('#app')?.__vue_app__ !== undefined";
  await vi.waitUntil(() => page.evaluate(isRunning), { timeout: patienceMs });
}
