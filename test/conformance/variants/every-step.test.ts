import { describe, expect, it } from 'vitest';
import { businessCases, listCases } from '@sendotp-contract/conformance';
import { contract, operations } from '@sendotp-contract/spec';
import { contractCases } from '../../../conformance/cases/contract-cases.js';
import { standingNames } from '../standings.js';
import { variants } from './all.js';
import { stepName } from './judging.js';
import { lenientVariants } from './lenient.js';
import { failingUnder, readRecord } from './record.js';

const record = readRecord();

const steps = contractCases({
  contract,
  operations: Object.values(operations),
  businessCases,
  toleranceMinutes: 10,
}).flatMap(({ id, steps: all }) => all.map(({ label }, index) => stepName(id, label ?? String(index))));

/** The checks of responses: each is a step of every case. */
const checks = listCases().flatMap(({ id }) => (id.startsWith('every.') ? [id] : []));

const samePlain = 'the plain call is the same: a server that refuses it cannot be judged';

/** Steps that no server fails, and why. */
const excused: Readonly<Record<string, string>> = {
  'HDR-2.zone: Z': samePlain,
  'HDR-3.blanks: one': samePlain,
  'HDR-5.agent-token: absent': samePlain,
  'SIG-4.url-encoded: upper case': samePlain,
  'REQ-8.values: MOBILE': samePlain,
  'SIG-9.refused-again: first': samePlain,
  'SIG-9.forged-copy: first': samePlain,
  'SIG-9.forged-first: forged':
    'its premise is the same: a server that takes any signature is told elsewhere',
  'SIG-9.same-time: first': samePlain,
};

/** Checks of responses that have tests of their own, for what these servers cannot do. */
const elsewhere: Readonly<Record<string, string>> = {
  'every.schema':
    'a net under the checks before it: it catches what a later schema asks for and no check knows yet',
  'every.content-length': 'needs a raw socket: test/conformance/run',
  'every.keep-alive': 'needs a raw socket: test/conformance/run',
};

/** The step, or the check of responses without the case that showed it. */
const nameOf = (failure: string): string =>
  failure.startsWith('every.') ? (failure.split(' ', 1)[0] ?? '') : failure;

/** Case → the rules that it is about, and whether it must pass. */
const about: ReadonlyMap<string, { readonly rules: readonly string[]; readonly severity: string }> = new Map(
  listCases().map(({ id, rules, severity }) => [id, { rules, severity }]),
);
const caseOf = (failure: string): string =>
  failure.startsWith('every.') ? nameOf(failure) : failure.slice(0, failure.indexOf(': '));

describe('every server is told the rule that it breaks, and nothing unrelated', () => {
  it.each(standingNames)('as it is recorded under the profile %s', (standing) => {
    const score = { servers: 0, told: 0, unrelated: 0 };
    const untold: string[] = [];
    const unrelated: string[] = [];
    for (const { name, rule, and = [], doubt = false } of variants) {
      const breaches = failingUnder(record.get(name), standing)
        .map((failure) => ({ failure, ...about.get(caseOf(failure)) }))
        .filter(({ severity }) => severity === 'must');
      const own: readonly string[] = [rule, ...and];
      const odd = breaches.filter(({ rules = [] }) => !rules.some((id) => own.includes(id)));
      score.servers += 1;
      // Whether the rule of a doubt is named is seen when the server is judged.
      if (doubt || breaches.some(({ rules = [] }) => rules.includes(rule))) score.told += 1;
      else untold.push(`${rule}: ${name}`);
      if (odd.length > 0) score.unrelated += 1;
      unrelated.push(...odd.map(({ failure }) => `${rule}: ${name}: ${failure}`));
    }
    console.table({ [standing]: score });
    expect(untold).toEqual([]);
    expect(unrelated).toEqual([]);
  });
});

describe('every step of every case can fail', () => {
  it.each(standingNames)('under the profile %s some server fails it', (standing) => {
    const failed = new Set([...record.values()].flatMap((failing) => failingUnder(failing, standing)));
    const blind = steps.filter((step) => !failed.has(step) && !Object.hasOwn(excused, step));
    expect(blind).toEqual([]);
    const names = new Set([...failed].map(nameOf));
    expect(checks.filter((check) => !names.has(check) && !Object.hasOwn(elsewhere, check))).toEqual([]);
  });

  it('what is excused is a step that there is, and that no server fails', () => {
    const failed = new Set(
      [...record.values()].flatMap((failing) => standingNames.flatMap((name) => failingUnder(failing, name))),
    );
    expect(Object.keys(excused).filter((step) => !steps.includes(step) || failed.has(step))).toEqual([]);
  });

  it('the record is of the steps and the servers that there are', () => {
    const names = new Set([...variants, ...lenientVariants].map(({ name }) => name));
    expect([...record.keys()].filter((name) => !names.has(name))).toEqual([]);
    const known = new Set([...steps, ...checks]);
    const odd = [...record.values()].flatMap((failing) =>
      standingNames.flatMap((name) => failingUnder(failing, name)),
    );
    expect([...new Set(odd)].filter((step) => !known.has(nameOf(step)))).toEqual([]);
  });

  it('there are at least 300 servers that break a rule, each with a name of its own', () => {
    expect(variants.length).toBeGreaterThanOrEqual(300);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  });
});
