import { importPrivateKey, importPublicKeys } from '@sendotp-contract/message';
import { beforeAll, describe, expect, it } from 'vitest';
import { importPublicKey } from '../../message/key.js';
import { nodeRsa } from '../../message/node-engine.js';
import { rsa } from '../../message/engine.js';
import { webRsa } from '../../message/rsa.js';
import vectors from './signing.json' with { type: 'json' };

type Keys = {
  readonly privateKey: Awaited<ReturnType<typeof importPrivateKey>>;
  readonly publicKey: Awaited<ReturnType<typeof importPublicKey>>;
};

describe('RSA256', () => {
  let keys: Keys;
  beforeAll(async () => {
    keys = {
      privateKey: await importPrivateKey(vectors.privateKey),
      publicKey: await importPublicKey(vectors.publicKey),
    };
  });
  const onNode = nodeRsa();

  it('is node:crypto here as soon as a key is imported, which costs the main thread less', () => {
    expect(onNode).toBeDefined();
    expect(rsa).not.toBe(webRsa);
  });

  describe.each([
    ['by WebCrypto', webRsa],
    ['by node:crypto', onNode ?? webRsa],
  ])('%s', (_, engine) => {
    const content = new TextEncoder().encode('POST /p\nC.T.{}');

    it('SIG-4: signs the same bytes as the other one, and verifies them', async () => {
      const signature = new Uint8Array(await engine.sign(keys.privateKey, content));
      expect(signature).toEqual(new Uint8Array(await webRsa.sign(keys.privateKey, content)));
      expect(await engine.verify(keys.publicKey, signature, content)).toBe(true);
    });

    it('SIG-4: refuses another content, another signature and one of another length', async () => {
      const signature = new Uint8Array(await engine.sign(keys.privateKey, content));
      expect(await engine.verify(keys.publicKey, signature, new TextEncoder().encode('other'))).toBe(false);
      const changed = signature.slice();
      changed[10] = (changed[10] ?? 0) ^ 1;
      expect(await engine.verify(keys.publicKey, changed, content)).toBe(false);
      expect(await engine.verify(keys.publicKey, signature.slice(1), content)).toBe(false);
      expect(await engine.verify(keys.publicKey, new Uint8Array(), content)).toBe(false);
    });
  });

  it('a set of keys is verified with by either engine', async () => {
    expect((await importPublicKeys(vectors.publicKey)).versions).toEqual(['1']);
  });
});
