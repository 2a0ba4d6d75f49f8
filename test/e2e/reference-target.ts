import { generateKeyPairSync } from 'node:crypto';
import { sandbox } from '@sendotp-contract/spec';
import { createSendOtpServer, type SendOtpServer, type SendOtpServerOptions } from '@sendotp-contract/server';
import { createSandboxMpp, type ReferenceMpp } from '@sendotp-contract/reference';
import type { Target } from './target.js';

export interface ReferenceTarget extends Target {
  readonly mpp: ReferenceMpp;
  readonly server: SendOtpServer;
  /** What the console channel has shown so far. */
  readonly shown: () => string;
  /** The public key of the caller, PEM. */
  readonly callerPublicKey: string;
  /** The MPP's private key, PEM. */
  readonly mppPrivateKey: string;
}

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

/** The reference MPP with sandbox users on a free port. */
export async function startReference(options: Partial<SendOtpServerOptions> = {}): Promise<ReferenceTarget> {
  const caller = pair();
  const own = pair();
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
  const server = await createSendOtpServer({
    clients: { [sandbox.clientId]: { [sandbox.keyVersion]: caller.publicKey } },
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
