import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { contract as shipped, type Contract } from '@sendotp-contract/spec';
import { MessagePlan } from '../exchange/message-plan.js';
import { openProfile } from '../profile/opened-profile.js';
import { parseProfile } from '../profile/profile.js';
import { requestVectors } from './request-vectors.js';
import { responseVectors } from './response-vectors.js';
import type { Vectors } from './vector-schema.js';

/** Private keys that are made for the vectors alone, PEM. */
export interface VectorKeys {
  readonly caller: string;
  readonly callerOlder: string;
  readonly mpp: string;
  readonly stranger: string;
}

const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const toleranceMinutes = 10;

/** Public keys that must be refused (SIG-6). Nobody has their private halves. */
const ecKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXWLmHHsm9Bpco6PFPVvzN/gp/vV1
AsIc52yV7ZIoDRSP8wWjCc5cg7WSea4joOyXk1qsjYq5lKKXZDCAfsxu/Q==
-----END PUBLIC KEY-----
`;
const shortKey = `-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDUd1c/PLn8lOlBtfKHtV63G3jE
u/VFCjWWbnk8BhKJgjkt27+YoeKfKFg22Ic6NF3Apw2Tf5QpL324B8xCBLdnWBqV
uXyuTAEkQMAPnh+V8KskyryDw2cMsProxehlDdVRthil60NNMMPULfXmqKvjJQnJ
+3UI3hdy7o1K1CrzlQIDAQAB
-----END PUBLIC KEY-----
`;

/** Signed messages of the first operation of a contract, the same for the same keys. */
export async function vectorData(keys: VectorKeys, contract: Contract = shipped): Promise<Vectors> {
  const publicKeys = {
    caller: publicOf(keys.caller),
    older: publicOf(keys.callerOlder),
    mpp: publicOf(keys.mpp),
  };
  const [first] = Object.values(contract.operations);
  if (first === undefined) throw new Error('the contract has no operation');
  const clientId = contract.sandbox.clientId;
  const opened = await openProfile(
    parseProfile(
      {
        baseUrl: 'https://mpp.example.net',
        operations: [first.operationId],
        clientId,
        keyVersion: '2',
        privateKey: keys.caller,
        publicKeys: publicKeys.mpp,
        acquirerId: contract.sandbox.acquirerId,
        pspId: contract.sandbox.pspId,
        accessTokens: {},
        olderKey: { keyVersion: '1', privateKey: keys.callerOlder },
        toleranceMinutes,
      },
      contract,
    ),
    contract,
  );
  // Every message has its own millisecond; the target reads them all a little later.
  const fixed = { ...opened, targetTime: (at = now) => at };
  const stranger = createPrivateKey(keys.stranger);
  const plan = new MessagePlan(fixed, 'vectors', {
    now: () => now,
    stranger: () => Promise.resolve(stranger),
  });
  return {
    $schema: './vectors.schema.json',
    about:
      'Signed messages of the contract, and what a verifier must say of each and why. Made by npm run generate with keys that are used for nothing else.',
    now: new Date(now).toISOString(),
    toleranceMinutes,
    clientId,
    callerKeys: { 1: publicKeys.older, 2: publicKeys.caller },
    mppKeys: { 1: publicKeys.mpp },
    ...(await requestVectors(fixed, plan)),
    responses: [
      ...responseVectors({ path: first.path, clientId, now }, { mpp: createPrivateKey(keys.mpp), stranger }),
    ],
    publicKeys: keyVectors(publicKeys.caller),
  };
}

function keyVectors(pem: string): Vectors['publicKeys'] {
  const bare = pem.replaceAll(/-----[^-]+-----|\s/g, '');
  const rule = 'SIG-6';
  return [
    { name: 'SIG-6: PEM', rule, why: 'X.509 SubjectPublicKeyInfo as PEM', publicKey: pem, accepted: true },
    {
      name: 'SIG-6: bare base64 DER',
      rule,
      why: "as the vendor's key tool prints it",
      publicKey: bare,
      accepted: true,
    },
    { name: 'SIG-6: an EC key', rule, why: 'RSA is expected', publicKey: ecKey, accepted: false },
    {
      name: 'SIG-6: 1024 bits',
      rule,
      why: '2048 bits or more are expected',
      publicKey: shortKey,
      accepted: false,
    },
    { name: 'SIG-6: half a key', rule, why: 'it is cut off', publicKey: bare.slice(0, 200), accepted: false },
  ];
}

const publicOf = (pem: string): string => exported(createPublicKey(pem));
const exported = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
