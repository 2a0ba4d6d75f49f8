import { beforeAll, describe, expect, it } from 'vitest';
import {
  formatReport,
  type ProfileInput,
  type Report,
  reportFormats,
  toHtml,
  toJson,
  toJunit,
  toMarkdown,
  toTerminal,
} from '@sendotp-contract/conformance';
import { rules } from '@sendotp-contract/spec';
import { judge as judgeWith } from '../run/judging.js';
import { type Habits, tokens } from '../variant-server.js';

const evil = '</pre></script><script>document.title="taken"</script>|`````\u202E\u0000 ]]>"\'';

/** A server that breaks a rule, and says in its answers what it was sent and worse. */
const talkative = (good: Habits): Partial<Habits> => ({
  codes: { ...good.codes, USER_STATUS_ABNORMAL: ['F', evil] },
  headers: (headers) => ({ ...headers, 'X-Echo': tokens.valid }),
  body: (body, code) =>
    code === 'OTP_SEND_TIMES_EXCEED_LIMIT'
      ? { result: { resultStatus: 'F', resultCode: tokens.atLimit } }
      : body,
  schema: (body) => good.schema(body['verifyType'] === '' ? { ...body, verifyType: null } : body),
  outcome: (token, type, asked) =>
    token === tokens.expired ? 'USER_NOT_EXIST' : good.outcome(token, type, asked),
});

const judge = (
  change?: (good: Habits) => Partial<Habits>,
  profile: Partial<ProfileInput> = {},
  showSecrets = false,
): Promise<Report> =>
  judgeWith({
    ...(change === undefined ? {} : { change }),
    profile,
    options: { showSecrets },
  });

let clean: Report;
let broken: Report;
let notJudged: Report;
beforeAll(async () => {
  clean = await judge();
  broken = await judge(talkative, { throttledClient: undefined });
  notJudged = await judge(undefined, { clientId: 'NOBODY' });
});

describe('every form of the report', () => {
  it.each(reportFormats)('%s: no access token and no key stands in it', (format) => {
    for (const report of [clean, broken, notJudged]) {
      const text = formatReport(report, format);
      for (const token of Object.values(tokens)) expect(text).not.toContain(token);
      expect(text).not.toContain('PRIVATE KEY');
    }
  });

  it('a masked token says whose it is, and the report whether they are masked', () => {
    const result = broken.cases.find(({ id }) => id === 'RC-3.expired');
    expect(result?.findings[0]?.exchange.request.body).toContain('"accessToken":"<accessTokens.expired>"');
    expect(result?.findings[0]?.exchange.curl).toContain('<accessTokens.expired>');
    expect(broken.secretsShown).toBe(false);
  });

  it('with showSecrets they are there, and every form warns of it', async () => {
    const report = await judge(talkative, {}, true);
    expect(report.cases.find(({ id }) => id === 'RC-3.expired')?.findings[0]?.exchange.curl).toContain(
      tokens.expired,
    );
    expect(report.secretsShown).toBe(true);
    expect(toTerminal(report)).toContain('keep this report to yourself');
    expect(toHtml(report)).toContain('keep this file to yourself');
    expect(toMarkdown(report)).toContain('keep this report to yourself');
    expect(JSON.parse(toJson(report))).toMatchObject({ secretsShown: true });
  });

  it.each(['terminal', 'html', 'markdown'] as const)(
    '%s: a failure has its rule, what was sent, expected and actual, and a hint',
    (format) => {
      const text = formatReport(broken, format).replaceAll('&quot;', '"');
      for (const part of [
        'REQ-4.empty-verify-type',
        rules['REQ-4'].text.split('`')[0] ?? '',
        '"verifyType":""',
        'F PARAM_ILLEGAL',
        'F INVALID_TOKEN',
        'curl -sS -i',
        'Only absence is checked',
      ]) {
        expect(text).toContain(part);
      }
    },
  );

  it.each(['terminal', 'html', 'markdown'] as const)(
    '%s: what was not tried is there with its reason',
    (format) => {
      const text = formatReport(broken, format);
      expect(text).toContain('RC-16.throttled');
      expect(text).toContain('a Client-Id whose traffic limit is reached');
    },
  );

  it.each(reportFormats)('%s: what could not be judged says why and what to do', (format) => {
    const text = formatReport(notJudged, format);
    expect(text).toContain('INVALID_CLIENT');
    expect(text).toContain('Is clientId NOBODY registered there?');
  });
});

