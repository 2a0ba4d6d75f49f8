import { readFileSync } from 'node:fs';
import { fenced } from './markdown-table.js';
import { samples } from './samples.js';

/** What a page's text can ask for by `<!-- insert: name argument -->`. */
const insertions: Readonly<Record<string, (argument: string) => string>> = {
  /** A block of the README, behind its `<!-- example: name -->`. */
  readme: (name) => {
    const block = new RegExp(`<!-- example: ${name} -->\\s*(\`\`\`ts\\n[\\s\\S]*?\`\`\`)`).exec(
      readFileSync('README.md', 'utf8'),
    )?.[1];
    if (block === undefined) throw new Error(`README.md has no example "${name}"`);
    return block;
  },
  /** Every sample as a tab, from the files that tests run. */
  samples: () =>
    `::: code-group\n\n${samples
      .map(({ file, language, label }) =>
        fenced(language, readFileSync(`examples/samples/${file}`, 'utf8'), label),
      )
      .join('\n\n')}\n\n:::`,
};

/** The text with everything that it asks for. What stands up to `<!-- end of insert -->` is for readers of the file itself. */
export function inserted(text: string, source: string): string {
  return text.replaceAll(
    /^<!-- insert: (\S+)(?: (\S+))? -->$[\s\S]*?^<!-- end of insert -->$/gm,
    (_, name: string, argument: string | undefined) => {
      const insert = insertions[name];
      if (insert === undefined) throw new Error(`${source}: there is nothing called ${name} to insert`);
      return insert(argument ?? '');
    },
  );
}
