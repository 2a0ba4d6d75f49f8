import { downloads } from './downloads.js';
import { chapters } from './site-map.js';
import { contractVersion, packageVersion } from './versions-page.js';

/** The list of all texts for language models (llmstxt.org). */
export function llmsText(): string {
  return `# sendotp-contract

> The sendOTP contract between Alipay+ and a Mobile Payment Provider (MPP), executable: one OpenAPI document, and the types, signing client, enforcing Express server, mock, reference MPP and conformance suite that follow from it. Packages ${packageVersion}, contract ${contractVersion}.

Every message is signed with RSA over \`POST <path>\\n<Client-Id>.<time>.<body>\`, the exact bytes on the wire. The HTTP status is always 200; \`result.resultStatus\` is S (sent), F (not sent) or U (unknown).

${chapters
  .map(
    ({ title, pages }) =>
      `## ${title}\n\n${pages.map(({ name, label, about }) => `- [${label}](${name}.md): ${about}`).join('\n')}`,
  )
  .join('\n\n')}

## Downloads

${downloads.map(({ name, what }) => `- [${name}](${name}): ${what}`).join('\n')}
`;
}
