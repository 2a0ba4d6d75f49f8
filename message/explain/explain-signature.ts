import type { Bytes } from '../bytes.js';
import type { KeySource, RsaJwk } from '../key-form.js';
import { importPublicKey } from '../key.js';
import type { KeySet } from '../key-set.js';
import { render } from './draft.js';
import { type ReadExchange, readExchange, type SignedExchange } from './exchange.js';
import { digestMistakes, keyMistake, type KeyRole } from './key-mistakes.js';
import type { Language } from './language.js';
import type { Area, NamedMistake } from './mistake.js';
import { knownMistakes, rankOf } from './mistakes.js';
import { type Match, search, type Target } from './search.js';
import { readSignature, type SignatureReading } from './signature-mistakes.js';
import { readSignedDigest } from './signed-digest.js';

/** A public key that may belong to the signature. */
export interface CandidateKey {
  readonly key: KeySource;
  /** What the key is to the exchange: `expected` unless said otherwise. */
  readonly role?: KeyRole;
  /** How to call it in the explanation, such as its file. */
  readonly name?: string;
}

export interface ExplainOptions {
  /** Other paths that may have been signed, such as the contract's or one with a prefix. */
  readonly paths?: readonly string[];
  /** Parameters that may have been written as null. */
  readonly optionalFields?: readonly string[];
  /** How many contents are tried at most: 40,000; all pairs are about 20,000, which take 0.3 s for a body of 2 KB. */
  readonly limit?: number;
}

/** A mistake that was found, and its remedy in the words of the language where that is known. */
export interface FoundMistake {
  readonly id: string;
  readonly area: Area;
  readonly title: string;
  readonly fix: string;
}

/** What makes the signature verify. Several mistakes were made together. */
export interface Explanation {
  readonly mistakes: readonly FoundMistake[];
  /** The bytes that were signed. */
  readonly signedContent: Bytes;
  readonly keyName: string | undefined;
}

export interface SignatureExplanation {
  readonly verified: boolean;
  /** The content to be signed, as the contract has it. */
  readonly contentToBeSigned: Bytes;
  /** Every explanation that needs the fewest mistakes, the likeliest first; empty when verified or when none is known. */
  readonly explanations: readonly Explanation[];
  /** The mistakes of the explanations, the likeliest first. */
  readonly mistakes: readonly FoundMistake[];
  /** What is certain besides: whether the signature was made with one of the keys, and how. */
  readonly facts: readonly string[];
  readonly language: Language | undefined;
  /** How many contents were tried. */
  readonly tried: number;
}

interface OpenedSignature extends Target {
  readonly reading: SignatureReading;
  readonly key: ReadyKey;
}

interface ReadyKey {
  readonly jwk: RsaJwk;
  readonly role: KeyRole;
  readonly name: string | undefined;
}

const defaultLimit = 40_000;

/**
 * Says whether the signature of a request or response verifies, and if not, which known mistake was made, alone or two
 * together. The keys are public; the first is the one expected, of a `KeySet` the newest.
 * @throws ExchangeError when a header is missing; KeyError for a key that cannot be used
 * @example await explainSignature({ request: { method: 'POST', target, headers, body } }, callerPublicPem)
 */
export async function explainSignature(
  exchange: SignedExchange,
  keys: KeySource | KeySet | readonly CandidateKey[],
  options: ExplainOptions = {},
): Promise<SignatureExplanation> {
  const read = readExchange(exchange, options);
  const ready = await readyKeys(keys);
  const opened = await openAll(read.signatureHeader, ready);
  const { matches, tried, stopped } =
    opened.length === 0
      ? { matches: [], tried: 0, stopped: false }
      : await search(read.draft, opened, read.surroundings, options.limit ?? defaultLimit);
  const expected = ready.find(({ role }) => role === 'expected');
  const expectedIsOwn = ready.some(({ role, jwk }) => role === 'own' && jwk.n === expected?.jwk.n);
  const explained = matches
    .map((match) => ({ match, mistakes: mistakesOf(match, expectedIsOwn) }))
    .toSorted((one, other) => weight(one.mistakes) - weight(other.mistakes));
  const verified = explained.some(({ mistakes }) => mistakes.length === 0);
  const explanations = verified
    ? []
    : explained.map(({ match, mistakes }) => ({
        mistakes: mistakes.map((mistake) => inWordsOf(mistake, read.language)),
        signedContent: match.content,
        keyName: match.target.key.name,
      }));
  return {
    verified,
    contentToBeSigned: await render(read.draft),
    explanations,
    mistakes: unique(explanations.flatMap(({ mistakes }) => mistakes)),
    facts: matches.length > 0 ? [] : factsOf(read, opened, expectedIsOwn, stopped),
    language: read.language,
    tried,
  };
}

