import { businessCases, listCases, type Report, runConformance } from '@sendotp-contract/conformance';
import { contract, operations } from '@sendotp-contract/spec';
import { contractCases } from '../../../conformance/cases/contract-cases.js';
import { isBreach } from '../../../conformance/report/report.js';
import { type StandingName, standings } from '../standings.js';
import { startVariant } from '../variant-server.js';
import type { Change } from './variant.js';

/** Judges the good server with this change under one of the profiles. */
export async function judge(name: StandingName, change?: Change, only?: readonly string[]): Promise<Report> {
  const { world, profile } = standings[name];
  const server = await startVariant(world, change && ((good) => change(good, world)));
  try {
    return await runConformance(profile(server.url), only === undefined ? {} : { only });
  } finally {
    await server.close();
  }
}

/** What a step that failed is called: the id of its case, and its label or its index. */
export const stepName = (id: string, label: string): string => `${id}: ${label}`;

/** Every step that failed, and every check of responses with the case whose response failed it first. */
export function failedSteps({ cases }: Report): string[] {
  return cases
    .filter(({ verdict }) => verdict === 'failed')
    .flatMap(({ id, failedSteps: steps = [], findings }) =>
      id.startsWith('every.')
        ? [`${id} ${findings[0]?.label ?? ''}`]
        : steps.map((step) => stepName(id, step)),
    )
    .sort();
}

/** The case to run, and the check of responses to select besides, for a failure to show again. */
function placeOf(step: string): readonly [caseId: string, check?: string] {
  const [, check = '', at = ''] = /^(every\.\S+) in (.+)$/.exec(step) ?? [];
  if (check === '') return [step.slice(0, step.indexOf(': '))];
  return [sizes.has(at) ? at : anyCase, check];
}

/** Some case, for a failure that the plain call has shown. */
const anyCase = 'CALL-2.trailing-slash';

/** Case → how many requests it sends, and the rules that it is about. */
const sizes = new Map(
  contractCases({
    contract,
    operations: Object.values(operations),
    businessCases,
    toleranceMinutes: 10,
  }).map(({ id, steps, rules }) => [id, { size: steps.length, rules }] as const),
);
/** Case that must pass → the rules that it is about. */
const rulesOf = new Map(
  listCases()
    .filter(({ severity }) => severity === 'must')
    .map(({ id, rules }) => [id, rules]),
);

/**
 * The case that shows one of these failures with the fewest requests, and that failure.
 * @param about a rule, or the id of a case
 */
export function fewest(
  failures: readonly string[],
  about: string,
): { readonly only: readonly string[]; readonly shown: readonly string[] } {
  const telling = failures
    .map((step) => ({ step, place: placeOf(step) }))
    .filter(({ place: [id, check = id] }) => check === about || rulesOf.get(check)?.includes(about) === true)
    .sort((one, other) => sizeOf(one.place[0]) - sizeOf(other.place[0]));
  const only = new Set(
    telling.slice(0, 1).flatMap(({ place: [id, check] }) => (check === undefined ? [id] : [id, check])),
  );
  // Other steps of the case may fail or not, with the bytes of a signature.
  return { only: [...only], shown: telling.slice(0, 1).map(({ step }) => step) };
}

/** Cases that between them are answered every code: what is wrong with responses shows in some of theirs. */
export const everyCode: readonly string[] = [
  'CALL-2.trailing-slash',
  'RC-9.put',
  'RC-8.content-encoding',
  'HDR-1.missing',
  'RC-4.unknown',
  'HDR-3.missing',
  'RC-7.unknown-version',
  'SIG-8.beyond',
  'CALL-2.absolute-form',
  'CALL-4.signed-query',
  'RC-2.not-its-own',
  'RC-12.parameters',
  'REQ-10.unknown-parameters',
  'RC-16.throttled',
  'RC-3.expired',
  'RC-6.cancelled',
  'RC-14.unknown-user',
  'RC-15.frozen',
  'RC-11.at-limit',
  'RC-13.refused',
  'RC-13.no-email',
  'RC-17.unanswered',
  'SIG-9.in-a-row',
  'RC-1.sent',
  'REQ-8.default',
  'RC-1.by-email',
];

/** Every case about what a server gets wrong; for responses those that are answered every code. */
export function casesAbout({
  name,
  rule,
}: {
  readonly name: string;
  readonly rule: string;
}): readonly string[] {
  if (name.startsWith('looks at the') && name.includes(' before the ')) return [rule, 'order'];
  if (rule === 'RC-1') return [rule, 'SIG-9'];
  return /^(RES-|HDR-6|SIG-[245]|CALL-3|RC-8|RC-9)/.test(rule) ? [rule, ...everyCode] : [rule];
}

const sizeOf = (id: string): number => sizes.get(id)?.size ?? Infinity;

/** The cases that must pass and did not. */
export const breachesOf = ({ cases }: Report): Report['cases'] => cases.filter(isBreach);

/** What the judge has said of the breaches, for a test's message. */
export const saidOf = (report: Report): string =>
  [
    ...breachesOf(report).map(
      ({ id, rules, findings }) =>
        `${id} [${rules.join()}] ${findings[0]?.label ?? ''}: ${findings[0]?.actual ?? ''}`,
    ),
    report.summary,
  ].join('\n');
