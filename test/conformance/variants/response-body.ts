import { tokens } from '../variant-server.js';
import { codes, forToken, type Variant } from './variant.js';

export const responseBodyVariants: readonly Variant[] = [
  {
    name: 'has a message of its own',
    rule: 'RES-1',
    change: (good) => codes(good, 'INVALID_TOKEN', 'F', 'This access token is not valid.'),
  },
  {
    name: 'leaves resultStatus out',
    rule: 'RES-1',
    change: () => ({
      body: (body, code) => (code === 'INVALID_CLIENT' ? { result: { resultCode: code } } : body),
    }),
  },
  {
    name: 'answers SUCCESS with F',
    rule: 'RES-3',
    and: ['RES-6', 'RES-2'],
    change: (good) => codes(good, 'SUCCESS', 'F', 'Success'),
  },
  {
    name: 'answers OK with S',
    rule: 'RES-2',
    and: ['RC-1', 'SIG-9'],
    change: () => ({
      body: (body, code) =>
        code === 'SUCCESS' ? { ...body, result: { resultStatus: 'S', resultCode: 'OK' } } : body,
    }),
  },
  {
    name: 'answers a failure with U',
    rule: 'RES-4',
    change: (good) => codes(good, 'USER_NOT_EXIST', 'U', 'The user does not exist.'),
  },
  {
    name: 'has a code of its own',
    rule: 'RES-3',
    and: ['RC-15'],
    change: (good) => ({
      ...codes(good, 'USER_IS_FROZEN', 'F', 'The user is frozen.'),
      ...forToken(tokens.frozen, 'USER_IS_FROZEN')(good),
    }),
  },
  {
    name: 'leaves verifyRequestId out',
    rule: 'RES-5',
    change: () => ({ body: ({ result }) => ({ result }) }),
  },
  {
    name: 'has a verifyRequestId of 65 characters',
    rule: 'RES-5',
    change: (good) => ({ verifyRequestId: () => good.verifyRequestId().padEnd(65, 'x') }),
  },
  {
    name: 'has a verifyRequestId that is a number',
    rule: 'RES-5',
    change: () => ({ body: (body) => ('verifyRequestId' in body ? { ...body, verifyRequestId: 7 } : body) }),
  },
  {
    name: 'has one verifyRequestId for each user',
    rule: 'RES-5',
    change: () => ({ verifyRequestId: () => 'ada-1' }),
  },
  {
    name: 'has a verifyRequestId of null with F',
    rule: 'RES-6',
    change: () => ({ body: (body) => ({ verifyRequestId: null, ...body }) }),
  },
  {
    name: 'sends to the phone when there is no e-mail address',
    rule: 'RES-7',
    and: ['RC-13'],
    change: (good) => ({ outcome: (token) => good.outcome(token, 'MOBILE') }),
  },
  {
    name: 'answers F with HTTP 400',
    rule: 'RES-8',
    change: () => ({ status: (code) => (code === 'SUCCESS' ? 200 : 400) }),
  },
  {
    name: 'answers 405 to another method',
    rule: 'RES-8',
    change: () => ({ status: (code) => (code === 'METHOD_NOT_SUPPORTED' ? 405 : 200) }),
  },
  {
    name: 'says S though the channel refused',
    rule: 'RES-10',
    and: ['RC-13'],
    change: forToken(tokens.refused, 'SUCCESS'),
  },
];
