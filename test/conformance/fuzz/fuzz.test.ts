import { describe, expect, it } from 'vitest';
import { type ProfileInput, type Report, runConformance } from '@sendotp-contract/conformance';
import { type Habits, startVariant, tokens } from '../variant-server.js';
import { profileOf, world } from '../world.js';

async function fuzz(
  fuzz: number,
  seed: number,
  change?: (good: Habits) => Partial<Habits>,
  profile: Partial<ProfileInput> = {},
): Promise<Report> {
  const server = await startVariant(world, change);
  try {
    return await runConformance({ ...profileOf(server.url), ...profile }, { fuzz, seed, only: ['fuzz'] });
  } finally {
    await server.close();
  }
}

/** Stumbles over what no case of the kit asks for. */
const stumbles = (good: Habits): Partial<Habits> => ({
  schema: (body) => good.schema(body) && !('extra' in body && Array.isArray(body['extra'])),
});

describe('generated requests', () => {
  it('a server that keeps the rules answers 500 of them as the oracle says, and sends no OTP', async () => {
    const report = await fuzz(500, 20);
    expect(report.cases[0]?.findings).toEqual([]);
    expect(report).toMatchObject({ exitCode: 0, otps: { caused: 0 }, fuzz: { seed: 20, runs: 500 } });
    expect(report.cases[0]?.reasons[0]).toMatch(/^\d+ requests from seed 20$/);
  });

  it('find what no case asks for, make it small and say how to repeat it', async () => {
    const report = await fuzz(300, 1, stumbles);
    const [result] = report.cases;
    expect(result).toMatchObject({ id: 'fuzz.requests', verdict: 'failed', failures: 1 });
    const finding = result?.findings[0];
    // The rule is that of the code which should have been answered.
    expect(result?.rules).toEqual(['RC-6']);
    expect(finding).toMatchObject({
      label: 'minimised',
      expected: expect.stringContaining('INVALID_TOKEN') as string,
      actual: 'F PARAM_ILLEGAL',
    });
    // Nothing is left but what it takes: the required parameters and an empty list.
    expect(finding?.exchange.request.body).toContain('"extra":[]');
    expect(finding?.exchange.request.body.length).toBeLessThan(120);
    expect(finding?.exchange.curl).toContain('"extra":[]');
    expect(result?.hint).toContain('--fuzz 300 --seed 1');
  });

  it('RES-8: garbage in headers is refused by a response that keeps the contract', async () => {
    const report = await fuzz(300, 5, (good) => ({
      respond: (response, written) => {
        const isGarbage = /[^ -~]/.test(String(response.req.headers['x-other'] ?? ''));
        good.respond(response, isGarbage ? { ...written, status: 400 } : written);
      },
    }));
    expect(report.cases[0]?.findings[0]).toMatchObject({
      ...{
        label: 'minimised',
        expected: 'a response that keeps the contract',
        actual: 'HTTP 400; expected 200',
      },
    });
    expect(report.cases[0]?.findings[0]?.exchange.request.headers).toContainEqual([
      'X-Other',
      String.raw`\u0080`,
    ]);
  });

  it('HDR-5: garbage in an Agent-Token is no reason for UNKNOWN_EXCEPTION', async () => {
    const report = await fuzz(300, 5, (good) => ({
      refusal: (check, code) => (check === 'mediaType' ? 'UNKNOWN_EXCEPTION' : good.refusal(check, code)),
      mediaType: (headers) => !/[^ -~]/.test(String(headers['agent-token'] ?? '')) && good.mediaType(headers),
    }));
    expect(report.cases[0]).toMatchObject({ verdict: 'failed' });
  });

  it('garbage in headers that is ignored is answered like a plain call, also by a mock that takes any token', async () => {
    const takesAny = (good: Habits): Partial<Habits> => ({
      agreement: () => true,
      outcome: (token, type, asked) =>
        Object.values(tokens).some((known) => known === token) ? good.outcome(token, type, asked) : 'SUCCESS',
    });
    const report = await fuzz(300, 6, takesAny, { lacks: ['agreements', 'unknownTokens'] });
    expect(report.cases[0]?.findings).toEqual([]);
    expect(report).toMatchObject({ verdict: 'conforms' });
  });

  it('the same seed finds the same', async () => {
    const [first, again] = [await fuzz(300, 7, stumbles), await fuzz(300, 7, stumbles)];
    expect(again.cases[0]?.reasons).toEqual(first.cases[0]?.reasons);
    expect(again.cases[0]?.findings[0]?.exchange.request.body).toBe(
      first.cases[0]?.findings[0]?.exchange.request.body,
    );
  });

  it('RC-16: a target that is busy after some of them is asked no more, and it is said', async () => {
    let answered = 0;
    const report = await fuzz(100, 3, (good) => ({
      outcome: (token, type, asked) => {
        answered += 1;
        return answered > 4 ? 'REQUEST_TRAFFIC_EXCEED_LIMIT' : good.outcome(token, type, asked);
      },
    }));
    const [result] = report.cases;
    expect(result?.reasons.join('; ')).toContain(
      'the target answered REQUEST_TRAFFIC_EXCEED_LIMIT, even after back-off',
    );
    expect(result).toMatchObject({ findings: [], failures: 0 });
    expect(report.requests).toBeLessThan(100);
  });

  it("RC-2: what is refused though its ids are the caller's own is found", async () => {
    const report = await fuzz(100, 2, (good) => ({
      agreement: (body) => good.agreement(body) && !('extra' in body),
    }));
    expect(report.cases[0]?.findings[0]).toMatchObject({
      ...{ expected: 'INVALID_TOKEN', actual: 'F ACCESS_DENIED' },
    });
  });

  it('SIG-8: are expected to be denied for their time by the tolerance of the profile', async () => {
    const day = { minutes: 1440, ms: 86_400_000 };
    const report = await fuzz(200, 20, () => ({ toleranceMs: day.ms }), { toleranceMinutes: day.minutes });
    expect(report.cases[0]?.findings).toEqual([]);
  });

  it('with a token of the profile in them are not sent', async () => {
    const asked: string[] = [];
    // The token that most bodies have.
    const valid = 'no-such-token';
    const change = (good: Habits): Partial<Habits> => ({
      outcome: (token, type, request) => {
        asked.push(token);
        return good.outcome(token, type, request);
      },
    });
    await fuzz(50, 2, change);
    expect(asked).toContain(valid);
    asked.length = 0;
    await fuzz(50, 2, change, { accessTokens: { valid } });
    expect(asked).not.toContain(valid);
  });

  it('are not sent once more OTPs were sent than are allowed', async () => {
    const report = await fuzz(
      20,
      4,
      (good) => ({
        outcome: (token, type, request) =>
          token === tokens.cancelled ? good.outcome(token, type, request) : 'SUCCESS',
      }),
      { maxOtps: 0 },
    );
    expect(report.cases[0]).toMatchObject({
      verdict: 'not-tried',
      reasons: ['0 requests from seed 4', 'the target has sent 1 OTPs, more than the 0 that are allowed'],
    });
  });

  it('do not find again what was wrong with the responses before', async () => {
    const report = await fuzz(30, 3, () => ({ status: () => 500 }));
    expect(report.cases[0]).toMatchObject({ verdict: 'passed', findings: [] });
  });

  it('a response that breaks the contract is found, too', async () => {
    const report = await fuzz(200, 3, () => ({ status: (code) => (code === 'KEY_NOT_FOUND' ? 500 : 200) }));
    expect(report.cases[0]?.findings[0]).toMatchObject({ actual: 'HTTP 500; expected 200' });
  });
});
