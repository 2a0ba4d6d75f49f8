/** Pieces of Markdown. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

export function fenced(language: string, code: string, title?: string): string {
  const name = title === undefined ? '' : ` [${title}]`;
  return `\`\`\`${language}${name}\n${code.trimEnd()}\n\`\`\``;
}
