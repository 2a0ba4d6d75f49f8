import { createSign } from 'node:crypto';
import {
  createMppServer,
  failed,
  type Handlers,
  type MppServer,
  type Observation,
  outcomesOf,
  supportOnly,
} from '@sendotp-contract/server';
import { contract, type OperationId, operations } from './generated/index.js';
import { document } from './generated/document.js';
import { caller, mpp } from '../key-pairs.js';

export { contract, document };

const { sandbox } = contract;

/** Who calls a server of these tests, and with which keys. */
export const clientOf = {
  clientId: sandbox.clientId,
  privateKey: caller.privateKey,
  publicKeys: mpp.publicKey,
} as const;

const of = outcomesOf(contract);

/** Handlers of both operations, with a memory: what sendOTP sent, madeUpCheck checks. */
export function handlers(): Handlers<typeof contract> {
  const codes = new Map<string, string>();
  let serial = 0;
  const refusal = (acquirerId: string, pspId: string, accessToken: string) => {
    if (acquirerId !== sandbox.acquirerId || pspId !== sandbox.pspId) return failed('ACCESS_DENIED');
    return accessToken === `${sandbox.tokenPrefix}SUCCESS` ? undefined : failed('INVALID_TOKEN');
  };
  const own: Pick<Handlers<typeof contract>, 'sendOTP' | 'madeUpCheck'> = {
    sendOTP: ({ acquirerId, pspId, accessToken }) => {
      const refused = refusal(acquirerId, pspId, accessToken);
      if (refused !== undefined) return Promise.resolve(refused);
      serial += 1;
      codes.set(`id-${serial}`, '123456');
      return Promise.resolve(of.succeeded({ verifyRequestId: `id-${serial}` }));
    },
    madeUpCheck: ({ acquirerId, pspId, accessToken, verifyRequestId, typedCode }) => {
      const refused = refusal(acquirerId, pspId, accessToken);
      if (refused !== undefined) return Promise.resolve(refused);
      return Promise.resolve(
        codes.get(verifyRequestId) === typedCode
          ? of.succeeded({ checkedAt: new Date().toISOString() })
          : of.failed('MADE_UP_CODE_WRONG'),
      );
    },
  };
  // Whatever else the shipped contract gets one day is not what these tests are about.
  return supportOnly(own, contract);
}

export interface Running {
  readonly server: MppServer;
  readonly url: string;
  readonly observations: Observation[];
}

/** A server of the contract with two operations. */
export async function start(own: Partial<Handlers<typeof contract>> = {}): Promise<Running> {
  const observations: Observation[] = [];
  const server = await createMppServer({
    contract,
    document,
    clients: { [sandbox.clientId]: caller.publicKey },
    privateKey: mpp.privateKey,
    handlers: { ...handlers(), ...own },
    observe: (observation) => observations.push(observation),
  });
  const { url } = await server.listen({ port: 0 });
  return { server, url, observations };
}

let lastTime = 0;

/** A signed call of any operation, without the client of this project. */
export async function post(
  url: string,
  id: OperationId,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, unknown>> & { readonly result: Readonly<Record<string, string>> }> {
  const { path, plainRequest } = operations[id];
  lastTime = Math.max(Date.now(), lastTime + 1);
  const time = new Date(lastTime).toISOString();
  const own = {
    acquirerId: sandbox.acquirerId,
    pspId: sandbox.pspId,
    accessToken: `${sandbox.tokenPrefix}SUCCESS`,
  };
  const body = JSON.stringify({ ...plainRequest, ...own, ...changes });
  const signature = createSign('RSA-SHA256')
    .update(`POST ${path}\n${sandbox.clientId}.${time}.${body}`)
    .sign(caller.privateKey, 'base64');
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': sandbox.clientId,
      'Request-Time': time,
      Signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature)}`,
    },
    body,
  });
  return (await response.json()) as Awaited<ReturnType<typeof post>>;
}
