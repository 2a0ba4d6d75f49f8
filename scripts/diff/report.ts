import { bumpOf } from './change.js';
import type { Change, Party } from './change.js';
import { isNode, stringsOf } from './document.js';
import type { Document } from './document.js';

const parties: Readonly<Record<Party, string>> = { callers: 'callers', mpps: 'MPPs' };

/** The rules that a place is about: those of the nearest node above it that cites any. */
export function rulesOf({ place, change }: Change, documents: readonly Document[]): readonly string[] {
  const inText = /\b[A-Z]+-\d+(?=:)/.exec(change)?.[0];
  if (inText !== undefined) return [inText];
  const steps = place.split('/');
  if (steps[1] === 'x-rules') return steps.slice(2, 3);
  for (let length = steps.length; length > 1; length -= 1)
    for (const document of documents) {
      const node = document.at(steps.slice(0, length).join('/'));
      if (!isNode(node)) continue;
      const cited = stringsOf(node['x-rule']);
      if (cited.length > 0) return cited;
      if (typeof node['rule'] === 'string') return [node['rule']];
    }
  return [];
}

function line(change: Change, documents: readonly Document[]): string {
  const broken = change.breaks.map((party) => parties[party]).join(' and ');
  const verdict = broken === '' ? 'breaks nobody' : `BREAKS ${broken}`;
  const rules = rulesOf(change, documents);
  const cited = rules.length === 0 ? '' : `  [${rules.join(', ')}]`;
  return `${change.bump.padEnd(5)}  ${verdict}${cited}\n       ${change.place}\n       ${change.change}\n`;
}

/** What a person reads: one paragraph for each change, and the bump that all of them need. */
export function textReport(changes: readonly Change[], before: Document, after: Document): string {
  if (changes.length === 0) return 'no difference\n';
  const breaking = changes.filter(({ breaks }) => breaks.length > 0).length;
  const summary = `${changes.length} changes, ${breaking} of them breaking: ${bumpOf(changes)} bump\n`;
  return [...changes.map((change) => line(change, [after, before])), summary].join('\n');
}
