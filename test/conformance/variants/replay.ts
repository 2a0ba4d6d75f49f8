import { type Change, type Variant } from './variant.js';

/** What of a message makes it the same as another one, besides its content. */
const telling = (
  name: string,
  what: (headers: Record<string, unknown>, signature: string, raw: string) => unknown,
): Variant => ({
  name,
  rule: 'SIG-9',
  change: (good) => ({
    replayKey: (content, signature, request) =>
      `${good.replayKey(content, signature, request) ?? ''} ${String(what(request.headers, signature, request.rawHeaders.join('|')))}`,
  }),
});

/** A message sent again ends like this. */
const again = (name: string, change: Change, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'SIG-9',
  and,
  change,
});

const forgetting = (name: string, size: number): Variant => ({
  name,
  rule: 'SIG-9',
  change: (good) => {
    let messages = 0;
    return {
      replayKey: (content, signature, request) => {
        messages += 1;
        return `${Math.floor(messages / size)} ${good.replayKey(content, signature, request) ?? ''}`;
      },
    };
  },
});

/** SIG-9. */
export const replayVariants: readonly Variant[] = [
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
  telling('takes a message with an Accept for another message', ({ accept }) => accept),
  telling('takes a message with a User-Agent for another message', (headers) => headers['user-agent']),
  telling('takes a message with an X-Request-Id for another message', (headers) => headers['x-request-id']),
  telling('remembers the order of the pairs of a Signature', (_, signature) => /^signature=/.test(signature)),
  telling('remembers the blanks of a Signature', (_, signature) => signature.includes(', ')),
  telling('remembers whether a signature is in base64url', (_, signature) =>
    /signature=[^,]*[-_]/.test(signature),
  ),
  telling('remembers whether a signature has a + in it', (_, signature) => signature.includes('+')),
  telling('remembers percent sequences as they are written', (_, signature) =>
    /%[\da-f][a-f]/.test(signature),
  ),
  forgetting('remembers the last 3 messages', 3),
  again('gives a message that it knows another verifyRequestId', (good) => ({
    again: (first) =>
      first.verifyRequestId === undefined ? first : { ...first, verifyRequestId: good.verifyRequestId() },
  })),
  again('gives a message that it knows no verifyRequestId', () => ({ again: ({ code }) => ({ code }) }), [
    'RES-5',
  ]),
  ...[
    'UNKNOWN_EXCEPTION',
    'PROCESS_FAIL',
    'INVALID_SIGNATURE',
    'PARAM_ILLEGAL',
    'OTP_SEND_TIMES_EXCEED_LIMIT',
  ].map((code) =>
    again(`answers ${code} to a message that it knows`, () => ({ replayed: () => code }), ['RES-6']),
  ),
  ...['ACCESS_DENIED', 'UNKNOWN_EXCEPTION'].map((code) =>
    again(`answers ${code} to a refused message that it knows`, () => ({
      replayed: (first) => (first === 'SUCCESS' ? first : code),
    })),
  ),
  {
    name: 'looks replays up before it verifies',
    rule: 'SIG-9',
    change: (good) => {
      const known = new Set<string>();
      return {
        verifies: (content, signature, key) => {
          const isRight = known.has(content.toString('latin1')) || good.verifies(content, signature, key);
          if (isRight) known.add(content.toString('latin1'));
          return isRight;
        },
      };
    },
  },
  {
    name: 'keeps refusals of what does not verify',
    rule: 'SIG-9',
    change: (good) => {
      const refused = new Set<string>();
      return {
        verifies: (content, signature, key) => {
          const isRight = !refused.has(content.toString('latin1')) && good.verifies(content, signature, key);
          if (!isRight) refused.add(content.toString('latin1'));
          return isRight;
        },
      };
    },
  },
  {
    name: 'knows messages by their caller and time',
    rule: 'SIG-9',
    change: () => ({
      replayKey: (_, __, { headers }) => `${String(headers['client-id'])} ${String(headers['request-time'])}`,
    }),
  },
  {
    name: 'knows messages by their caller and time before it looks at the ids',
    rule: 'SIG-9',
    change: (good) => {
      const kept = new Map<string, string>();
      let key = '';
      return {
        mediaType: (headers) => {
          key = `${String(headers['client-id'])} ${String(headers['request-time'])}`;
          return good.mediaType(headers);
        },
        refusal: (check, code) => (check === 'agreement' ? (kept.get(key) ?? code) : code),
        outcome: (token, type, asked) => {
          const code = good.outcome(token, type, asked);
          kept.set(key, code);
          return code;
        },
      };
    },
  },
  {
    name: 'takes a second message with the same body for the first one',
    rule: 'RES-5',
    and: ['SIG-9'],
    change: () => ({
      replayKey: (content, _, { headers }) =>
        content.subarray(content.length - Number(headers['content-length'])).toString('latin1'),
    }),
  },
  {
    name: 'takes a second message of the same user for the first one',
    rule: 'RES-5',
    and: ['SIG-9', 'RES-7', 'RC-13', 'RC-1', 'REQ-8'],
    change: (good, { tokens }) => {
      let of = '';
      return {
        agreement: (body) => {
          of = String(body['accessToken']);
          return good.agreement(body);
        },
        replayKey: (content, signature, request) =>
          of === tokens.valid || of === tokens.noEmail ? of : good.replayKey(content, signature, request),
      };
    },
  },
];
