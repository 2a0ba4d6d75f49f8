import { afterAll, describe, expect, it } from 'vitest';
import { listCases, runConformance } from '@sendotp-contract/conformance';
import { standingNames, standings } from './standings.js';
import { startVariant } from './variant-server.js';
import { everyCode, saidOf } from './variants/judging.js';
import { permittedVariants } from './variants/permitted.js';

const score = Object.fromEntries(standingNames.map((name) => [name, { permitted: 0, failed: 0 }]));

/**
 * Each server meets the cases that look at what is unusual about it, under one of the profiles in turn. With PERMITTED=all it
 * meets every case under each.
 */
const all = process.env['PERMITTED'] === 'all';
const checks = listCases().flatMap(({ id }) => (id.startsWith('every.') ? [id] : []));

describe.concurrent('a server that keeps the contract in an unusual way fails nothing', () => {
  it.each(permittedVariants.map((variant, index) => [variant.name, variant, index] as const))(
    '%s',
    async (_, { change, profile: more = {}, only = everyCode }, index) => {
      for (const [at, name] of standingNames.entries()) {
        if (!all && index % standingNames.length !== at) continue;
        const { world, profile } = standings[name];
        const server = await startVariant(world, (good) => change(good, world));
        const report = await runConformance(
          { ...profile(server.url), ...more },
          all ? {} : { only: [...only, ...checks] },
        );
        await server.close();
        const failed = report.cases.filter(({ verdict }) => verdict === 'failed');
        const tally = score[name];
        if (tally !== undefined) {
          tally.permitted += 1;
          if (failed.length > 0) tally.failed += 1;
        }
        expect(
          failed.map(({ id, findings: [first] }) => [id, first?.label, first?.expected, first?.actual]),
          `${name}: ${saidOf(report)}`,
        ).toEqual([]);
        expect(report, report.summary).toMatchObject({ verdict: 'conforms', exitCode: 0 });
      }
    },
  );

  it('there are at least 60 of them, each with a name of its own', () => {
    expect(permittedVariants.length).toBeGreaterThanOrEqual(60);
    expect(new Set(permittedVariants.map(({ name }) => name)).size).toBe(permittedVariants.length);
  });
});

afterAll(() => {
  console.table(score);
});
