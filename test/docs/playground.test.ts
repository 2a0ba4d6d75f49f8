import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer } from '@sendotp-contract/mock';
import { contract } from '@sendotp-contract/spec';
import { hasChromium } from '../browser/chromium.js';
import { caller, mpp } from '../key-pairs.js';
import { header, sign } from '../message/explain/parties.js';
import { BuiltSite, buildTimeoutMs, hydrated } from './built-site.js';

const { sandbox } = contract;
const { path, plainRequest } = contract.operations.sendOTP;

describe.runIf(hasChromium)('the playground', () => {
  const made: { close(how: { graceMs: number }): Promise<void> }[] = [];
  let site: BuiltSite;
  let mock: Awaited<ReturnType<typeof createMockServer>>;
  let mockUrl: string;
  let context: BrowserContext;
  let page: Page;
  const text = (id: string): Promise<string> => page.locator(`#${id}`).innerText();
  const value = (id: string): Promise<string> => page.locator(`#${id}`).inputValue();
  const shows = (id: string, part: string): Promise<void> =>
    page.locator(`#${id}`, { hasText: part }).waitFor();

  /** Goes on by the keyboard, past links, to the field. */
  async function tabTo(id: string): Promise<void> {
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.id')) === id) return;
    }
    throw new Error(`no key leads to ${id}`);
  }

  beforeAll(async () => {
    site = await BuiltSite.open();
    made.push(site);
    mock = await createMockServer({
      clients: { [sandbox.clientId]: { [sandbox.keyVersion]: caller.publicKey } },
      privateKey: mpp.privateKey,
      corsOrigins: 'loopback',
    });
    made.push(mock);
    mockUrl = (await mock.listen({ port: 0 })).url;
    context = await site.context({ viewport: { width: 1280, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.url.slice(0, -1) });
    page = await site.page(context, 'playground.html');
    await hydrated(page);
    await shows('status', 'Not signed yet');
  }, buildTimeoutMs);
  afterAll(() => Promise.all(made.map((each) => each.close({ graceMs: 100 }))));

  it('makes keys, and its content and headers follow what is typed, by keyboard alone', async () => {
    await page.locator('#private-key').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('make-keys');
    await page.keyboard.press('Enter');
    await shows('status', 'Signed.');
    expect(await value('private-key')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(await value('public-key')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    for (const id of ['public-key', 'base-url', 'client-id']) await tabTo(id);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Bob');
    await shows('content', `POST ${path}`);
    await shows('content', 'Bob.20');
    await shows('curl', 'Client-Id: Bob');
    const before = await text('hash');
    await page.locator('#body').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' ');
    await expect.poll(() => text('hash')).not.toBe(before);
  });

  it('says what is wrong with a key or an address, and goes on', async () => {
    await page.locator('#private-key').fill(caller.publicKey);
    await shows('status', 'public key');
    expect(await value('public-key')).toBe('');
    await page.locator('#base-url').fill('nowhere');
    await shows('status', 'not a URL');
  });

  it('SIG-1: makes a curl command that an MPP accepts, and copies it', async () => {
    await page.locator('#private-key').fill(caller.privateKey);
    await page.locator('#base-url').fill(`${mockUrl}/`);
    await page.locator('#client-id').fill(sandbox.clientId);
    const body = { ...plainRequest, accessToken: "it's a token: é" };
    await page.locator('#body').fill(JSON.stringify(body, null, 2));
    await page.locator('#now').click();
    await shows('curl', "it'\\''s");
    expect((await value('public-key')).trim()).toBe(caller.publicKey.trim());
    await page.locator('#copy').click();
    await shows('status', 'Copied.');
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    const { stdout } = await promisify(execFile)('sh', ['-c', copied]);
    expect(stdout).toContain('"resultCode":"SUCCESS"');
  });

  it('SIG-2: sends to a mock on this machine and verifies its response', async () => {
    await page.locator('#now').click();
    await page.locator('#mpp-key').fill(mpp.publicKey);
    await page.locator('#send').click();
    await shows('response', 'The signature verifies.');
    expect(await text('response')).toMatch(/^HTTP 200\n/);
    await page.locator('#mpp-key').fill(caller.publicKey);
    await page.locator('#send').click();
    await shows('response', 'It does not verify');
  });

  it('explains an exchange that does not verify: its own example', async () => {
    await page.locator('#example').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => value('explain-key')).not.toBe('');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await shows('explanation', 'json.dumps');
    expect(await text('explanation')).toMatch(/^It does not verify\.\n/);
  });

  it('explains a response, and says what is missing', async () => {
    const time = '2026-11-25T00:00:00Z';
    const body = '{"result":{"resultStatus":"U","resultCode":"UNKNOWN_EXCEPTION"}}';
    const signature = header(sign(`POST ${path}\nC.${time}.${body}`));
    const response = `HTTP/1.1 200 OK\nClient-Id: C\nResponse-Time: ${time}\nSignature: ${signature}\n\n${body}`;
    await page.locator('#explain-request').fill(`POST ${path} HTTP/1.1\nClient-Id: C\n\n{}`);
    await page.locator('#explain-response').fill(response);
    await page.locator('#explain-key').fill(mpp.publicKey);
    await page.locator('#explain').click();
    await shows('explanation', 'not made with the private half');
    await page.locator('#explain-request').fill('hello');
    await page.locator('#explain').click();
    await shows('explanation', 'does not look like a message');
  });

  it('let nothing out of the browser but what was sent to the mock', () => {
    expect(site.foreignRequests.length).toBeGreaterThan(0);
    expect(site.foreignRequests.filter((line) => line !== `playground.html: ${mockUrl}${path}`)).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});
