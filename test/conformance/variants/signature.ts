import { createVerify, constants } from 'node:crypto';
import { utf8, type Variant } from './variant.js';

export const signatureVariants: readonly Variant[] = [
  {
    name: 'does not verify signatures',
    rule: 'SIG-1',
    and: ['SIG-3', 'SIG-4', 'SIG-5', 'CALL-4', 'RC-5', 'HDR-3'],
    change: () => ({ verifies: () => true }),
  },
  {
    name: 'verifies over a path with or without a slash',
    rule: 'SIG-1',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        good.verifies(Buffer.from(content.toString('latin1').replace('\n', '/\n'), 'latin1'), signature, key),
    }),
  },
  {
    name: 'verifies over CRLF, too',
    rule: 'SIG-1',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        good.verifies(
          Buffer.from(content.toString('latin1').replace('\n', '\r\n'), 'latin1'),
          signature,
          key,
        ),
    }),
  },
  {
    name: 'signs responses without the query',
    rule: 'SIG-2',
    change: () => ({ responsePath: (url) => url.split('?', 1)[0] ?? '' }),
  },
  {
    name: 'signs responses over JSON written again',
    rule: 'SIG-2',
    change: () => ({
      signsBytes: (bytes) => Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, 1)),
    }),
  },
  {
    name: 'signs responses under the Client-Id it would have liked',
    rule: 'SIG-2',
    change: (_, { clientId }) => ({ responseClient: () => clientId }),
  },
  {
    name: 'verifies over JSON written again',
    rule: 'SIG-3',
    change: () => ({
      signedBody: (body) => {
        try {
          return Buffer.from(JSON.stringify(JSON.parse(utf8.decode(body))));
        } catch {
          return body;
        }
      },
    }),
  },
  {
    name: 'verifies over the time written again, too',
    rule: 'SIG-3',
    change: (good) => ({
      verifies: (content, signature, key) =>
        good.verifies(content, signature, key) ||
        good.verifies(
          Buffer.from(content.toString('latin1').replace('+00:00', 'Z'), 'latin1'),
          signature,
          key,
        ),
    }),
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
  { name: 'has a tolerance of five minutes', rule: 'SIG-8', change: () => ({ toleranceMs: 300_000 }) },
  { name: 'has a tolerance of an hour', rule: 'SIG-8', change: () => ({ toleranceMs: 3_600_000 }) },
  { name: 'has no replay store', rule: 'SIG-9', change: () => ({ replayKey: () => undefined }) },
  {
    name: 'remembers Signature headers, not messages',
    rule: 'SIG-9',
    change: () => ({ replayKey: (_, signature) => signature }),
  },
  {
    name: 'takes a message with an Agent-Token for another message',
    rule: 'SIG-9',
    change: (good) => ({
      replayKey: (content, signature, request) =>
        `${good.replayKey(content, signature, request) ?? ''} ${String(request.headers['agent-token'])}`,
    }),
  },
  {
    name: 'remembers the names of headers as they are written',
    rule: 'SIG-9',
    change: (good) => ({
      replayKey: (content, signature, request) =>
        `${good.replayKey(content, signature, request) ?? ''} ${String(request.rawHeaders.includes('client-id'))}`,
    }),
  },
  {
    name: 'refuses every message that it knows',
    rule: 'SIG-9',
    change: () => ({ replayed: () => 'ACCESS_DENIED' }),
  },
  {
    name: 'looks replays up and keeps them in two steps',
    rule: 'SIG-9',
    change: () => ({ reserves: false }),
  },
];
