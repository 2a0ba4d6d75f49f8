import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { brokenLinks, brokenTextLinks } from '../../scripts/docs/link-check.js';

const site = mkdtempSync(join(tmpdir(), 'sendotp-links-'));
beforeAll(() => {
  mkdirSync(join(site, 'reference'));
  writeFileSync(
    join(site, 'index.html'),
    `<a href="/base/other.html#there">1</a> <a href="other.html#not-there">2</a> <a href="./gone.html">3</a>
     <a href="#top">4</a> <h1 id="top">5</h1> <img src="/base/gone.png"> <a href="https://example.com/">6</a>
     <script>const text = '<a href="in-a-script.html">';</script> <a href="/base/">7</a>`,
  );
  writeFileSync(join(site, 'other.html'), '<h2 id="there"></h2>');
  writeFileSync(join(site, 'reference/index.html'), '<a href="/otp">1</a> <a href="../gone.html">2</a>');
});
afterAll(() => {
  rmSync(site, { recursive: true, force: true });
});

it('finds every link of a page that leads to no file or no anchor', () => {
  expect(brokenLinks(site, '/base/')).toEqual([
    'index.html: other.html#not-there leads to no anchor',
    'index.html: ./gone.html leads to no file',
    'index.html: /base/gone.png leads to no file',
    'reference/index.html: ../gone.html leads to no file',
  ]);
});

it('finds every link of a text that leads to no file', () => {
  const text = '[1](other.html#x) [2](gone.md) [3](https://example.com/gone)';
  expect(brokenTextLinks(site, 'a.md', text)).toEqual(['a.md: gone.md leads to no file']);
});
