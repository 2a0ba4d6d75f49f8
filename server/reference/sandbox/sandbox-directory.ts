import { type ResultCode, sandbox } from '@sendotp-contract/spec';
import type { TokenRecord, User } from '../directory/directory.js';
import { MemoryDirectory } from '../directory/memory-directory.js';

// Made up: 555-0100 to 555-0199 and example.com are reserved for examples.
const reachable = { phone: '+12025550101', email: 'reachable@example.com' };
const phoneOnly = { phone: '+12025550119' };
const unreachable = { phone: '+12025550113', email: 'unreachable@example.com' };
const unanswered = { phone: '+12025550117', email: 'unanswered@example.com' };

const users = {
  reachable: { id: 'sandbox-reachable', status: 'ACTIVE', locale: 'en', ...reachable },
  frozen: { id: 'sandbox-frozen', status: 'FROZEN', phone: '+12025550102', email: 'frozen@example.com' },
  overLimit: {
    id: 'sandbox-over-limit',
    status: 'ACTIVE',
    phone: '+12025550103',
    email: 'limit@example.com',
  },
  phoneOnly: { id: 'sandbox-phone-only', status: 'ACTIVE', ...phoneOnly },
  unreachable: { id: 'sandbox-unreachable', status: 'ACTIVE', ...unreachable },
  unanswered: { id: 'sandbox-unanswered', status: 'ACTIVE', ...unanswered },
} as const satisfies Record<string, User>;

/** The codes that depend on the user, each with the token record that leads to it. */
const tokens = {
  SUCCESS: { userId: users.reachable.id, status: 'ACTIVE' },
  EXPIRED_ACCESS_TOKEN: { userId: users.reachable.id, status: 'ACTIVE', expiresAt: 0 },
  INVALID_TOKEN: { userId: users.reachable.id, status: 'CANCELLED' },
  USER_NOT_EXIST: { userId: 'sandbox-departed', status: 'ACTIVE' },
  USER_STATUS_ABNORMAL: { userId: users.frozen.id, status: 'ACTIVE' },
  OTP_SEND_TIMES_EXCEED_LIMIT: { userId: users.overLimit.id, status: 'ACTIVE' },
  PROCESS_FAIL: { userId: users.unreachable.id, status: 'ACTIVE' },
  UNKNOWN_EXCEPTION: { userId: users.unanswered.id, status: 'ACTIVE' },
} as const satisfies Partial<Record<ResultCode, TokenRecord>>;

/** A code that a sandbox access token leads to; the other codes depend on the message, not on the user. */
export type SandboxCode = keyof typeof tokens;

/** Every code that a sandbox access token leads to. */
export const sandboxCodes = Object.keys(tokens) as readonly SandboxCode[];

/** The access token whose user's records lead to this code. */
export function sandboxToken(code: SandboxCode): string {
  return `${sandbox.tokenPrefix}${code}`;
}

/** The sandbox users who have reached the sending limit, and the addresses for which the channels fail. */
export const sandboxWorld = {
  usersAtTheirLimit: new Set<string>([users.overLimit.id]),
  refusedAddresses: new Set<string>(Object.values(unreachable)),
  unansweredAddresses: new Set<string>(Object.values(unanswered)),
} as const;

/** The sandbox's tokens, users and its one agreement. */
export function createSandboxDirectory(): MemoryDirectory {
  return new MemoryDirectory({
    tokens: {
      ...Object.fromEntries(
        Object.entries(tokens).map(([code, record]) => [`${sandbox.tokenPrefix}${code}`, record]),
      ),
      // SUCCESS for MOBILE, PROCESS_FAIL for EMAIL.
      [sandbox.noEmailToken]: { userId: users.phoneOnly.id, status: 'ACTIVE' },
    },
    users: Object.values(users),
    agreements: [{ clientId: sandbox.clientId, acquirerId: sandbox.acquirerId, pspId: sandbox.pspId }],
  });
}
