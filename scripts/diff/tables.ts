import { below, everybody, nobody } from './change.js';
import type { Changes, Party } from './change.js';
import { listOf, nodeOf, same, stringsOf } from './document.js';
import type { Document, Located } from './document.js';

interface Check extends Located {
  readonly name: string;
  readonly codes: readonly string[];
}

/** The rows of `x-result-codes` that an operation has: common ones by name, its own beside them. */
function rowsOf(document: Document, operation: Located): ReadonlyMap<string, Located> {
  const table = document.child(operation, 'x-result-codes');
  const own = below(table.place, 'own');
  const { common, own: rows } = nodeOf(table.value);
  const shared = nodeOf(document.root['x-result-codes']);
  return new Map<string, Located>([
    ...stringsOf(common).map((code): [string, Located] => [
      code,
      { value: shared[code], place: below('#/x-result-codes', code) },
    ]),
    ...Object.entries(nodeOf(rows)).map(([code, value]): [string, Located] => [
      code,
      { value, place: below(own, code) },
    ]),
  ]);
}

/** What each column of a row of `x-result-codes` means to whom. */
function brokenByColumn(column: string, was: unknown, is: unknown): readonly Party[] {
  if (column === 'status') return everybody;
  // RES-1: an MPP sends the message of the table.
  if (column === 'message') return ['mpps'];
  // The outcome of a `backoff` code is not kept for a resend: the MPP's replay protection changes, too.
  if (column === 'retry') return was === 'backoff' || is === 'backoff' ? everybody : ['callers'];
  return nobody;
}

export function compareResultCodes(
  before: Document,
  old: Located,
  after: Document,
  now: Located,
  changes: Changes,
): void {
  const [olds, nows] = [rowsOf(before, old), rowsOf(after, now)];
  for (const [code, { place }] of olds)
    if (!nows.has(code)) changes.add(place, `result code ${code} removed`, ['mpps']);
  for (const [code, row] of nows) {
    const was = olds.get(code);
    if (was === undefined) {
      changes.add(
        row.place,
        `result code ${code} added (RES-9: callers accept a code that they do not know)`,
        nobody,
      );
      continue;
    }
    const [first, second] = [nodeOf(was.value), nodeOf(row.value)];
    for (const column of new Set([...Object.keys(first), ...Object.keys(second)])) {
      if (same(first[column], second[column])) continue;
      const breaks = brokenByColumn(column, first[column], second[column]);
      const values = breaks.length > 0 ? ` ${String(first[column])} → ${String(second[column])}` : ' changed';
      changes.add(below(row.place, column), `${code}: ${column}${values}`, breaks, 'patch');
    }
  }
}

/** The checks that every operation has, then its own. */
function checksOf(document: Document, operation: Located): readonly Check[] {
  const lists = [
    { value: document.root['x-order-of-checks'], place: '#/x-order-of-checks' },
    document.child(operation, 'x-order-of-checks'),
  ];
  return lists.flatMap(({ value, place }) =>
    listOf(value).map((item, index) => {
      const { check, codes } = nodeOf(item);
      return { value: item, place: below(place, index), name: String(check), codes: stringsOf(codes) };
    }),
  );
}

/** The judge holds MPPs to the order: a request with two faults gets the code of the first check. */
export function compareOrderOfChecks(
  before: Document,
  old: Located,
  after: Document,
  now: Located,
  changes: Changes,
): void {
  const [olds, nows] = [checksOf(before, old), checksOf(after, now)];
  const codes = (checks: readonly Check[]) => checks.map((check) => [...check.codes].sort());
  if (same(codes(olds), codes(nows)) && sameOrder(olds, nows)) {
    for (const [index, check] of nows.entries()) {
      const was = olds[index];
      if (was !== undefined && was.name !== check.name)
        changes.add(check.place, `check "${was.name}" is now called "${check.name}"`, nobody, 'patch');
    }
    return;
  }
  const [earlier, later] = [byName(olds), byName(nows)];
  for (const { name, place } of olds)
    if (!later.has(name)) changes.add(place, `check "${name}" removed`, ['mpps']);
  for (const { name, place } of nows)
    if (!earlier.has(name)) changes.add(place, `check "${name}" added`, ['mpps']);
  const kept = nows.filter(({ name }) => earlier.has(name));
  const formerly = olds.filter(({ name }) => later.has(name));
  kept.forEach(({ name, place }, index) => {
    if (formerly[index]?.name !== name)
      changes.add(place, `check "${name}" has another place in the order`, ['mpps']);
  });
  const known = new Set(rowsOf(before, old).keys());
  for (const { name, place, codes: theirs } of kept) {
    const was = earlier.get(name)?.codes ?? [];
    const at = below(place, 'codes');
    for (const code of was.filter((item) => !theirs.includes(item)))
      changes.add(at, `check "${name}" does not lead to ${code} any more`, ['mpps']);
    for (const code of theirs.filter((item) => !was.includes(item)))
      changes.add(at, `check "${name}" leads to ${code}`, known.has(code) ? ['mpps'] : nobody);
  }
}

/** Two checks that have changed places are no new names, even if they lead to the same code. */
function sameOrder(olds: readonly Check[], nows: readonly Check[]): boolean {
  const names = new Set(olds.map(({ name }) => name));
  return nows.every(({ name }, index) => olds[index]?.name === name || !names.has(name));
}

const byName = (checks: readonly Check[]): ReadonlyMap<string, Check> =>
  new Map(checks.map((check) => [check.name, check]));

/** A parameter that becomes a secret may be in logs that exist; one that is loggable no more, too. */
export function compareLogRules(old: Located, now: Located, changes: Changes): void {
  const rules = [
    { keyword: 'x-secrets', added: everybody, removed: nobody },
    { keyword: 'x-loggable', added: nobody, removed: everybody },
  ];
  for (const { keyword, added, removed } of rules) {
    const [was, is] = [stringsOf(nodeOf(old.value)[keyword]), stringsOf(nodeOf(now.value)[keyword])];
    const place = below(now.place, keyword);
    for (const name of is.filter((item) => !was.includes(item))) changes.add(place, `${name} added`, added);
    for (const name of was.filter((item) => !is.includes(item)))
      changes.add(place, `${name} removed`, removed);
  }
}
