import { z } from 'zod';
import { tokenNames, traits } from './fixtures.js';

const text = (what: string) => z.string(`must be ${what}, in quotes`).min(1, `must be ${what}, not empty`);

/** Printable ASCII without blanks: what a header carries unchanged through every proxy. */
const headerText = (what: string) =>
  text(what).regex(/^[!-~]+$/, 'must be printable ASCII without blanks, as it stands in a header');

const keyVersion = headerText('a key version such as "1"').regex(/^[^,=]+$/, 'must not hold "," or "="');

const baseUrl = text('a URL such as https://mpp.example.net').transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const fault =
    url === undefined
      ? 'is no URL; expected one such as https://mpp.example.net'
      : url.protocol !== 'https:' && url.protocol !== 'http:'
        ? `has the scheme ${url.protocol.slice(0, -1)}; expected https or http`
        : url.username !== '' || url.password !== ''
          ? 'holds a user name or password; sendOTP knows none'
          : url.search !== '' || url.hash !== ''
            ? 'holds a query or fragment; expected scheme, host, port and at most a path prefix'
            : undefined;
  if (fault !== undefined || url === undefined) {
    context.addIssue({ code: 'custom', message: fault ?? 'is no URL' });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
});

const token = text('an access token').refine(
  (value) => Array.from(value).length <= 128,
  'is longer than 128 characters',
);

const tokens = z.strictObject({
  ...(Object.fromEntries(
    tokenNames.filter((name) => name !== 'valid').map((name) => [name, token.optional()]),
  ) as Record<Exclude<(typeof tokenNames)[number], 'valid'>, z.ZodOptional<typeof token>>),
  /** Several take turns, so that a sending limit for each user is met later. */
  valid: z.union([token, z.array(token).min(1)], 'must be an access token or a list of them').optional(),
});

/** Everything that is known of a target: where it is, who calls, what it can be brought to answer. */
export const profileSchema = z.strictObject({
  /** Scheme, host, port, and the path prefix under which the MPP is reached. */
  baseUrl,
  /** What stands before the operation's path when it is signed. Default: the base URL's own path. */
  signedPathPrefix: z
    .string()
    .regex(/^(\/[!-~]*[^/])?$/, 'must be empty, or begin with "/" and not end with it, such as /mpp/gateway')
    .optional(),
  clientId: headerText('the Client-Id that the MPP has registered'),
  /** Must be the newest version that the MPP has registered for this client (HDR-3). */
  keyVersion: keyVersion.default('1'),
  /** PEM or bare base64 DER. */
  privateKey: text('a private key'),
  /** The MPP's keys: one, which is version "1", or several by version. */
  publicKeys: z.union(
    [
      text('a public key'),
      z
        .record(keyVersion, text('a public key'))
        .refine((keys) => Object.keys(keys).length > 0, 'holds no key'),
    ],
    "must be the MPP's public key, or keys by version such as { '1': … }",
  ),
  acquirerId: text('the acquirerId of the agreement'),
  pspId: text('the pspId of the agreement'),
  accessTokens: tokens.default({}),
  /** A key of this client that is registered beside the newest (SIG-5). */
  olderKey: z.strictObject({ keyVersion, privateKey: text('a private key') }).optional(),
  /** A client that is known but over its traffic limit (RC-16). Its key is the caller's unless it says otherwise. */
  throttledClient: z
    .strictObject({
      clientId: headerText('a Client-Id'),
      keyVersion: keyVersion.optional(),
      privateKey: text('a private key').optional(),
    })
    .optional(),
  /** What the target lacks by design, as a mock: cases about it are not tried. */
  lacks: z.array(z.enum(traits, `must be ${traits.join(' or ')}`), 'must be a list').default([]),
  /** An access token that only a mock answers by KEY_NOT_FOUND: no user leads there. Such a target lacks every trait. */
  mockToken: token.optional(),
  /** How far `Request-Time` may be from the target's clock (SIG-8). */
  toleranceMinutes: z
    .number('must be a number of minutes')
    .min(2, 'must be 2 or more')
    .max(1440, 'must be 1440 or less')
    .default(10),
  /** How long one response may take, in ms. */
  timeoutMs: z
    .int('must be a whole number of ms')
    .min(1)
    .max(600_000, 'must be 600000 or less')
    .default(10_000),
  /** The most OTPs that a run may cause. */
  maxOtps: z.int('must be a whole number').min(0, 'must be 0 or more').default(10),
});

/** A target's profile as a person writes it. */
export type ProfileInput = z.input<typeof profileSchema>;
/** A target's profile with every default set. */
export type Profile = z.output<typeof profileSchema>;

/** One thing wrong with a profile. */
export interface ProfileFault {
  /** Keys from the outermost in, empty for the whole. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A profile that cannot be used. The message has one line for each fault, and no value of a secret. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
  readonly faults: readonly ProfileFault[];

  constructor(where: string, faults: readonly ProfileFault[], describe = describeFault) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    super(`${where} has ${count}:\n${faults.map((fault) => `  ${describe(fault)}`).join('\n')}`);
    this.faults = faults;
  }
}

const describeFault = ({ path, message }: ProfileFault): string =>
  `${path.join('.') || 'the whole'}: ${message}`;

/** Every fault of a value as a profile, or the profile. Says all at once. */
export function checkProfile(
  value: unknown,
): { readonly profile: Profile } | { readonly faults: readonly ProfileFault[] } {
  const checked = profileSchema.safeParse(value);
  if (checked.success) return { profile: checked.data };
  return { faults: checked.error.issues.flatMap((issue) => faultsOf(issue, value)) };
}

/**
 * Checks a profile that was put together in code.
 * @throws ProfileError with every fault
 */
export function parseProfile(value: unknown, where = 'the profile'): Profile {
  const checked = checkProfile(value);
  if ('faults' in checked) throw new ProfileError(where, checked.faults);
  return checked.profile;
}

function faultsOf(issue: z.core.$ZodIssue, profile: unknown): ProfileFault[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: 'is no key of a profile; is it misspelt?',
    }));
  }
  const value = path.reduce<unknown>(
    (holder, key) => (typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined),
    profile,
  );
  if (value === undefined) return [{ path, message: 'is missing' }];
  return [{ path, message: issue.message }];
}
