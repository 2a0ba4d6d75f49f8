import { parseDocument } from 'yaml';
import { z } from 'zod';
import { parseMessageTime } from '@sendotp-contract/message';
import { DirectoryFileError } from './directory-file-error.js';
import type { TokenRecord } from './directory.js';
import type { Agreement, MemoryDirectoryRecords } from './memory-directory.js';
import { longestValueOf } from './parameter-limit.js';
import { isNestedTooDeeply } from './yaml-depth.js';

/** A caller as the file describes it. */
export interface ClientRecord {
  readonly clientId: string;
  /** keyVersion → the file of the public key, relative to the directory file (SIG-5). */
  readonly keys: Readonly<Record<string, string>>;
}

/** The content of a directory file. */
export interface DirectoryRecords extends MemoryDirectoryRecords {
  readonly clients: readonly ClientRecord[];
}

/** @param most characters, that is Unicode code points (REQ-11) */
const text = (most: number) =>
  z
    .string({ error: 'must be a string' })
    .min(1, { error: 'must not be empty' })
    .refine((value) => Array.from(value).length <= most, { error: `must have at most ${most} characters` });

/** A value that callers send as this parameter. */
const parameter = (name: string) => text(longestValueOf(name));

/** The most characters of an id that the contract does not limit. */
const longestId = 256;

const time = z.string({ error: 'must be a time' }).transform((value, context) => {
  const ms = parseMessageTime(value);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'must be a time with a zone, such as 2027-01-01T00:00:00Z' });
  return z.NEVER;
});

const client = z.strictObject({
  clientId: text(longestId),
  keys: z
    .record(
      z.string().regex(/^[^\s,=]+$/, { error: 'must be a keyVersion, without blanks, commas or =' }),
      text(4096),
    )
    .refine((keys) => Object.keys(keys).length > 0, {
      error: 'must name at least one keyVersion and its file',
    }),
  mayCallFor: z.array(
    z.strictObject({ pspId: parameter('pspId'), acquirerIds: z.array(parameter('acquirerId')) }),
    { error: 'must be a list of pspId with its acquirerIds' },
  ),
});

const user = z.strictObject({
  id: text(longestId),
  status: z.enum(['ACTIVE', 'FROZEN', 'CLOSED'], { error: 'must be ACTIVE, FROZEN or CLOSED' }),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, { error: 'must be in E.164 form, such as +12025550101' })
    .exactOptional(),
  email: z.email({ error: 'must be an e-mail address' }).exactOptional(),
  locale: z
    .string()
    .refine(isLocale, { error: 'must be a BCP 47 language tag, such as en-SG' })
    .exactOptional(),
});

const token = z.strictObject({
  token: parameter('accessToken'),
  userId: text(longestId),
  status: z.enum(['ACTIVE', 'CANCELLED'], { error: 'must be ACTIVE or CANCELLED' }).default('ACTIVE'),
  expiresAt: time.exactOptional(),
  clientId: text(longestId).exactOptional(),
});

const file = z.strictObject(
  {
    clients: z.array(client, { error: 'must be a list of clients' }),
    users: z.array(user, { error: 'must be a list of users' }),
    tokens: z.array(token, { error: 'must be a list of tokens' }),
  },
  { error: 'must be a map with clients, users and tokens' },
);

/**
 * Reads a directory file: YAML or JSON.
 * @throws DirectoryFileError with every fault at once
 * @example
 * clients:
 *   - clientId: ALIPAY_PLUS
 *     keys: { '1': keys/alipay-plus-1.public.pem }
 *     mayCallFor: [{ pspId: 'MPP', acquirerIds: ['ACQP'] }]
 * users:
 *   - { id: u-1, status: ACTIVE, phone: '+12025550101', email: a@example.com, locale: en-SG }
 * tokens:
 *   - { token: secret, userId: u-1, clientId: ALIPAY_PLUS, expiresAt: '2027-01-01T00:00:00Z' }
 */
export function readDirectoryFile(content: string): DirectoryRecords {
  if (isNestedTooDeeply(content)) throw new DirectoryFileError(['the file is nested too deeply']);
  // Without types: an id of 19 digits stays a string.
  const document = parseDocument(content, { schema: 'failsafe', prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const line = content.slice(0, syntax.pos[0]).split('\n').length;
    throw new DirectoryFileError([`line ${line}: neither YAML nor JSON (${syntax.code})`]);
  }
  const parsed = file.safeParse(valueOf(document));
  if (!parsed.success) throw new DirectoryFileError(parsed.error.issues.map(describeIssue));
  const { clients, users, tokens } = parsed.data;
  const faults = [
    ...repetitions(
      'clients',
      'clientId',
      clients.map(({ clientId }) => clientId),
    ),
    ...repetitions(
      'users',
      'id',
      users.map(({ id }) => id),
    ),
    ...repetitions(
      'tokens',
      'token',
      tokens.map((row) => row.token),
    ),
  ];
  const known = new Set(clients.map(({ clientId }) => clientId));
  tokens.forEach(({ clientId }, index) => {
    if (clientId !== undefined && !known.has(clientId))
      faults.push(`tokens[${index}].clientId is none of the clients`);
  });
  if (faults.length > 0) throw new DirectoryFileError(faults);
  return {
    clients: clients.map(({ clientId, keys }) => ({ clientId, keys })),
    agreements: clients.flatMap(agreementsOf),
    users,
    tokens: Object.fromEntries(
      tokens.map(({ token: name, ...record }): [string, TokenRecord] => [name, record]),
    ),
  };
}

/** The parser's error quotes an alias that cannot be resolved, which may be a token without its quotes. */
function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch {
    throw new DirectoryFileError([
      'an alias (*name) cannot be resolved or expands to too much; put values that begin with * or & in quotes',
    ]);
  }
}

function agreementsOf({ clientId, mayCallFor }: z.output<typeof client>): Agreement[] {
  return mayCallFor.flatMap(({ pspId, acquirerIds }) =>
    acquirerIds.map((acquirerId) => ({ clientId, acquirerId, pspId })),
  );
}

/** The place and what is expected there. Not the value: it may be a token, a phone number or an address. */
function describeIssue(issue: z.core.$ZodIssue): string {
  const { code, path } = issue;
  const message = code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  // Zod's own message quotes the unknown keys.
  const what = code === 'unrecognized_keys' ? 'contains an unknown key; check the spelling' : message;
  return `${place.replace(/^\./, '') || 'the file'} ${what}`;
}

function repetitions(list: string, field: string, values: readonly string[]): string[] {
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    const earlier = first.get(value);
    first.set(value, earlier ?? index);
    return earlier === undefined
      ? []
      : [`${list}[${index}].${field} is the same as that of ${list}[${earlier}]`];
  });
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
