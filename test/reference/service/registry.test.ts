import { afterAll, describe, expect, it } from 'vitest';
import { sandbox } from '@sendotp-contract/spec';
import { readSettings } from '@sendotp-contract/reference';
import { openRegistry, type SandboxKeys } from '../../../server/reference/service/registry.js';
import { TextLog } from '../../../server/reference/service/text-log.js';
import { caller, mpp } from '../../key-pairs.js';
import { ServiceFiles } from './service-files.js';

const files = new ServiceFiles();
afterAll(() => {
  files.remove();
});

/** Opens the registry with these settings. */
async function open(environment: Readonly<Record<string, string>>) {
  let made = 0;
  const makeKeys = async (): Promise<SandboxKeys> => {
    made += 1;
    // To make them takes a while, in which both who need them ask.
    await new Promise(setImmediate);
    return { clients: { [sandbox.clientId]: { '1': caller.publicKey } }, mppPrivate: mpp.privateKey };
  };
  const registry = await openRegistry(
    readSettings(environment),
    {},
    makeKeys,
    new TextLog(() => undefined, 'silent'),
  );
  return { registry, made };
}

describe("the sandbox's keys", () => {
  it('are made once, for its clients and for itself', async () => {
    const { registry, made } = await open({});
    expect(made).toBe(1);
    expect(await registry.findClient(sandbox.clientId)).toBeDefined();
    expect(registry.signingKey().keyVersion).toBe(sandbox.keyVersion);
  });

  it('are not made when files take their place', async () => {
    expect((await open(files.environment())).made).toBe(0);
  });
});
