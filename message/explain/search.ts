import type { Bytes } from '../bytes.js';
import { digest, type HashName } from './digest.js';
import { type Draft, render } from './draft.js';
import type { Area, Mistake, Surroundings } from './mistake.js';
import { contentMistakes } from './mistakes.js';
import { matches, mayMatch, type SignedDigest } from './signed-digest.js';

/** A signature that was opened with one of the keys. */
export interface Target {
  readonly signed: SignedDigest;
}

/** A content that was signed, and the mistakes that lead to it. */
export interface Match<T extends Target> {
  readonly target: T;
  readonly content: Bytes;
  readonly mistakes: readonly Mistake[];
}

export interface SearchResult<T extends Target> {
  readonly matches: readonly Match<T>[];
  /** How many contents were hashed. */
  readonly tried: number;
  /** The limit was reached before every pair was tried. */
  readonly stopped: boolean;
}

interface Candidate {
  readonly draft: Draft;
  readonly mistakes: readonly Mistake[];
}

/** How many contents are hashed together where hashing is asynchronous. */
const batchSize = 128;

/**
 * Looks for the content that was signed: the right one, then each mistake alone, then two together. Ends after the first of
 * these rounds that finds something, so that a mistake is never explained by more than it takes.
 */
export async function search<T extends Target>(
  draft: Draft,
  targets: readonly T[],
  surroundings: Omit<Surroundings, 'alone'>,
  limit: number,
): Promise<SearchResult<T>> {
  let tried = 0;
  const found: Match<T>[] = [];
  const hashNames = hashesOf(targets);
  const tryAll = async (candidates: readonly Candidate[]): Promise<void> => {
    tried += candidates.length;
    const results = await Promise.all(
      candidates.map((candidate) => Promise.resolve(tryOne(candidate.draft, targets, hashNames))),
    );
    for (const [index, result] of results.entries()) {
      const mistakes = candidates[index]?.mistakes ?? [];
      for (const { target, content } of result)
        if (!found.some((match) => match.target === target && sameMistakes(match.mistakes, mistakes)))
          found.push({ target, content, mistakes });
    }
  };
  for (const round of [right(draft), alone(draft, surroundings), pairs(draft, surroundings)]) {
    let batch: Candidate[] = [];
    for (const candidate of round) {
      if (tried + batch.length >= limit) {
        await tryAll(batch);
        return { matches: found, tried, stopped: found.length === 0 };
      }
      batch.push(candidate);
      if (batch.length < batchSize) continue;
      await tryAll(batch);
      batch = [];
    }
    await tryAll(batch);
    if (found.length > 0) break;
  }
  return { matches: found, tried, stopped: false };
}

/** Areas in which one variant replaces the other. */
const single: ReadonlySet<Area> = new Set(['time', 'client', 'method']);

function* right(draft: Draft): Iterable<Candidate> {
  yield { draft, mistakes: [] };
}

function* alone(draft: Draft, surroundings: Omit<Surroundings, 'alone'>): Iterable<Candidate> {
  for (const mistake of contentMistakes)
    for (const variant of mistake.variants(draft, { ...surroundings, alone: true }))
      yield { draft: variant, mistakes: [mistake] };
}

function* pairs(draft: Draft, surroundings: Omit<Surroundings, 'alone'>): Iterable<Candidate> {
  const together = { ...surroundings, alone: false };
  for (const [index, first] of contentMistakes.entries())
    for (const variant of first.variants(draft, together))
      for (const second of contentMistakes
        .slice(index + 1)
        .filter(({ area }) => area !== first.area || !single.has(area)))
        for (const both of second.variants(variant, together))
          yield { draft: both, mistakes: [first, second] };
}

interface Hit<T extends Target> {
  readonly target: T;
  readonly content: Bytes;
}

/** Without a promise where the runtime hashes at once: it would take longer than the hash. */
function tryOne<T extends Target>(
  draft: Draft,
  targets: readonly T[],
  hashNames: readonly HashName[],
): readonly Hit<T>[] | Promise<readonly Hit<T>[]> {
  const content = render(draft);
  if (content instanceof Promise) return tryLater(content, targets, hashNames);
  for (const hash of hashNames) {
    const hashed = digest(hash, content);
    if (hashed instanceof Promise || targets.some(({ signed }) => mayMatch(signed, hashed)))
      return tryLater(content, targets, hashNames);
  }
  return [];
}

async function tryLater<T extends Target>(
  rendered: Bytes | Promise<Bytes>,
  targets: readonly T[],
  hashNames: readonly HashName[],
): Promise<readonly Hit<T>[]> {
  const content = await rendered;
  const found: Hit<T>[] = [];
  for (const hash of hashNames) {
    const hashed = await digest(hash, content);
    for (const target of targets)
      if (target.signed.hash === hash && (await matches(target.signed, hashed)))
        found.push({ target, content });
  }
  return found;
}

function hashesOf(targets: readonly Target[]): readonly HashName[] {
  return [...new Set(targets.flatMap(({ signed }) => (signed.padding === 'unknown' ? [] : [signed.hash])))];
}

/** Of two candidates of one round, which have the same number of mistakes. */
function sameMistakes(one: readonly Mistake[], other: readonly Mistake[]): boolean {
  return one.every((mistake, index) => mistake === other[index]);
}