describe('terminal', () => {
  it('has colours when they are asked for and none otherwise', () => {
    expect(toTerminal(broken)).not.toContain('\u001B[');
    expect(toTerminal(broken, { color: true })).toContain('\u001B[31mFAILED');
  });

  it('what a target sent cannot steer the terminal', async () => {
    const report = await judge((good) => ({
      codes: { ...good.codes, USER_STATUS_ABNORMAL: ['F', '\u001B[2J\u0007\u009B'] },
    }));
    expect(toTerminal(report)).toContain('every.message');
    expect(toTerminal(report)).not.toMatch(/[\u0007\u001B\u009B]/);
  });

  it('a clean result is short', () => {
    expect(toTerminal(clean).split('\n').length).toBeLessThan(15);
    expect(toTerminal(clean)).toContain('The contract is kept, as far as was tried');
  });
});

describe('json', () => {
  it('is the report itself', () => {
    expect(JSON.parse(toJson(broken))).toEqual(broken);
  });
});

describe('junit', () => {
  /** Tags in their order, checked for balance: an XML reader would do no less. */
  function tags(xml: string): string[] {
    const open: string[] = [];
    const all: string[] = [];
    for (const [, close, name = '', attributes = '', alone] of xml.matchAll(
      /<(\/?)([a-z-]+)((?:\s[\w-]+="[^"<]*")*)(\/?)>/g,
    )) {
      if (close === '/') expect(open.pop()).toBe(name);
      else {
        all.push(name + attributes);
        if (alone === '') open.push(name);
      }
    }
    expect(open).toEqual([]);
    // Nothing that could be taken for markup is left outside the tags.
    expect(
      xml.replace(/<\?xml[^>]*\?>/, '').replaceAll(/<\/?[a-z-]+(?:\s[\w-]+="[^"<]*")*\/?>/g, ''),
    ).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
    expect(xml).not.toContain('\u0000');
    return all;
  }

  it('is well-formed, and counts failures and what was skipped', () => {
    const all = tags(toJunit(broken));
    const failures = all.filter((tag) => tag.startsWith('failure '));
    expect(failures).toHaveLength(broken.counts.failed - broken.counts.shouldFailed);
    expect(all.filter((tag) => tag.startsWith('skipped '))).toHaveLength(broken.counts['not-tried']);
    expect(all.filter((tag) => tag.startsWith('testcase '))).toHaveLength(broken.cases.length);
    expect(all[0]).toContain(`failures="${failures.length}"`);
  });

  it('says of what could not be judged that it is an error', () => {
    const all = tags(toJunit(notJudged));
    expect(all.filter((tag) => tag.startsWith('error '))).toHaveLength(1);
    expect(all[0]).toContain('errors="1"');
  });

  it('takes a should for no failure', async () => {
    const report = await judge(() => ({
      body: ({ result, ...rest }) => ({
        ...rest,
        result: { ...(result as object), resultMessage: undefined },
      }),
    }));
    expect(report.counts.shouldFailed).toBe(1);
    expect(tags(toJunit(report))[0]).toContain('failures="0"');
    expect(toJunit(report)).toContain('<system-out>should: ');
  });
});

describe('markdown', () => {
  it('fences what a target sent, however many backticks it has', () => {
    const fences = [...toMarkdown(broken).matchAll(/^(`{3,})(\w*)$/gm)];
    expect(fences.length).toBeGreaterThan(4);
    expect(fences.length % 2).toBe(0);
    expect(fences.some(([, ticks = '']) => ticks.length > 5)).toBe(true);
  });
});
