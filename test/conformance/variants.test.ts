import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '@sendotp-contract/conformance';
import { type StandingName, standingNames } from './standings.js';
import { variants } from './variants/all.js';
import { breachesOf, casesAbout, failedSteps, fewest, judge, saidOf } from './variants/judging.js';
import { lenientVariants } from './variants/lenient.js';
import { failingUnder, readRecord, writeRecord } from './variants/record.js';
import type { Variant } from './variants/variant.js';

/**
 * Unset: each server meets a case that told it when it was recorded, under one of the profiles in turn, and a few servers meet
 * every case. `all`: each meets every case under each profile. `record`: each meets the cases about its rule, and what fails is put
 * down. After a colon: `all:<text>` for servers with this text in their name or this rule, `all:2/8` for the second of eight
 * parts, and after another one the profile.
 */
const [mode = '', filter = '', profile = ''] = (process.env['VARIANTS'] ?? '').split(':');
const profiles = (index: number): readonly StandingName[] =>
  standingNames.filter((name, at) =>
    mode === '' ? index % standingNames.length === at : profile === '' || name === profile,
  );
const record = readRecord();
const recorded = new Map<string, Record<StandingName, readonly string[]>>();
const [part, parts] = /^(\d+)\/(\d+)$/.exec(filter)?.slice(1).map(Number) ?? [];
const isChosen = ({ name, rule }: Pick<Variant, 'name'> & Partial<Variant>, index: number): boolean =>
  part === undefined || parts === undefined
    ? filter === '' || name.includes(filter) || rule === filter
    : index % parts === part % parts;

const renewal = 'VARIANTS=record npx vitest run test/conformance/variants.test.ts renews the record';

/** One in so many servers meets every case. */
const sampled = 150;
const meetsAll = (index: number, standing: StandingName): boolean =>
  mode === 'all' || (index + standingNames.indexOf(standing) * 50) % sampled === 0;

const score = Object.fromEntries(
  standingNames.map((name) => [name, { servers: 0, told: 0, unrelated: 0, whole: 0 }]),
) as Record<StandingName, { servers: number; told: number; unrelated: number; whole: number }>;

/** Judges one server under one profile, and holds what fails against the record. */
async function meet(
  { name, change }: Pick<Variant, 'name' | 'change'>,
  rule: string,
  index: number,
  standing: StandingName,
): Promise<Report> {
  const known = failingUnder(record.get(name), standing);
  if (mode === 'record') {
    const report = await judge(standing, change, casesAbout({ name, rule }));
    const before = recorded.get(name) ?? recordedBefore(name);
    recorded.set(name, { ...before, [standing]: failedSteps(report) });
    return report;
  }
  const { only, shown } = fewest(known, rule);
  const whole = meetsAll(index, standing) || only.length === 0;
  const report = await judge(standing, change, whole ? undefined : only);
  const failed = failedSteps(report);
  if (whole) score[standing].whole += 1;
  const expected = whole ? known.filter((step) => !step.startsWith('every.')) : shown;
  const missing = expected.filter((step) => !failed.includes(step));
  expect(missing, `${standing}: not as recorded; ${renewal}`).toEqual([]);
  return report;
}

function recordedBefore(name: string): Record<StandingName, readonly string[]> {
  const of = (standing: StandingName) => failingUnder(record.get(name), standing);
  return { sandbox: of('sandbox'), plain: of('plain'), hostile: of('hostile') };
}

describe.concurrent('a server that breaks one rule', () => {
  it.each(
    variants
      .map((variant, index) => [variant.rule, variant.name, variant, index] as const)
      .filter(([, , variant, index]) => isChosen(variant, index)),
  )('%s: %s', async (rule, _, variant, index) => {
    const { and = [], doubt = false } = variant;
    for (const standing of profiles(index)) {
      const report = await meet(variant, rule, index, standing);
      const breaches = breachesOf(report);
      const unrelated = breaches.filter(
        ({ rules }) => !rules.some((id) => [rule, ...and].some((own) => own === id)),
      );
      const told = doubt
        ? report.causes.some(({ inDoubt, rules }) => inDoubt && rules.includes(rule))
        : breaches.some(({ rules }) => rules.includes(rule));
      score[standing].servers += 1;
      if (told) score[standing].told += 1;
      if (unrelated.length > 0) score[standing].unrelated += 1;
      expect(told, `${standing}: ${rule} is not among: ${saidOf(report)}`).toBe(true);
      expect(
        unrelated.map(({ id }) => id),
        `${standing}: ${saidOf(report)}`,
      ).toEqual([]);
      expect(report, report.summary).toMatchObject(
        doubt ? { exitCode: 2 } : { verdict: 'broken', exitCode: 1 },
      );
      // A step that has begun is ended, with its premises, its twin and the plain calls before.
      expect(report.otps.caused).toBeLessThanOrEqual(report.otps.allowed + 6);
    }
  });
});

describe.concurrent('a server that keeps the contract, but could do better', () => {
  it.each(
    lenientVariants
      .map((variant, index) => [variant.name, variant, index] as const)
      .filter(([, variant, index]) => isChosen(variant, index)),
  )('%s: said, and no breach', async (_, variant, index) => {
    for (const standing of profiles(index)) {
      const report = await meet(variant, variant.failing, index, standing);
      const failed = report.cases.filter(({ verdict }) => verdict === 'failed');
      expect(failed.map(({ id, severity }) => [id, severity])).toEqual([[variant.failing, 'should']]);
      expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0 });
    }
  });
});

afterAll(async () => {
  if (mode === 'record') {
    const names = [...variants, ...lenientVariants].map(({ name }) => name);
    await writeRecord(
      new Map(names.map((name) => [name, recorded.get(name) ?? recordedBefore(name)] as const)),
    );
  }
  console.table(score);
});
