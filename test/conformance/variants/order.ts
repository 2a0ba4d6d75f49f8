import type { RuleId } from '@sendotp-contract/spec';
import { type Check, isText } from '../variant-server.js';
import { checks } from '../variant-server/habits.js';
import { bodyRules, moved, type Variant } from './variant.js';

/** A check's name in a sentence, and the rule of the code that it answers. */
const known: Readonly<Record<Check, readonly [what: string, rule: RuleId, ...same: RuleId[]]>> = {
  path: ['path', 'RC-10', 'CALL-2'],
  method: ['method', 'RC-9', 'CALL-1'],
  mediaType: ['media type', 'RC-8'],
  size: ['size of the body', 'RC-12'],
  client: ['client', 'RC-4', 'HDR-1'],
  time: ['form of the time', 'RC-12', 'HDR-2'],
  form: ['form of the signature', 'RC-5', 'HDR-3'],
  key: ['key', 'RC-7', 'SIG-5'],
  signature: ['signature', 'RC-5'],
  tolerance: ['tolerance', 'RC-2', 'SIG-8'],
  traffic: ['traffic', 'RC-16'],
  schema: ['schema', 'RC-12'],
  agreement: ['agreement', 'RC-2'],
  user: ['user', 'RC-6'],
};

/** Rules whose cases have an unknown token, and expect another code for something else. */
const everyOther: readonly RuleId[] = [
  'CALL-1',
  'CALL-2',
  'CALL-3',
  'CALL-4',
  'HDR-1',
  'HDR-2',
  'HDR-3',
  ...bodyRules,
  'SIG-1',
  'SIG-3',
  'SIG-4',
  'SIG-5',
  'SIG-8',
  'RC-8',
];

/** The rules that say what a check answers. */
function rulesOf(check: Check): readonly RuleId[] {
  const [, ...rules] = known[check];
  return rules;
}

/** Every check before every other one that comes before it. The rule is that of the code which should have won. */
const checksFirst: readonly Variant[] = checks.flatMap((later, index) =>
  checks.slice(0, index).flatMap((earlier, at): Variant[] => {
    const between = checks.slice(at, index);
    if (later === 'user') return [];
    const [what, ruleOfLater] = known[later];
    const [before, code] = known[earlier];
    // What is no time is in no tolerance: that is answered where its form should be.
    const rule: RuleId = earlier === 'time' && later === 'tolerance' ? 'HDR-2' : code;
    // Two refusals with one code show no order, nor do two that no message can have.
    if (rule === ruleOfLater || (earlier === 'client' && later === 'traffic')) return [];
    return [
      {
        name: `looks at the ${what} before the ${before}`,
        rule,
        and: between.flatMap((check) => rulesOf(check)),
        change: (good, world) => ({
          ...moved(later, earlier)(),
          ...(later === 'agreement'
            ? {
                // A body that names nobody breaks the schema, not an agreement.
                agreement: (body) =>
                  good.agreement(body) || !isText(body['acquirerId'], 64) || !isText(body['pspId'], 64),
              }
            : {}),
          ...(later === 'traffic' ? { throttled: (clientId) => clientId === world.throttledClientId } : {}),
        }),
      },
    ];
  }),
);

/** Users are looked up before a check: what is known of a token is answered first, if it is no success. */
const usersFirst = checks.slice(0, -1).map((earlier): Variant => {
  const [before] = known[earlier];
  const rule = known[earlier][1];
  const between = checks.slice(checks.indexOf(earlier), -1);
  return {
    name: `looks at the user before the ${before}`,
    rule,
    and: [...between.flatMap(rulesOf), 'RC-13', 'RC-15'],
    change: (good, { tokens }) => ({
      ...moved('user', earlier)(),
      user: (token, type) => {
        const code = good.outcome(token, type);
        const isKnown = Object.values(tokens).some((other) => other === token);
        return isKnown && token !== tokens.unanswered && code !== 'SUCCESS' ? code : undefined;
      },
    }),
  };
});

/** A token that nobody was given is refused before anything else is looked at. */
const tokenFirst: Variant = {
  name: 'looks at the token before the path',
  rule: 'RC-10',
  and: [...checks.flatMap(rulesOf), ...everyOther],
  change: (good, { tokens }) => ({
    ...moved('user', 'path')(),
    user: (token) =>
      Object.values(tokens).some((known) => known === token) || token === 'undefined'
        ? undefined
        : 'INVALID_TOKEN',
    outcome: good.outcome,
  }),
};

/** RC-2 to RC-16, as far as the order of checks goes. */
export const orderVariants: readonly Variant[] = [...checksFirst, ...usersFirst, tokenFirst];
