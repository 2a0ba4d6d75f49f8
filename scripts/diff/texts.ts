import { below, everybody, nobody } from './change.js';
import type { Changes } from './change.js';
import { isNode, same } from './document.js';
import type { Document, Node } from './document.js';
import { annotations } from './keywords.js';

/** Descriptions, examples and citations of rules, wherever they are in the document. */
export function compareTexts(before: Document, after: Document, changes: Changes): void {
  visit(before.root, after.root, '#', changes);
}

/** A child under one of these is a name that the author chose, no keyword: a property may be called `description`. */
const maps = new Set([
  'properties',
  'schemas',
  'examples',
  'headers',
  'parameters',
  'variables',
  'paths',
  'own',
]);

function visit(old: unknown, now: unknown, place: string, changes: Changes, named = false): void {
  if (Array.isArray(old) && Array.isArray(now)) {
    const [olds, nows]: readonly (readonly unknown[])[] = [old, now];
    olds?.forEach((item, index) => {
      visit(item, nows?.[index], below(place, index), changes);
    });
    return;
  }
  if (!isNode(old) || !isNode(now)) return;
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (same(old[key], now[key])) continue;
    const at = below(place, key);
    if (key === 'examples' && isNode(old[key]) && isNode(now[key]))
      compareMaps(old[key], now[key], (name, change) => {
        changes.add(below(at, name), `example ${name} ${change}`, nobody, 'patch');
      });
    else if (!named && annotations.has(key))
      changes.add(at, `${key} ${verb(old, now, key)}`, nobody, 'patch');
    else visit(old[key], now[key], at, changes, !named && maps.has(key));
  }
}

type Verb = 'added' | 'removed' | 'changed';

const verb = (old: Node, now: Node, key: string): Verb => {
  if (!(key in old)) return 'added';
  return key in now ? 'changed' : 'removed';
};

/** What a rule says in words, no program can judge: it is reported for a person to read. */
export function compareRules(before: Document, after: Document, changes: Changes): void {
  const [olds, nows] = [before.root['x-rules'], after.root['x-rules']].map((rules) =>
    isNode(rules) ? rules : {},
  );
  compareMaps(olds ?? {}, nows ?? {}, (id, change) => {
    const bump = change === 'changed' ? 'patch' : 'minor';
    changes.add(below('#/x-rules', id), `rule ${id} ${change}: read its text`, nobody, bump);
  });
}

/** Names of the sandbox are in the settings of those who use it. */
export function compareSandbox(before: Document, after: Document, changes: Changes): void {
  const [olds, nows] = [before.root['x-sandbox'], after.root['x-sandbox']].map((names) =>
    isNode(names) ? names : {},
  );
  compareMaps(olds ?? {}, nows ?? {}, (name, change) => {
    changes.add(below('#/x-sandbox', name), `${name} ${change}`, change === 'added' ? nobody : everybody);
  });
}

/** Generated code is named after components; messages are not. */
export function compareComponents(before: Document, after: Document, changes: Changes): void {
  const [olds, nows] = [before.root['components'], after.root['components']].map((all) =>
    isNode(all) ? all : {},
  );
  for (const section of new Set([...Object.keys(olds ?? {}), ...Object.keys(nows ?? {})])) {
    const [was, is] = [olds?.[section], nows?.[section]].map((part) => (isNode(part) ? part : {}));
    compareMaps(was ?? {}, is ?? {}, (name, change) => {
      if (change !== 'changed' && section !== 'examples')
        changes.add(below('#/components', section, name), `component ${name} ${change}`, nobody);
    });
  }
}

function compareMaps(olds: Node, nows: Node, report: (key: string, change: Verb) => void): void {
  for (const key of new Set([...Object.keys(olds), ...Object.keys(nows)]))
    if (!same(olds[key], nows[key])) report(key, verb(olds, nows, key));
}
