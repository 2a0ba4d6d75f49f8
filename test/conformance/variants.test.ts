import { afterAll, describe, expect, it } from 'vitest';
import { listCases, type Report, runConformance } from '@sendotp-contract/conformance';
import { isBreach } from '../../conformance/report/report.js';
import { startVariant } from './variant-server.js';
import { variants } from './variants/all.js';
import { lenientVariants } from './variants/lenient.js';
import type { Variant } from './variants/variant.js';
import { profileOf, world } from './world.js';

async function judge(change?: Variant['change']): Promise<Report> {
  const server = await startVariant(world, change && ((good) => change(good, world)));
  try {
    return await runConformance(profileOf(server.url));
  } finally {
    await server.close();
  }
}

describe('the conforming server', () => {
  it('gets a clean result: every case passes that can be tried', async () => {
    const report = await judge();
    const failed = report.cases.filter(({ verdict }) => verdict === 'failed');
    expect(failed.map(({ id, findings }) => [id, findings[0]?.actual])).toEqual([]);
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0 });
    // On this machine there is no wire to listen on.
    const untried = report.cases.filter(({ verdict }) => verdict === 'not-tried').map(({ id }) => id);
    expect(untried).toEqual(['CALL-1.https']);
    expect(report.otps).toMatchObject({ caused: report.otps.expected });
  });
});

/** Cases that some variant has failed. */
const fallible = new Set<string>();

describe.concurrent('a server that breaks one rule', () => {
  let found = 0;
  let clean = 0;

  it.each(variants.map((variant) => [variant.rule, variant.name, variant] as const))(
    '%s: %s',
    async (rule, _, { and = [], change }) => {
      const report = await judge(change);
      const breaches = report.cases.filter(isBreach);
      for (const { id } of breaches) fallible.add(id);
      const said = breaches.map(
        ({ id, rules, findings }) => `${id} [${rules.join()}] ${findings[0]?.actual ?? ''}`,
      );
      const reported = breaches.some(({ rules }) => rules.includes(rule));
      const unrelated = breaches.filter(
        ({ rules }) => !rules.some((id) => [rule, ...and].some((own) => own === id)),
      );
      if (reported) found += 1;
      if (unrelated.length === 0) clean += 1;
      expect(reported, `${rule} is not among: ${said.join('\n') || 'nothing'} ${report.summary}`).toBe(true);
      expect(
        unrelated.map(({ id }) => id),
        said.join('\n'),
      ).toEqual([]);
      expect(report).toMatchObject({ verdict: 'broken', exitCode: 1 });
      expect(report.otps.caused).toBeLessThanOrEqual(report.otps.allowed + 1);
    },
  );

  it('there are at least 40 of them', () => {
    expect(variants.length).toBeGreaterThanOrEqual(40);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  });

  afterAll(() => {
    const { length } = variants;
    console.log(
      `The judge: of ${length} servers that each break one rule, ${found} were told the rule and ${clean} nothing unrelated.`,
    );
  });
});

describe('a server that keeps the contract, but could do better', () => {
  it.each(lenientVariants)('$name: said, and no breach', async ({ failing, change }) => {
    const report = await judge(change);
    const failed = report.cases.filter(({ verdict }) => verdict === 'failed');
    expect(failed.map(({ id, severity }) => [id, severity])).toEqual([[failing, 'should']]);
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0 });
  });
});

describe('the cases', () => {
  it('each that must pass is failed by some server: none is blind', () => {
    const blind = listCases().filter(({ id, severity }) => severity === 'must' && !fallible.has(id));
    expect(blind.map(({ id }) => id)).toEqual([
      // Has a test of its own.
      'fuzz.requests',
      // A net under the checks before it: it catches what a later schema asks for and no check knows yet.
      'every.schema',
    ]);
  });

  it('each that should pass is failed by some server', () => {
    const failing = new Set(lenientVariants.map((variant) => variant.failing));
    const blind = listCases().filter(({ id, severity }) => severity === 'should' && !failing.has(id));
    // An address beyond this machine is judged without a server, in the test of the transport.
    expect(blind.map(({ id }) => id)).toEqual(['CALL-1.https']);
  });
});
