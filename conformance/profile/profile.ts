import { contract as shipped, type Contract } from '@sendotp-contract/spec';
import { z } from 'zod';
import { type TokenName, tokenNames, traits } from './fixture.js';
import { ProfileError, type ProfileFault } from './profile-error.js';

const text = (what: string) => z.string(`must be ${what}, in quotes`).min(1, `must be ${what}, not empty`);

/** Printable ASCII without blanks: every proxy passes it on unchanged in a header. */
const headerText = (what: string) =>
  text(what).regex(/^[!-~]+$/, 'must be printable ASCII without blanks, as it stands in a header');

const keyVersion = headerText('a key version such as "1"').regex(/^[^,=]+$/, 'must not contain "," or "="');

const baseUrl = text('a URL such as https://mpp.example.net').transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const fault =
    url === undefined ? 'is not a URL; expected one such as https://mpp.example.net' : urlFault(url);
  if (url === undefined || fault !== undefined) {
    context.addIssue({ code: 'custom', message: fault ?? 'is not a URL' });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
});

function urlFault({ protocol, username, password, search, hash }: URL): string | undefined {
  if (protocol !== 'https:' && protocol !== 'http:')
    return `has the scheme ${protocol.slice(0, -1)}; expected https or http`;
  if (username !== '' || password !== '')
    return 'contains a user name or password; the contract has no such thing';
  if (search !== '' || hash !== '')
    return 'contains a query or fragment; expected scheme, host, port and at most a path prefix';
  return undefined;
}

/** The most characters that every operation with this parameter allows (REQ-11), or undefined when none sets a limit. */
function maxLengthOf({ operations }: Contract, parameter: string): number | undefined {
  const limits = Object.values(operations).flatMap(
    ({ parameters }) => parameters[parameter]?.maxLength ?? [],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** A value that goes into a request as the parameter of this name. */
function parameterText(contract: Contract, parameter: string, what: string) {
  const most = maxLengthOf(contract, parameter);
  return text(what).refine(
    (value) => most === undefined || Array.from(value).length <= most,
    `is longer than ${most ?? 0} characters`,
  );
}

/** A place for the token of each fixture. */
function optionalTokens<T extends z.ZodType>(token: T) {
  return Object.fromEntries(tokenNames.map((name) => [name, token.optional()])) as Record<
    TokenName,
    z.ZodOptional<T>
  >;
}

/** The schema of a profile: where the target is, who calls, which operations it has and which outcomes it can be brought to. */
export function profileSchema(contract: Contract) {
  const token = parameterText(contract, 'accessToken', 'an access token');
  const ids = Object.keys(contract.operations);
  return z.strictObject({
    /** Scheme, host, port, and the path prefix under which the MPP is reached. */
    baseUrl,
    /** What stands before an operation's path when it is signed. Default: the base URL's own path. */
    signedPathPrefix: z
      .string()
      .regex(
        /^(\/[!-~]*[^/])?$/,
        'must be empty, or begin with "/" and not end with it, such as /mpp/gateway',
      )
      .optional(),
    /** The operations that the target has. Default: every operation of the contract. */
    operations: z
      .array(z.enum(ids, `must be ${ids.join(' or ')}`), 'must be a list')
      .min(1, 'must name at least one operation')
      .default(ids),
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
          .refine((keys) => Object.keys(keys).length > 0, 'contains no key'),
      ],
      "must be the MPP's public key, or keys by version such as { '1': … }",
    ),
    acquirerId: parameterText(contract, 'acquirerId', 'the acquirerId of the agreement'),
    pspId: parameterText(contract, 'pspId', 'the pspId of the agreement'),
    accessTokens: z
      .strictObject({
        ...optionalTokens(token),
        /** Several are used in turn, so that a sending limit for each user is reached later. */
        valid: z
          .union([token, z.array(token).min(1)], 'must be an access token or a list of them')
          .optional(),
      })
      .default({}),
    /** A key of this client that is registered beside the newest (SIG-5). */
    olderKey: z.strictObject({ keyVersion, privateKey: text('a private key') }).optional(),
    /** A client that is known but over its traffic limit (RC-16). Its key is the caller's unless it has its own here. */
    throttledClient: z
      .strictObject({
        clientId: headerText('a Client-Id'),
        keyVersion: keyVersion.optional(),
        privateKey: text('a private key').optional(),
      })
      .optional(),
    /** What the target lacks by design, as a mock does: cases about it are not tried. */
    lacks: z.array(z.enum(traits, `must be ${traits.join(' or ')}`), 'must be a list').default([]),
    /** An access token that only a mock answers with KEY_NOT_FOUND: no user leads to that code. Such a target lacks every trait. */
    mockToken: token.optional(),
    /** How far `Request-Time` may be from the target's clock, in minutes (SIG-8). */
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
}

/** A target's profile as a person writes it. */
export type ProfileInput = z.input<ReturnType<typeof profileSchema>>;
/** A target's profile with every default set. */
export type Profile = z.output<ReturnType<typeof profileSchema>>;

/** The profile, or every fault of a value as a profile. */
export type ProfileReading = { readonly profile: Profile } | { readonly faults: readonly ProfileFault[] };

/** Checks a value as a profile of a target of this contract; all faults are reported at once. */
export function checkProfile(value: unknown, contract: Contract): ProfileReading {
  const checked = profileSchema(contract).safeParse(value);
  if (checked.success) return { profile: checked.data };
  return { faults: checked.error.issues.flatMap((issue) => faultsOf(issue, value)) };
}

/**
 * Checks a profile that was put together in code.
 * @throws ProfileError with every fault
 */
export function parseProfile(value: unknown, contract: Contract = shipped): Profile {
  const checked = checkProfile(value, contract);
  if ('faults' in checked) throw new ProfileError('the profile', checked.faults);
  return checked.profile;
}

function faultsOf(issue: z.core.$ZodIssue, profile: unknown): ProfileFault[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: 'is not a key of a profile; is it misspelt?',
    }));
  }
  const value = path.reduce<unknown>(
    (holder, key) => (typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined),
    profile,
  );
  if (value === undefined) return [{ path, message: 'is missing' }];
  return [{ path, message: issue.message }];
}
