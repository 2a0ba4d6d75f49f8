import { describe, expect, it } from 'vitest';
import { BaselineError, readBaseline, toTerminal, writeBaseline } from '@sendotp-contract/conformance';
import { judge } from '../run/judging.js';
import type { Habits } from '../variant-server.js';

/** Takes an empty verifyType for none. */
const lenient = (good: Habits): Partial<Habits> => ({
  schema: (body) => good.schema(body['verifyType'] === '' ? { ...body, verifyType: null } : body),
});
const only = ['REQ-4', 'REQ-8', 'RC-15.frozen'];

describe('a run that is held against known failures', () => {
  it('REQ-4: equals them: exit code 0, and the contract is still said to be broken', async () => {
    const first = await judge({ change: lenient, options: { only } });
    expect(first.exitCode).toBe(1);
    const baseline = readBaseline(writeBaseline(first));
    expect(Object.keys(baseline.failing)).toEqual(['REQ-4.empty-verify-type']);
    const second = await judge({ change: lenient, options: { only, baseline } });
    expect(second).toMatchObject({
      verdict: 'broken',
      exitCode: 0,
      baseline: { known: 1, added: [], fixed: [], untried: [] },
    });
    expect(toTerminal(second)).toContain('The run equals the baseline: 1 case fails as known.');
  });

  it('REQ-4: a new failure is not known, whatever is', async () => {
    const baseline = { failing: { 'REQ-8.other-values': ['lower case'] } };
    const report = await judge({ change: lenient, options: { only, baseline } });
    expect(report).toMatchObject({
      exitCode: 1,
      baseline: { added: ['REQ-4.empty-verify-type'], fixed: ['REQ-8.other-values'] },
    });
    expect(report.summary).toContain('Not known before: REQ-4.empty-verify-type.');
    expect(report.summary).toContain('write the baseline again (--write-baseline)');
  });

  it('REQ-8: a step that fails besides those that are known is a new failure', async () => {
    const careless = (good: Habits): Partial<Habits> => ({
      schema: ({ verifyType, ...others }) =>
        good.schema({
          ...others,
          verifyType: typeof verifyType === 'string' ? verifyType.trim().toUpperCase() : verifyType,
        }),
    });
    const id = 'REQ-8.other-values';
    const known = readBaseline(writeBaseline(await judge({ change: careless, options: { only: [id] } })));
    const steps = known.failing[id]?.filter((step) => step !== 'a blank after') ?? [];
    expect(steps).toContain('lower case');
    const baseline = { failing: { [id]: steps } };
    const report = await judge({ change: careless, options: { only: [id], baseline } });
    expect(report).toMatchObject({
      exitCode: 1,
      baseline: { added: ['REQ-8.other-values: a blank after'], fixed: [] },
    });
  });

  it('RC-15: what was known and passes now makes the run differ, too', async () => {
    const report = await judge({ options: { only, baseline: { failing: { 'RC-15.frozen': ['0'] } } } });
    expect(report).toMatchObject({
      verdict: 'conforms',
      exitCode: 1,
      baseline: { added: [], fixed: ['RC-15.frozen'], untried: [] },
    });
  });

  it('RC-15: what was known and cannot be tried is said', async () => {
    const report = await judge({
      profile: { accessTokens: {} },
      options: { only, baseline: { failing: { 'RC-15.frozen': ['0'] } } },
    });
    expect(report).toMatchObject({ exitCode: 1, baseline: { untried: ['RC-15.frozen'] } });
  });

  it.each([
    ['no JSON', 'failing: {}', 'is not JSON'],
    ['another form', '{"failing":["REQ-4"]}', 'has not the form'],
  ])('%s is refused', (_, text, message) => {
    expect(() => readBaseline(text)).toThrow(BaselineError);
    expect(() => readBaseline(text)).toThrow(message);
  });
});
