import { tokens } from '../variant-server.js';
import { forToken, type Variant } from './variant.js';

export const resultCodeVariants: readonly Variant[] = [
  {
    name: 'never says SUCCESS',
    rule: 'RC-1',
    and: ['RES-2', 'SIG-9'],
    change: forToken(tokens.valid, 'PROCESS_FAIL'),
  },
  { name: 'does not look at acquirerId and pspId', rule: 'RC-2', change: () => ({ agreement: () => true }) },
  {
    name: 'answers INVALID_TOKEN to an expired token',
    rule: 'RC-3',
    change: forToken(tokens.expired, 'INVALID_TOKEN'),
  },
  {
    name: 'answers USER_NOT_EXIST to an unknown token',
    rule: 'RC-6',
    change: (good) => ({
      outcome: (token, type) =>
        good.outcome(token, type) === 'INVALID_TOKEN' ? 'USER_NOT_EXIST' : good.outcome(token, type),
    }),
  },
  {
    name: 'sends to any token but the ones it knows to be bad',
    rule: 'RC-6',
    change: (good) => ({
      outcome: (token, type) => {
        const code = good.outcome(token, type);
        return code === 'INVALID_TOKEN' && token !== tokens.cancelled ? 'SUCCESS' : code;
      },
    }),
  },
  { name: 'sends to a cancelled token', rule: 'RC-6', change: forToken(tokens.cancelled, 'SUCCESS') },
  {
    name: 'does not look at Accept',
    rule: 'RC-8',
    change: (good) => ({ mediaType: (headers) => good.mediaType({ ...headers, accept: '*/*' }) }),
  },
  {
    name: 'wants Accept to be JSON and nothing else',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        (headers.accept ?? 'application/json') === 'application/json' && good.mediaType(headers),
    }),
  },
  {
    name: 'does not look at Content-Type',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) => good.mediaType({ ...headers, 'content-type': 'application/json' }),
    }),
  },
  {
    name: 'takes other charsets',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) =>
        good.mediaType({
          ...headers,
          'content-type':
            headers['content-type']?.replace(/charset=.*/, 'charset=utf-8') ?? 'application/json',
        }),
    }),
  },
  {
    name: 'takes compressed bodies',
    rule: 'RC-8',
    change: (good) => ({
      mediaType: (headers) => good.mediaType({ ...headers, 'content-encoding': 'identity' }),
    }),
  },
  { name: 'knows no sending limit', rule: 'RC-11', change: forToken(tokens.atLimit, 'SUCCESS') },
  {
    name: 'answers ACCESS_DENIED to a large body',
    rule: 'RC-12',
    change: (good) => ({
      agreement: (body) => !('pad' in body) && good.agreement(body),
      bodyLimit: Infinity,
    }),
  },
  {
    name: 'answers PROCESS_FAIL to a body outside the schema',
    rule: 'RC-12',
    and: ['CALL-3', 'REQ-1', 'REQ-3', 'REQ-4', 'REQ-5', 'REQ-6', 'REQ-7', 'REQ-8', 'REQ-9', 'REQ-11'],
    change: () => ({ illegal: 'PROCESS_FAIL' }),
  },
  {
    name: 'answers INVALID_TOKEN when the user is gone',
    rule: 'RC-14',
    change: forToken(tokens.unknownUser, 'INVALID_TOKEN'),
  },
  {
    name: 'sends to frozen users',
    rule: 'RC-15',
    and: ['SIG-9'],
    change: forToken(tokens.frozen, 'SUCCESS'),
  },
  {
    name: 'knows no traffic limit',
    rule: 'RC-16',
    change: () => ({ order: (checks) => checks.filter((check) => check !== 'traffic') }),
  },
  {
    name: 'answers PROCESS_FAIL when the channel is silent',
    rule: 'RC-17',
    change: forToken(tokens.unanswered, 'PROCESS_FAIL'),
  },
];