async function readyKeys(keys: KeySource | KeySet | readonly CandidateKey[]): Promise<readonly ReadyKey[]> {
  const given = isKeySet(keys) ? versionsOf(keys) : isSeveral(keys) ? keys : [{ key: keys }];
  return Promise.all(
    given.map(async ({ key, role = 'expected', name }) => {
      const imported = await importPublicKey(key);
      return { jwk: await crypto.subtle.exportKey('jwk', imported), role, name };
    }),
  );
}

/** By its shape: a server may have another copy of this package. */
function isKeySet(keys: KeySource | KeySet | readonly CandidateKey[]): keys is KeySet {
  return typeof keys === 'object' && 'newest' in keys && 'versions' in keys;
}

/** The newest key is the one expected; any other version may have signed. */
function versionsOf(keys: KeySet): readonly CandidateKey[] {
  const { newest, versions } = keys;
  const older = versions.flatMap((version) => {
    const found = keys.find(version);
    return found === undefined || found === newest
      ? []
      : [{ key: found.key, role: 'older' as const, name: version }];
  });
  return [{ key: newest.key, name: newest.version }, ...older];
}

function isSeveral(keys: KeySource | readonly CandidateKey[]): keys is readonly CandidateKey[] {
  return Array.isArray(keys);
}

/** Every reading of the header that one of the keys opens. */
async function openAll(header: string, keys: readonly ReadyKey[]): Promise<readonly OpenedSignature[]> {
  const opened: OpenedSignature[] = [];
  const seen = new Set<string>();
  for (const reading of readSignature(header))
    for (const key of keys) {
      const identity = `${reading.bytes.join()} ${key.jwk.n ?? ''}`;
      if (seen.has(identity)) continue;
      seen.add(identity);
      for (const signed of await readSignedDigest(reading.bytes, key.jwk))
        opened.push({ signed, reading, key });
    }
  return opened;
}

function mistakesOf(
  { target, mistakes }: Match<OpenedSignature>,
  expectedIsOwn: boolean,
): readonly NamedMistake[] {
  const key = keyMistake(target.key.role, expectedIsOwn);
  const { mistake: writing } = target.reading;
  return [
    ...(key === undefined ? [] : [key]),
    ...(writing === undefined ? [] : [writing]),
    ...digestMistakes(target.signed),
    ...mistakes,
  ];
}

/** The search ends with as few mistakes as it takes: all explanations have the same number. */
function weight(mistakes: readonly NamedMistake[]): number {
  return mistakes.reduce((sum, mistake) => sum + rankOf(mistake), 0);
}

function inWordsOf(mistake: NamedMistake, language: Language | undefined): FoundMistake {
  const { id, area, title, fix, fixIn = {} } = mistake;
  const spoken = mistake.language ?? language;
  const words = spoken === undefined ? undefined : fixIn[spoken];
  return { id, area, title, fix: words === undefined ? fix : `${fix} ${words}` };
}

function unique(mistakes: readonly FoundMistake[]): readonly FoundMistake[] {
  return mistakes.filter(({ id }, index) => mistakes.findIndex((other) => other.id === id) === index);
}

function factsOf(
  { surroundings }: ReadExchange,
  opened: readonly OpenedSignature[],
  expectedIsOwn: boolean,
  stopped: boolean,
): readonly string[] {
  const first = opened.find(({ signed }) => signed.padding !== 'pss' || signed.certain);
  const none = `none of the ${knownMistakes.length} known mistakes explains it`;
  if (first === undefined)
    return [
      none,
      `the signature was not made with the private half of any of the keys given, or was damaged on the way: compare the keys first`,
    ];
  const { signed, key, reading } = first;
  const certain = [keyMistake(key.role, expectedIsOwn), reading.mistake, ...digestMistakes(signed)].flatMap(
    (mistake) => (mistake === undefined ? [] : [`it is certain that ${mistake.title}: ${mistake.fix}`]),
  );
  const name = key.name === undefined ? 'the key given' : `the key ${key.name}`;
  return [
    none,
    `the signature was made with the private half of ${name}, over other content than this ${surroundings.isResponse ? 'response' : 'request'}: the body or a header is not the one that was signed`,
    ...certain,
    ...(stopped ? ['the search was cut short: the content is large or has many variants'] : []),
  ];
}
