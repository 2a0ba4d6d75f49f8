import { Changes, below, everybody, nobody } from './change.js';
import type { Change } from './change.js';
import { same } from './document.js';
import type { Document } from './document.js';
import { otherKeywords } from './keywords.js';
import { compareOperations } from './operations.js';
import { compareComponents, compareRules, compareSandbox, compareTexts } from './texts.js';

/** Compared by functions of their own, or through the operations that use them. */
const compared = [
  ...['openapi', 'info', 'servers', 'paths', 'components', 'security', 'x-result-codes', 'x-order-of-checks'],
  ...['x-sandbox', 'x-rules'],
];

/** Everything that differs between two versions of a contract, the breaking changes first. */
export function compareContracts(before: Document, after: Document): readonly Change[] {
  const changes = new Changes();
  compareVersions(before, after, changes);
  compareOperations(before, after, changes);
  compareSandbox(before, after, changes);
  compareComponents(before, after, changes);
  compareRules(before, after, changes);
  otherKeywords({ value: before.root, place: '#' }, { value: after.root, place: '#' }, compared, changes);
  compareTexts(before, after, changes);
  if (changes.list.length === 0 && !same(before.root, after.root))
    changes.add('#', 'written in another way, with the same meaning', nobody, 'patch');
  return [...changes.list].sort((a, b) => Number(b.breaks.length > 0) - Number(a.breaks.length > 0));
}

function compareVersions(before: Document, after: Document, changes: Changes): void {
  const [was, is] = [String(before.root['openapi']), String(after.root['openapi'])];
  const series = (version: string) => version.split('.').slice(0, 2).join('.');
  // Tools that read one series of OpenAPI refuse another.
  if (was !== is)
    changes.add(
      '#/openapi',
      `OpenAPI ${was} → ${is}`,
      series(was) === series(is) ? nobody : everybody,
      'patch',
    );
  const [old, now] = [before.at('#/info/version'), after.at('#/info/version')];
  if (old !== now)
    changes.add(below('#/info', 'version'), `version ${String(old)} → ${String(now)}`, nobody, 'patch');
}
