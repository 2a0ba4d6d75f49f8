import type { MarkdownRenderer } from 'vitepress';

/**
 * Tables that a phone shows as a list of cards (theme/style.css): each cell knows its column, and the roles stay those of a
 * table, whatever `display` the style gives.
 */
export function phoneTables(md: MarkdownRenderer): void {
  md.core.ruler.push('phone-tables', ({ tokens }) => {
    let columns: string[] = [];
    let column = 0;
    let inHead = false;
    tokens.forEach((token, index) => {
      if (token.type === 'table_open') {
        columns = [];
        token.attrSet('role', 'table');
      } else if (token.type === 'thead_open' || token.type === 'tbody_open') {
        inHead = token.type === 'thead_open';
        token.attrSet('role', 'rowgroup');
      } else if (token.type === 'tr_open') {
        column = 0;
        token.attrSet('role', 'row');
      } else if (token.type === 'th_open' || token.type === 'td_open') {
        const title = plain(tokens[index + 1]?.content ?? '');
        token.attrSet('role', inHead ? 'columnheader' : 'cell');
        if (inHead) columns.push(title);
        else if (columns[column] !== '') token.attrSet('data-column', label(columns[column] ?? ''));
        column += 1;
      }
    });
  });
}

function plain(markdown: string): string {
  return markdown.replaceAll(/[`*]/g, '');
}

function label(title: string): string {
  return title.endsWith('?') ? title : `${title}:`;
}
