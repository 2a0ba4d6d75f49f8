import { readFileSync } from 'node:fs';
import { document } from '@sendotp-contract/spec/document';
import { downloads } from './downloads.js';
import { table } from './markdown-table.js';

const { info } = document;
/** The version of what is on the wire. */
export const contractVersion = String(
  typeof info === 'object' && info !== null && 'version' in info ? info.version : '',
);
export const packageVersion = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string })
  .version;

/** Where the newest version of the site is; the others are below it. */
export const siteRoot = process.env['DOCS_ROOT'] ?? '/';

/** Versions of the site beside this one, as the workflow that publishes it names them: `0.1.0 0.2.0`. */
const published = (process.env['DOCS_VERSIONS'] ?? '')
  .split(' ')
  .filter((version) => version !== '' && version !== packageVersion);

/** Which versions this site describes, and what to download. */
export function versionsPage(): string {
  const others =
    published.length === 0
      ? 'No other version of this site is published beside this one.'
      : `Other versions of this site: ${published
          .map((version) => `<a href="${siteRoot}v${version}/index.html" target="_self">${version}</a>`)
          .join(', ')}.`;
  return `# Versions and downloads

This site describes the packages of version **${packageVersion}** and the contract of version **${contractVersion}**.
The contract's version says what is on the wire; it changes only when the document does. What changed: [changelog](changelog.md).
Which change needs which version: [releases](releases.md).

${others}

## Downloads

${table(
  ['file', 'what'],
  downloads.map(({ name, what }) => [`[\`${name}\`](${name})`, what]),
)}

npm has the same files: \`@sendotp-contract/spec/openapi.yaml\`, \`@sendotp-contract/spec/openapi.json\`.

## For language models

[\`llms.txt\`](llms.txt) lists every page with its text. Each page has its text as Markdown under the same name: the text of
\`calling.html\` is \`calling.md\`.
`;
}
