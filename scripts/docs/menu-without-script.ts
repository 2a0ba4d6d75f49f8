import { chapters } from './site-map.js';

/** The menu of a phone opens by a script: without scripts it stands at the end of the page, and every tab is open. */
export function menuWithoutScript(html: string): string {
  const base = process.env['DOCS_BASE'] ?? '/';
  const menu = chapters
    .map(
      ({ title, pages }) =>
        `<h2>${title}</h2><ul>${pages
          .map(({ name, label }) => `<li><a href="${base}${name}.html">${label}</a></li>`)
          .join('')}</ul>`,
    )
    .join('');
  const nav = `<noscript><style>.vp-code-group .blocks > * { display: block !important; } .needs-script { display: none; }</style><nav class="menu-without-script" aria-label="All pages">${menu}<p><a href="${base}reference/index.html">Reference (OpenAPI)</a></p></nav></noscript>`;
  const changed = html.replace('</body>', () => `${nav}</body>`);
  if (changed === html) throw new Error('a page has no end of its body');
  return changed;
}
