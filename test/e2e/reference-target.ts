import { sandbox } from '@sendotp-contract/spec';
import { createSendOtpServer, type SendOtpServerOptions } from '@sendotp-contract/server';
import { createSandboxMpp, type ReferenceMpp } from '@sendotp-contract/reference';
import { caller, keyPair, mpp as own } from '../key-pairs.js';
import type { JudgedTarget } from './judged.js';

export interface ReferenceTarget extends JudgedTarget {
  readonly mpp: ReferenceMpp;
  /** What the console channel has shown so far. */
  readonly shown: () => string;
  /** The public key of the caller, PEM. */
  readonly callerPublicKey: string;
  /** The MPP's private key, PEM. */
  readonly mppPrivateKey: string;
}

const older = keyPair('older');

/** The reference MPP with sandbox users on a free port. */
export async function startReference(options: Partial<SendOtpServerOptions> = {}): Promise<ReferenceTarget> {
  let shown = '';
  const deliveries: { readonly verifyType: string }[] = [];
  const mpp = createSandboxMpp({
    write: (text) => {
      shown += text;
    },
    // The user for whom the channel never answers is met often here.
    channelTimeoutMs: 100,
    onEvent: (event) => {
      if (event.kind === 'sent') deliveries.push({ verifyType: event.verifyType });
    },
  });
  const keys = { [sandbox.olderKeyVersion]: older.publicKey, [sandbox.keyVersion]: caller.publicKey };
  const server = await createSendOtpServer({
    clients: { [sandbox.clientId]: keys, [sandbox.throttledClientId]: keys },
    admit: (clientId) => clientId !== sandbox.throttledClientId,
    privateKey: own.privateKey,
    handlers: mpp.handlers,
    ...options,
  });
  const { url } = await server.listen({ port: 0 });
  return {
    name: 'reference MPP',
    url,
    clientId: sandbox.clientId,
    keyVersion: sandbox.keyVersion,
    privateKey: caller.privateKey,
    olderPrivateKey: older.privateKey,
    publicKey: own.publicKey,
    acquirerId: sandbox.acquirerId,
    pspId: sandbox.pspId,
    token: (code) => `${sandbox.tokenPrefix}${code}`,
    deliveries: () => deliveries,
    mpp,
    server,
    shown: () => shown,
    callerPublicKey: caller.publicKey,
    mppPrivateKey: own.privateKey,
  };
}
