import type { Habits } from '../variant-server.js';
import type { Asked } from '../variant-server/habits.js';
import { type Change, type Variant } from './variant.js';

/** Another outcome for a call whose token is known, where this holds. */
const where =
  (holds: (asked: Asked, type: unknown) => boolean, code = 'UNKNOWN_EXCEPTION'): Change =>
  (good) => ({
    outcome: (token, type, asked) => {
      const own = good.outcome(token, type, asked);
      if (asked === undefined || own === 'INVALID_TOKEN' || own === 'EXPIRED_ACCESS_TOKEN') return own;
      return holds(asked, type) ? code : own;
    },
  });

/** The verifyType that is sent by, in place of the one that is asked for. */
const by =
  (read: (type: unknown) => unknown): Change =>
  (good): Partial<Habits> => ({ outcome: (token, type, asked) => good.outcome(token, read(type), asked) });

const unknown = ({ body }: Asked): boolean =>
  Object.keys(body).some((name) => !['acquirerId', 'pspId', 'accessToken', 'verifyType'].includes(name));

/** What only a call shows whose token is a user's: servers that fall over, or take another default, behind the token. */
export const behindTokenVariants: readonly Variant[] = [
  { name: 'sends e-mails when nothing else is said', rule: 'REQ-8', change: by((type) => type ?? 'EMAIL') },
  {
    name: 'falls over when a verifyType is missing',
    rule: 'REQ-2',
    and: ['REQ-8'],
    change: where((_, type) => type === undefined),
  },
  {
    name: 'refuses for good when a verifyType is missing',
    rule: 'REQ-2',
    and: ['REQ-8'],
    change: where((_, type) => type === undefined, 'ACCESS_DENIED'),
  },
  {
    name: 'answers PARAM_ILLEGAL behind the token when a verifyType is missing',
    rule: 'REQ-2',
    and: ['REQ-8'],
    change: where((_, type) => type === undefined, 'PARAM_ILLEGAL'),
  },
  { name: 'falls over when verifyType is null', rule: 'REQ-3', change: where((_, type) => type === null) },
  {
    name: 'answers PARAM_ILLEGAL behind the token when verifyType is null',
    rule: 'REQ-3',
    change: where((_, type) => type === null, 'PARAM_ILLEGAL'),
  },
  {
    name: 'falls over when it has no verifyType in capitals to look up',
    rule: 'REQ-2',
    and: ['REQ-3', 'REQ-8'],
    change: where((_, type) => typeof type !== 'string'),
  },
  {
    name: 'falls over when it sends an e-mail',
    rule: 'REQ-8',
    and: ['RC-1', 'RC-13'],
    change: where((_, type) => type === 'EMAIL'),
  },
  {
    // Nothing but an Agent-Token leads on: the users' own codes are what is missed.
    name: 'wants an Agent-Token behind the token',
    rule: 'RC-15',
    and: [
      'HDR-5',
      'RC-1',
      'RC-11',
      'RC-13',
      'RC-14',
      'RC-15',
      'RC-17',
      'RES-2',
      'SIG-9',
      'REQ-2',
      'REQ-3',
      'REQ-8',
      'REQ-10',
      'CALL-4',
    ],
    change: where(({ headers }) => headers['agent-token'] === undefined),
  },
  {
    name: 'falls over with an Agent-Token behind the token',
    rule: 'HDR-5',
    and: ['SIG-9'],
    change: where(({ headers }) => headers['agent-token'] !== undefined),
  },
  {
    name: 'denies an Agent-Token behind the token',
    rule: 'HDR-5',
    and: ['SIG-9'],
    change: where(({ headers }) => headers['agent-token'] !== undefined, 'ACCESS_DENIED'),
  },
  { name: 'falls over with unknown parameters behind the token', rule: 'REQ-10', change: where(unknown) },
  {
    name: 'answers PARAM_ILLEGAL to unknown parameters behind the token',
    rule: 'REQ-10',
    change: where(unknown, 'PARAM_ILLEGAL'),
  },
  {
    name: 'falls over with a query behind the token',
    rule: 'CALL-4',
    change: where(({ url }) => url.includes('?')),
  },
];
