import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const verdicts = ['met', 'in part', 'not met', 'yours', 'no subject'] as const;

const requirement = z.strictObject({
  id: z.string(),
  asks: z.string().regex(/\.$/, { error: 'must be a sentence' }),
  verdict: z.enum(verdicts),
  why: z.string().optional(),
  tests: z.array(z.string()).default([]),
});
const source = z.strictObject({
  files: z.record(z.string(), z.string()),
  standards: z.array(
    z.strictObject({ name: z.string(), checked: z.string().optional(), requirements: z.array(requirement) }),
  ),
});

/** A test that shows a requirement. */
export interface NamedTest {
  readonly id: string;
  readonly file: string;
  readonly title: string;
}

type Source = z.output<typeof source>;

function readSource(path: string): Source {
  const parsed = source.parse(parse(readFileSync(path, 'utf8'), { schema: 'failsafe' }));
  for (const { id, verdict, why, tests } of parsed.standards.flatMap(({ requirements }) => requirements)) {
    if (verdict !== 'met' && why === undefined)
      throw new Error(`${path}: ${id} is ${verdict} and says no why`);
    if (verdict === 'met' && why === undefined && tests.length === 0)
      throw new Error(`${path}: ${id} is met by no test and says no why`);
  }
  return parsed;
}

function testOf({ files }: Source, id: string, text: string): NamedTest {
  const [alias = '', ...rest] = text.split(' | ');
  const file = files[alias];
  if (file === undefined) throw new Error(`${id}: ${alias} is none of the files`);
  return { id, file, title: rest.join(' | ') };
}

/** Every test that the requirements name. */
export function namedTests(path = 'docs/security.yaml'): NamedTest[] {
  const parsed = readSource(path);
  return parsed.standards.flatMap(({ requirements }) =>
    requirements.flatMap(({ id, tests }) => tests.map((text) => testOf(parsed, id, text))),
  );
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** A title as people read it: where a table of cases fills a value in, an ellipsis. */
const readable = (title: string): string => title.replaceAll(/%[a-z]|\$\w+/g, '…');

/** `docs/security.md`: each requirement, and the test that shows it or the reason why it is not met. */
export function securityPage(path = 'docs/security.yaml'): string {
  const parsed = readSource(path);
  const all = parsed.standards.flatMap(({ requirements }) => requirements);
  const counts = verdicts.map(
    (verdict) => `${all.filter((one) => one.verdict === verdict).length} ${verdict}`,
  );
  const sections = parsed.standards.map(({ name, checked, requirements }) => {
    const rows = requirements.map(({ id, asks, verdict, why = '', tests }) => {
      const shown = tests.map((text) => {
        const { file, title } = testOf(parsed, id, text);
        return `[${cell(readable(title))}](../${file})`;
      });
      const reasons = [...(why === '' ? [] : [cell(why)]), ...shown].join('<br>');
      return `| ${id} | ${cell(asks)} | ${verdict} | ${reasons} |`;
    });
    const note = checked === undefined ? '' : `${checked}\n\n`;
    return `## ${name}\n\n${note}| id | what it asks | here | why, and the tests that show it |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `<!-- Made from docs/security.yaml by npm run generate. -->

# Security requirements

What NIST SP 800-63B-4 and OWASP ASVS 5 ask of a service that sends and checks OTPs, and what shows that the reference MPP does it.
In our own words: the publications have the exact text. \`yours\` is what the MPP or its operator has to do; \`no subject\`: there is
nothing here that the requirement is about. A test fails when a test that is named here does not exist.

${counts.join(', ')}.

${sections.join('\n')}`;
}
