import { sandbox } from '@sendotp-contract/spec';
import type { Fault, Observation } from '@sendotp-contract/server';
import { createMockServer, type MockServerOptions } from '@sendotp-contract/mock';
import { caller, keyPair, mpp as own } from '../key-pairs.js';
import type { JudgedTarget } from './judged.js';

export interface MockTarget extends JudgedTarget {
  readonly notes: readonly string[];
  readonly observations: readonly Observation[];
  readonly faults: readonly Fault[];
}

const older = keyPair('older');

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
    server,
    notes,
    observations,
    faults,
  };
}
