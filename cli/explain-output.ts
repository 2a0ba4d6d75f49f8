import { printable } from '@sendotp-contract/message';
import { firstDifference, type SignatureExplanation, visible } from '@sendotp-contract/message/explain';

/** An explanation, and how it is to be printed. */
export interface Presentation {
  readonly explanation: SignatureExplanation;
  readonly notes: readonly string[];
  /** Names of the parameters whose values are masked. */
  readonly secrets: readonly string[];
  readonly visible: boolean;
}

const hiddenPart = '(not shown: it may hold an access token; --show-secrets shows it)';

/** One object in one line, the likeliest mistake first. */
export function toJson({ explanation, notes, secrets }: Presentation): string {
  const { verified, contentToBeSigned, explanations, mistakes, facts } = explanation;
  return `${JSON.stringify({
    verified,
    mistakes: mistakes.map(({ id, title, fix }) => ({ id, title, fix })),
    contentToBeSigned: masked(decoded(contentToBeSigned), secrets).text,
    explanations: explanations.map((one) => ({
      mistakes: one.mistakes.map(({ id }) => id),
      ...(one.keyName === undefined ? {} : { key: one.keyName }),
      difference: differenceOf(explanation, one.signedContent, secrets),
    })),
    facts,
    notes,
  })}\n`;
}

/** The explanation for a person. */
export function toText({ explanation, notes, secrets, visible: isVisible }: Presentation): string {
  const { verified, contentToBeSigned, explanations, facts } = explanation;
  const content = masked(decoded(contentToBeSigned), secrets).text;
  const lines = [verified ? 'verified: the signature fits the content' : 'not verified'];
  for (const [index, { mistakes, signedContent, keyName }] of explanations.entries()) {
    lines.push(
      '',
      index === 0
        ? `The signature fits if the signer made ${mistakes.length === 1 ? 'this mistake' : 'these mistakes'}:`
        : 'Or:',
    );
    for (const { id, title, fix } of mistakes) lines.push(`  ${id}: ${title}`, `    ${fix}`);
    if (keyName !== undefined) lines.push(`  key: ${keyName}`);
    const difference = differenceOf(explanation, signedContent, secrets);
    if (typeof difference === 'string') lines.push(`  difference: ${difference}`);
    else if (difference !== undefined)
      lines.push(
        `  at character ${difference.offset}:`,
        `    to be signed: ${visible(difference.expected)}`,
        `    was signed:   ${visible(difference.signed)}`,
      );
  }
  for (const fact of facts) lines.push('', fact);
  for (const note of notes) lines.push('', `note: ${note}`);
  lines.push(
    '',
    '--- content to be signed',
    isVisible ? visible(content).replaceAll('␊', '␊\n') : content,
    '---',
  );
  return printable(`${lines.join('\n')}\n`);
}

function differenceOf(
  { contentToBeSigned }: SignatureExplanation,
  signedContent: Uint8Array,
  secrets: readonly string[],
): ReturnType<typeof firstDifference> | string {
  const expected = decoded(contentToBeSigned);
  const signed = decoded(signedContent);
  if (expected === signed) return undefined;
  const [one, other] = [masked(expected, secrets), masked(signed, secrets)];
  // A token that is encoded cannot be masked.
  if (one.count > 0 && other.count === 0 && signedContent.length > 0 && !isPlain(signed)) return hiddenPart;
  return (
    firstDifference(one.text, other.text) ?? 'it lies in a value that is masked; --show-secrets shows it'
  );
}

/** Whether the end of a content is a body as text, in which every secret has its name before it. */
function isPlain(content: string): boolean {
  return /[.}\s]$/.test(content) && !/(%22|&quot;|\0)/.test(content);
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Values of secret parameters, in JSON (also escaped or with entities), form data or what a language prints. */
function masked(text: string, secrets: readonly string[]): { readonly text: string; readonly count: number } {
  let count = 0;
  let result = text;
  for (const name of secrets) {
    const quote = String.raw`(?:\\*["']|&quot;|&#0?39;|%22)`;
    const pattern = new RegExp(
      String.raw`(${name}${quote}?\s*(?:[:=]|%3A)\s*)(${quote})?((?:\\+[^"']|(?!\2)[^"'\\}&,\]])*)`,
      'gi',
    );
    result = result.replaceAll(pattern, (_, before: string, open: string | undefined) => {
      count += 1;
      return `${before}${open ?? ''}***`;
    });
  }
  return { text: result, count };
}
