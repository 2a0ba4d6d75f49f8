import { createPublicKey } from 'node:crypto';
import { type ProfileInput, sandboxProfile, tokenFixtures } from '@sendotp-contract/conformance';
import { sandbox } from '@sendotp-contract/spec';
import { isTokenName, sandboxToken } from '../../conformance/profile/fixture.js';
import { type Tokens, tokens, type World } from './variant-server.js';
import { keys, profileOf, world } from './world.js';

/** A server's world, and the profile that describes it to the judge. */
export interface Standing {
  readonly world: World & { readonly tokens: Tokens; readonly prefix: string };
  readonly profile: (url: string) => ProfileInput;
}

export type StandingName = 'sandbox' | 'plain' | 'hostile';

const tokensBy = (write: (name: keyof Tokens) => string): Tokens => ({
  valid: write('valid'),
  expired: write('expired'),
  cancelled: write('cancelled'),
  unknownUser: write('unknownUser'),
  frozen: write('frozen'),
  atLimit: write('atLimit'),
  noEmail: write('noEmail'),
  refused: write('refused'),
  unanswered: write('unanswered'),
});

const plain: Standing = { world: { ...world, tokens, prefix: '' }, profile: profileOf };

/** What `npx sendotp-contract check` judges when nothing is said. */
const sandboxed: Standing = {
  world: {
    ...plain.world,
    clientId: sandbox.clientId,
    throttledClientId: sandbox.throttledClientId,
    acquirerId: sandbox.acquirerId,
    pspId: sandbox.pspId,
    callerKeys: {
      [sandbox.olderKeyVersion]: createPublicKey(keys.older.publicKey),
      [sandbox.keyVersion]: createPublicKey(keys.newest.publicKey),
    },
    tokens: tokensBy((name) => sandboxToken(name, sandbox)),
  },
  profile: (url) => ({
    ...sandboxProfile({
      privateKey: keys.newest.privateKey,
      publicKey: keys.mpp.publicKey,
      olderPrivateKey: keys.older.privateKey,
    }),
    baseUrl: url,
    operations: ['sendOTP'],
  }),
};

/** Names that tempt code which searches, splits, trims or counts texts. */
const hostileWorld: Standing['world'] = {
  ...plain.world,
  clientId: 'C"1,}:\\X{=',
  throttledClientId: 'busy"},{:\\X',
  acquirerId: ` X"},{:\\ 🔑支é `,
  pspId: `":,}\\ X'🔑`,
  prefix: '/X/mpp',
  callerKeys: {
    6: createPublicKey(keys.older.publicKey),
    7: createPublicKey(keys.newest.publicKey),
  },
  tokens: tokensBy((name) => ` ${tokens[name]}"},{:\\X 🔑 `),
};

const hostile: Standing = {
  world: hostileWorld,
  profile: (url) => ({
    ...profileOf(url + hostileWorld.prefix),
    clientId: hostileWorld.clientId,
    keyVersion: '7',
    acquirerId: hostileWorld.acquirerId,
    pspId: hostileWorld.pspId,
    accessTokens: hostileWorld.tokens,
    olderKey: { keyVersion: '6', privateKey: keys.older.privateKey },
    throttledClient: { clientId: hostileWorld.throttledClientId },
  }),
};

/** The profiles that every variant is judged under. */
export const standings: Readonly<Record<StandingName, Standing>> = { sandbox: sandboxed, plain, hostile };

export const standingNames = ['sandbox', 'plain', 'hostile'] as const;

/** Every fixture that a profile may have. */
export const fixtureNames = Object.keys(tokenFixtures).filter(isTokenName);
