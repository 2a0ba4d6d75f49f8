import type { SigningKey } from '@sendotp-contract/message';
import type { ClientLookup, ReplayStore } from '@sendotp-contract/server';
import type { ChallengeStore } from '../challenge/challenge-store.js';
import type { WrongCodeLimit } from '../challenge/wrong-code-limit.js';
import type { Channel, VerifyType } from '../channel/channel.js';
import type { HealthCheck } from '../channel/health-check.js';
import type { Directory } from '../directory/directory.js';
import type { SendingLimit } from '../limit/sending-limit.js';
import type { TrafficLimit } from '../limit/traffic-limit.js';
import type { PumpingLimit } from '../pumping/pumping-limit.js';
import type { ReadinessCheck } from './readiness.js';
import type { Reloadable } from './reloadable.js';
import type { SettingName } from './setting-rows.js';

/** What a part may have besides its own work; the service then calls it. */
export interface PartOfService extends Partial<HealthCheck> {
  /** Reads again what may have changed, at SIGHUP. Rejects and changes nothing when it cannot be used. */
  reload?(): Promise<void>;
  /** Called once, after the last request has been answered. */
  close?(): Promise<void>;
}

/** The stores that an MPP may bring. */
export interface OwnStores {
  readonly challenges: ChallengeStore & PartOfService;
  readonly replays: ReplayStore & PartOfService;
  readonly wrongCodes: WrongCodeLimit & PartOfService;
  readonly sendingLimit: SendingLimit & PartOfService;
  readonly pumping: PumpingLimit & PartOfService;
  readonly traffic: Pick<TrafficLimit, 'admit'> & PartOfService;
}

/** Parts that an MPP brings itself; each takes the place of the one that the settings name. */
export interface OwnParts {
  /** Users, access tokens and agreements, in place of those in `DIRECTORY_FILE`. */
  readonly directory?: Directory & PartOfService;
  /** Finds a caller's public keys, in place of those in `DIRECTORY_FILE`. Called for every request, strangers' too. */
  readonly findClient?: ClientLookup;
  /** The SMS provider (MOBILE) and the mail provider (EMAIL), in place of `SMS_GATEWAY_…` and `SMTP_URL`. */
  readonly channels?: Readonly<Partial<Record<VerifyType, Channel & PartOfService>>>;
  /** Signs the responses, such as by a KMS: in place of the files in `MPP_KEYS`. */
  readonly signingKey?: SigningKey | (() => SigningKey);
  /** In place of those in memory or in `REDIS_URL`. */
  readonly stores?: Partial<OwnStores>;
}

const storeNames = ['challenges', 'replays', 'wrongCodes', 'sendingLimit', 'pumping', 'traffic'] as const;

/** Whether every store is brought, so that neither memory nor Redis keeps anything. */
export function bringsAllStores({ stores = {} }: OwnParts): boolean {
  return storeNames.every((name) => stores[name] !== undefined);
}

/** Whether the users are those of the sandbox. */
export function hasSandboxUsers(
  { DIRECTORY_FILE }: { readonly DIRECTORY_FILE: string | undefined },
  { directory }: OwnParts,
): boolean {
  return DIRECTORY_FILE === undefined && directory === undefined;
}

const channelSettings = {
  MOBILE: [
    ...(['SMS_GATEWAY_URL', 'SMS_GATEWAY_METHOD', 'SMS_GATEWAY_HEADERS', 'SMS_GATEWAY_BODY'] as const),
    ...(['SMS_GATEWAY_CONTENT_TYPE', 'SMS_GATEWAY_ACCEPTED', 'SMS_GATEWAY_REFUSED'] as const),
  ],
  EMAIL: ['SMTP_URL', 'MAIL_FROM'],
} as const satisfies Record<VerifyType, readonly SettingName[]>;

/** The settings that these parts take the place of. */
export function replacedSettings(own: OwnParts): readonly SettingName[] {
  const { directory, findClient, channels = {}, signingKey } = own;
  return [
    ...(directory !== undefined && findClient !== undefined ? (['DIRECTORY_FILE'] as const) : []),
    ...(signingKey === undefined ? [] : (['MPP_KEYS', 'MPP_KEY_VERSION'] as const)),
    ...(channels.MOBILE === undefined ? [] : channelSettings.MOBILE),
    ...(channels.EMAIL === undefined ? [] : channelSettings.EMAIL),
    ...(bringsAllStores(own) ? (['REDIS_URL'] as const) : []),
  ];
}

/** Each part once, under the name that readiness and log have for it. */
function named({ directory, channels = {}, stores = {} }: OwnParts): Map<PartOfService, string> {
  const parts = new Map<PartOfService, string>();
  const all: Readonly<Record<string, PartOfService | undefined>> = { directory, ...channels, ...stores };
  for (const [name, part] of Object.entries(all)) {
    // One object may be several parts.
    if (part !== undefined && !parts.has(part)) parts.set(part, name);
  }
  return parts;
}

/** The parts that can say whether they work. */
export function checksOf(own: OwnParts): readonly ReadinessCheck[] {
  return [...named(own)].flatMap(([part, name]) =>
    part.check === undefined
      ? []
      : [{ name, check: (options) => part.check?.(options) ?? Promise.resolve() }],
  );
}

/** The parts that can be read again; they have no files to watch. */
export function reloadsOf(own: OwnParts): readonly Reloadable[] {
  return [...named(own)].flatMap(([part, what]) =>
    part.reload === undefined
      ? []
      : [{ what, paths: () => [], reload: () => part.reload?.() ?? Promise.resolve() }],
  );
}

/** Closes every part, each even if an earlier one fails. */
export async function closeParts(own: OwnParts): Promise<void> {
  await Promise.allSettled([...named(own).keys()].map(async (part) => part.close?.()));
}
