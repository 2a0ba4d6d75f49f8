import { createVerify, constants } from 'node:crypto';
import { otherBodies, otherContents, rewritten, verifyingBodyAlso } from './signed-content.js';
import { type Variant, verifyingAlso } from './variant.js';

const day = 86_400_000;

/** The time that a server sees in place of the one that was sent. */
const clocks: Readonly<Record<string, (at: number, now: number) => number>> = {
  'takes every time ahead': (at, now) => Math.min(at, now),
  'takes every time behind': (at, now) => Math.max(at, now),
  'takes no time ahead': (at, now) => (at > now + 1000 ? now + day : at),
  'takes no time behind': (at, now) => (at < now - 30_000 ? now - day : at),
  'compares the time of day alone': (at, now) => now - (now % day) + (at % day),
  'compares hours on a clock of twelve': (at, now) =>
    now + ((at - now + 22 * 3_600_000) % (day / 2)) - 10 * 3_600_000,
  'compares minutes and seconds alone': (at, now) =>
    now + ((at - now + 100_000.5 * 3_600_000) % 3_600_000) - 1_800_000,
};

export const signatureVariants: readonly Variant[] = [
  {
    name: 'does not verify signatures',
    rule: 'SIG-1',
    and: ['SIG-3', 'SIG-4', 'SIG-5', 'CALL-4', 'RC-5', 'HDR-3'],
    change: () => ({ verifies: () => true }),
  },
  {
    name: 'looks at the length of a signature alone',
    rule: 'SIG-5',
    and: ['SIG-1', 'SIG-3', 'SIG-4', 'CALL-4', 'RC-5', 'HDR-3'],
    change: () => ({ verifies: (_, signature) => signature.length === 256 }),
  },
  ...Object.entries(otherContents).map(([name, write]): Variant => ({
    name: `verifies ${name}, too`,
    rule: 'SIG-1',
    and: ['CALL-4'],
    change: verifyingAlso(write),
  })),
  ...Object.entries(otherBodies)
    // A plain call has no sorted members, and may have more than ASCII: whoever verifies over nothing else cannot be judged.
    .filter(([name]) => !['over JSON with sorted members', 'over ASCII alone'].includes(name))
    .map(([name, write]): Variant => ({
      name: `verifies ${name}`,
      rule: 'SIG-3',
      and: [
        'SIG-1',
        'CALL-3',
        'REQ-1',
        'REQ-3',
        'REQ-8',
        'REQ-9',
        'REQ-10',
        'REQ-11',
        'RC-2',
        'RC-6',
        'RC-12',
      ],
      change: () => ({ signedBody: (body) => rewritten(body, write) }),
    })),
  ...Object.entries(otherBodies)
    .filter(([name]) => name !== 'over ASCII alone in what it does not know')
    .map(([name, write]): Variant => ({
      name: `verifies ${name}, too`,
      rule: 'SIG-3',
      and: ['SIG-1'],
      change: verifyingBodyAlso(write),
    })),
  {
    name: 'verifies over the time written again',
    rule: 'HDR-2',
    and: ['SIG-3'],
    change: () => ({ signedTime: (time) => time.replace('+00:00', 'Z') }),
  },
  {
    name: 'verifies over the time written again, too',
    rule: 'SIG-3',
    change: verifyingAlso((content) => content.replace('+00:00', 'Z')),
  },
  {
    name: 'reads no plain base64',
    rule: 'SIG-4',
    and: ['HDR-3'],
    change: (good) => ({ decodeSignature: (value) => good.decodeSignature(value.replaceAll('+', ' ')) }),
  },
  {
    name: 'reads no base64url',
    rule: 'SIG-4',
    change: (good) => ({
      decodeSignature: (value) => (/[-_]/.test(value) ? undefined : good.decodeSignature(value)),
    }),
  },
  {
    name: 'reads percent sequences in capitals alone',
    rule: 'SIG-4',
    change: (good) => ({
      decodeSignature: (value) => (/%\d[a-f]/.test(value) ? undefined : good.decodeSignature(value)),
    }),
  },
  {
    name: 'takes SHA-1',
    rule: 'SIG-4',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        createVerify('RSA-SHA1').update(content).verify(key, signature),
    }),
  },
  {
    name: 'takes PSS',
    rule: 'SIG-4',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        createVerify('RSA-SHA256')
          .update(content)
          .verify({ key, padding: constants.RSA_PKCS1_PSS_PADDING }, signature),
    }),
  },
  {
    name: 'takes SHA-512',
    rule: 'SIG-4',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        createVerify('RSA-SHA512').update(content).verify(key, signature),
    }),
  },
  {
    name: 'wants the padding of base64url',
    rule: 'SIG-4',
    change: (good) => ({
      decodeSignature: (value) =>
        /[-_]/.test(value) && !value.endsWith('=') ? undefined : good.decodeSignature(value),
    }),
  },
  {
    name: 'wants base64url without padding',
    rule: 'SIG-4',
    change: (good) => ({
      decodeSignature: (value) =>
        /[-_]/.test(value) && value.endsWith('=') ? undefined : good.decodeSignature(value),
    }),
  },
  {
    name: 'wants every signature to be URL-encoded',
    rule: 'SIG-4',
    and: ['HDR-3'],
    change: (good) => ({
      decodeSignature: (value) => (/[+/=_-]/.test(value) ? undefined : good.decodeSignature(value)),
    }),
  },
  {
    name: 'reads a key version as a number',
    rule: 'SIG-5',
    and: ['RC-7'],
    change: (good) => ({
      keyVersion: (version) =>
        good.keyVersion(/^0?\d+(\.0)?$/.test(version ?? '') ? String(Number(version)) : version),
    }),
  },
  {
    name: 'takes a key version for the one that it begins with',
    rule: 'SIG-5',
    and: ['RC-7'],
    change: (good, { callerKeys }) => ({
      keyVersion: (version) =>
        Object.keys(callerKeys).find((known) => version?.startsWith(known)) ?? good.keyVersion(version),
    }),
  },
  {
    name: 'answers UNKNOWN_EXCEPTION to a key version that is a name of objects',
    rule: 'SIG-5',
    and: ['RC-7'],
    change: (good) => {
      let odd = false;
      return {
        keyVersion: (version) => {
          odd = version === 'constructor';
          return good.keyVersion(version);
        },
        refusal: (check, code) => (check === 'key' && odd ? 'UNKNOWN_EXCEPTION' : code),
      };
    },
  },
  ...['INVALID_SIGNATURE', 'PARAM_ILLEGAL', 'INVALID_CLIENT', 'ACCESS_DENIED'].map((code): Variant => ({
    name: `answers ${code} to an unknown key version`,
    rule: 'RC-7',
    and: ['SIG-5'],
    change: () => ({ refusal: (check, other) => (check === 'key' ? code : other) }),
  })),
  ...['ACCESS_DENIED', 'KEY_NOT_FOUND', 'PARAM_ILLEGAL', 'UNKNOWN_EXCEPTION'].map((code): Variant => ({
    name: `answers ${code} to a signature that does not verify`,
    rule: 'RC-5',
    and: ['SIG-1', 'SIG-3', 'SIG-4', 'SIG-5', 'CALL-4', 'HDR-3'],
    change: () => ({ refusal: (check, other) => (check === 'signature' ? code : other) }),
  })),
  {
    name: 'takes the newest key for an unknown version',
    rule: 'RC-7',
    and: ['SIG-5'],
    change: (good, { callerKeys }) => ({
      keyVersion: (version) =>
        good.keyVersion(version !== undefined && version in callerKeys ? version : undefined),
    }),
  },
  {
    name: 'forgets the older key',
    rule: 'SIG-5',
    change: (good) => ({
      keyVersion: (version) =>
        version === undefined || version === good.keyVersion(undefined)
          ? good.keyVersion(version)
          : 'forgotten',
    }),
  },
  {
    name: 'tries every key',
    rule: 'SIG-5',
    and: ['HDR-3'],
    change: (good, { callerKeys }) => ({
      verifies: (content, signature) =>
        Object.values(callerKeys).some((key) => good.verifies(content, signature, key)),
    }),
  },
  {
    name: 'does not compare Request-Time with its clock',
    rule: 'SIG-8',
    and: ['RC-2'],
    change: () => ({ toleranceMs: Infinity }),
  },
  ...Object.entries({
    'five minutes': 300_000,
    'eight minutes and a half': 510_000,
    'twelve minutes': 720_000,
    'an hour': 3_600_000,
    'a day': 86_400_000,
  }).map(([label, toleranceMs]): Variant => ({
    name: `has a tolerance of ${label}`,
    rule: 'SIG-8',
    and: ['RC-2'],
    change: () => ({ toleranceMs }),
  })),
  ...Object.entries(clocks).map(([name, see]): Variant => ({
    name,
    rule: 'SIG-8',
    and: ['RC-2'],
    change: (good) => ({
      time: (text) => {
        const at = good.time(text);
        return at === undefined ? undefined : see(at, Date.now());
      },
    }),
  })),
  ...['PARAM_ILLEGAL', 'INVALID_SIGNATURE', 'PROCESS_FAIL', 'UNKNOWN_EXCEPTION'].map((code): Variant => ({
    name: `answers ${code} to a Request-Time beyond the tolerance`,
    rule: 'SIG-8',
    and: ['RC-2'],
    change: () => ({ refusal: (check, other) => (check === 'tolerance' ? code : other) }),
  })),
];
