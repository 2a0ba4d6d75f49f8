import { createSign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendOtpRouter, createSendOtpServer } from '@sendotp-contract/server';
import { call } from '../e2e/caller.js';
import { caller, mpp } from '../key-pairs.js';
import { SealedVault } from '../sealed-vault.js';
import { type Shell, shellOptions, startShell } from './shell.js';

const server = (options: object) => createSendOtpServer({ ...shellOptions(), ...options });
const router = (options: object) => createSendOtpRouter({ ...shellOptions(), ...options });

describe('an option', () => {
  it.each([
    ['a router', router, 'otherpaths', 'otherPaths'],
    ['a router', router, 'maxConections', 'expected contract, document, clients'],
    ['a server', server, 'maxConections', 'maxConnections'],
    ['a server', server, 'privatKey', 'privateKey'],
    ['a server', server, 'onSignatureMissmatch', 'onSignatureMismatch'],
    ['a server', server, 'xxxxxxxxxxxxxxx', 'expected contract, document, clients'],
  ])('that %s does not have is refused with the one that was meant', async (_, create, name, hint) => {
    await expect(create({ [name]: undefined })).rejects.toThrow(
      new RegExp(`^the options: there is no option "${name}"; (did you mean )?${hint}`),
    );
  });

  it.each([
    [{ privateKey: mpp.publicKey }, 'privateKey: this is a public key'],
    [{ clients: { A: caller.privateKey } }, 'clients["A"]: this is a private key'],
    [{ privateKey: undefined }, 'privateKey is undefined, and so is sign'],
  ])('SIG-6: that cannot be used is named: %#', async (options, message) => {
    await expect(server(options)).rejects.toThrow(message);
  });
});

describe('a key that is promised', () => {
  it.each<[string, (vault: SealedVault) => object]>([
    ['of one of several callers', (vault) => ({ clients: { A: vault.waiting(), B: vault.key() } })],
    [
      'before those of the callers are there',
      (vault) => ({ clients: { A: vault.waiting() }, privateKey: vault.key() }),
    ],
    ['both', (vault) => ({ clients: { A: vault.key() }, privateKey: vault.key() })],
    [
      'all from the same promise',
      (vault) => {
        const secrets = vault.key();
        return { clients: { A: secrets, B: secrets }, privateKey: secrets };
      },
    ],
  ])('and does not come is told at once, as it is: %s', async (_, options) => {
    const vault = new SealedVault();
    await expect(server(options(vault))).rejects.toBe(vault.error);
    expect(vault.error.message).toBe(SealedVault.message);
  });
});

describe('the version of the key that signs responses', () => {
  let shell: Shell;
  afterEach(() => shell.server.close({ graceMs: 100 }));
  const sign = (content: Uint8Array) => createSign('RSA-SHA256').update(content).sign(mpp.privateKey);

  it.each([
    ['privateKey', {}],
    ['sign', { sign }],
  ])('HDR-6: is said beside %s, and otherwise 1', async (_, key) => {
    for (const [options, version] of [
      [{ ...key, keyVersion: '7' }, 'keyVersion=7,'],
      [key, 'keyVersion=1,'],
    ] as const) {
      shell = await startShell(options);
      expect((await call(shell)).headers['signature']).toContain(version);
      await shell.server.close({ graceMs: 100 });
    }
  });
});
