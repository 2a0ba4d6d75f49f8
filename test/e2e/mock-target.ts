import { generateKeyPairSync } from 'node:crypto';
import { sandbox } from '@sendotp-contract/spec';
import type { Fault, Observation, SendOtpServer } from '@sendotp-contract/server';
import { createMockServer, differences, type MockServerOptions } from '@sendotp-contract/mock';
import type { Target } from './target.js';

export interface MockTarget extends Target {
  /** The caller's older private key, PEM, which is registered beside it. */
  readonly olderPrivateKey: string;
  readonly server: SendOtpServer;
  readonly notes: readonly string[];
  readonly observations: readonly Observation[];
  readonly faults: readonly Fault[];
}

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const caller = pair();
const older = pair();
const own = pair();

/** The mock on a free port. */
export async function startMock(options: Partial<MockServerOptions> = {}): Promise<MockTarget> {
  const notes: string[] = [];
  const observations: Observation[] = [];
  const faults: Fault[] = [];
  const keys = { [sandbox.olderKeyVersion]: older.publicKey, [sandbox.keyVersion]: caller.publicKey };
  const server = await createMockServer({
    clients: { [sandbox.clientId]: keys, [sandbox.throttledClientId]: keys },
    admit: (clientId) => clientId !== sandbox.throttledClientId,
    privateKey: own.privateKey,
    note: (text) => notes.push(text),
    observe: (observation) => observations.push(observation),
    onFault: (fault) => faults.push(fault),
    ...options,
  });
  const { url } = await server.listen({ port: 0 });
  return {
    name: 'mock',
    url,
    clientId: sandbox.clientId,
    keyVersion: sandbox.keyVersion,
    privateKey: caller.privateKey,
    olderPrivateKey: older.privateKey,
    publicKey: own.publicKey,
    acquirerId: sandbox.acquirerId,
    pspId: sandbox.pspId,
    token: (code) => `${sandbox.tokenPrefix}${code}`,
    without: { agreements: differences.agreements, tokens: differences.tokens },
    server,
    notes,
    observations,
    faults,
  };
}
