import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invisibleRules, listCases } from '@sendotp-contract/conformance';
import { type Rule, rules as ownRules } from '@sendotp-contract/spec';

const rules: Readonly<Record<string, Rule>> = ownRules;

const families: Readonly<Record<string, string>> = {
  CALL: 'The call',
  HDR: 'Headers',
  SIG: 'Signature',
  REQ: 'Request body',
  RES: 'Response',
  RC: 'Result codes',
};

/** Where code enforces rules; each place cites the id. */
const rooms: Readonly<Record<string, string>> = {
  message: 'message',
  client: 'client',
  'server/contract': 'server',
  'server/reference': 'reference MPP',
};

/** Every rule: its source, where it is enforced, and the cases of the conformance suite that check it. */
export function rulesPage(): string {
  const citations = citationsById();
  const cases = listCases();
  const chapters = Object.entries(families).map(([family, title]) => {
    const own = Object.entries(rules).filter(([id]) => id.startsWith(`${family}-`));
    return `## ${title}

${own
  .map(([id, { text, source }]) => {
    const checking = cases.filter((one) => one.rules.includes(id));
    const enforced = citations.get(id);
    return `### ${id}

${text}

- **Source**: ${source.join(', ')}
- **Enforced in**: ${enforced === undefined ? 'no code of its own' : enforced}
${
  checking.length === 0
    ? `- **Checked by**: no case; ${invisibleRules[id] ?? 'it is checked by tests of this project'}`
    : `- **Checked by** ${checking.length} ${checking.length === 1 ? 'case' : 'cases'}:\n${checking
        .map(({ id: name, title: what }) => `  - \`${name}\`: ${what}`)
        .join('\n')}`
}
`;
  })
  .join('\n')}`;
  });
  const unknown = Object.keys(rules).filter((id) => families[id.replace(/-\d+$/, '')] === undefined);
  if (unknown.length > 0) throw new Error(`rules-page.ts has no chapter for ${unknown.join(', ')}`);
  return `# Rules

Every rule of the contract has an id and a source. *sendOTP page* is the vendor's page on sendOTP and takes precedence; *ours* is a
decision of this project where all other sources are silent. "Enforced in" names the files whose code or schema cites the rule;
"checked by" names the cases of the [conformance suite](conformance.md), which \`--only ${Object.keys(rules)[0] ?? ''}\` selects.

${chapters.join('\n')}`;
}

/** Rule id → the places that cite it. */
function citationsById(): ReadonlyMap<string, string> {
  const found = new Map<string, Map<string, Set<string>>>();
  const note = (id: string, room: string, file: string): void => {
    const places = found.get(id) ?? new Map<string, Set<string>>();
    found.set(id, places.set(room, (places.get(room) ?? new Set()).add(file)));
  };
  for (const id of schemaCitations()) note(id, 'contract', 'openapi.yaml');
  for (const [room, name] of Object.entries(rooms))
    for (const file of readdirSync(room, { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.ts') && !/(^|\/)(dist|node_modules)\//.test(file))
        for (const [id] of readFileSync(join(room, file), 'utf8').matchAll(/\b[A-Z]+-\d+\b/g))
          if (Object.hasOwn(rules, id)) note(id, name, file);
  return new Map(
    [...found].map(([id, places]) => [
      id,
      [...places]
        .map(([room, files]) => `${room} (${[...files].map((file) => `\`${file}\``).join(', ')})`)
        .join('; '),
    ]),
  );
}

/** The ids in the document outside its own list of rules. */
function schemaCitations(): ReadonlySet<string> {
  const [body = ''] = readFileSync('spec/openapi.yaml', 'utf8').split(/^x-rules:/m);
  return new Set(
    [...body.matchAll(/x-rule: \[([^\]]+)\]|\brule: ([A-Z]+-\d+)/g)].flatMap(([, list, one]) =>
      (list ?? one ?? '').split(',').map((id) => id.trim()),
    ),
  );
}
