import { afterEach, describe, expect, it, vi } from 'vitest';
import { importPrivateKey, importPublicKey } from '../../message/key.js';
import { nodeCodec, nodeMemory, nodeRsa } from '../../message/node-engine.js';
import vendor from './signing.json' with { type: 'json' };

/** The modules as a runtime with these versions loads them. */
async function loadedIn(versions: Readonly<Record<string, string>> | undefined) {
  vi.resetModules();
  vi.stubGlobal('process', { ...process, versions });
  const engine = await import('../../message/engine.js');
  const { webRsa } = await import('../../message/rsa.js');
  return { engine, webRsa };
}

describe('the engine', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.resetModules();
  });

  it('is of Node in Node, from the first key on', async () => {
    const { engine, webRsa } = await loadedIn({ node: '22.0.0' });
    expect(engine.rsa).toBe(webRsa);
    await engine.chooseEngine();
    expect(engine.rsa).not.toBe(webRsa);
    const { encodeBase64 } = await import('../../message/base64.js');
    const btoa = vi.spyOn(globalThis, 'btoa');
    expect(encodeBase64(new Uint8Array([1, 2, 3]))).toBe('AQID');
    expect(btoa).not.toHaveBeenCalled();
  });

  it('is chosen once', async () => {
    const { engine } = await loadedIn({ node: '22.0.0' });
    await engine.chooseEngine();
    const chosen = engine.rsa;
    await engine.chooseEngine();
    expect(engine.rsa).toBe(chosen);
  });

  it.each([
    ['a page whose bundle has a process without versions', undefined],
    ['a page whose bundle has one with none', {}],
    ['Bun', { node: '22.0.0', bun: '1.3.0' }],
    ['Deno', { node: '22.0.0', deno: '2.5.0' }],
  ])('is of the web in %s', async (_, versions) => {
    const { engine, webRsa } = await loadedIn(versions);
    await engine.chooseEngine();
    expect(engine.rsa).toBe(webRsa);
    const { encodeBase64 } = await import('../../message/base64.js');
    const btoa = vi.spyOn(globalThis, 'btoa');
    expect(encodeBase64(new Uint8Array([1, 2, 3]))).toBe('AQID');
    expect(btoa).toHaveBeenCalledOnce();
  });

  it('is of the web in a page, which has no process', async () => {
    const { engine, webRsa } = await loadedIn(undefined);
    vi.stubGlobal('process', undefined);
    await engine.chooseEngine();
    expect(engine.rsa).toBe(webRsa);
    expect(engine.pooled).toBeUndefined();
  });

  it('is of the web in a Node that has no code of its own for it', async () => {
    const { engine, webRsa } = await loadedIn({ node: '16.0.0' });
    vi.stubGlobal('process', { ...process, getBuiltinModule: undefined, versions: { node: '16.0.0' } });
    vi.stubGlobal('Buffer', undefined);
    await engine.chooseEngine();
    expect(engine.rsa).toBe(webRsa);
    const { encodeBase64 } = await import('../../message/base64.js');
    expect(encodeBase64(new Uint8Array([1, 2, 3]))).toBe('AQID');
  });

  it('is of the web where the code for Node is not there', async () => {
    const { engine, webRsa } = await loadedIn({ node: '22.0.0' });
    vi.doMock('../../message/node-engine.js', () => {
      throw new Error('not packed');
    });
    await engine.chooseEngine();
    vi.doUnmock('../../message/node-engine.js');
    expect(engine.rsa).toBe(webRsa);
    const { encodeBase64 } = await import('../../message/base64.js');
    expect(encodeBase64(new Uint8Array([1, 2, 3]))).toBe('AQID');
  });
});

describe('the code for Node', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('SIG-4: signs and verifies in Node, and reads and writes base64', async () => {
    const rsa = nodeRsa();
    const content = new TextEncoder().encode('content');
    const signature = await rsa?.sign(await importPrivateKey(vendor.privateKey), content);
    if (rsa === undefined || signature === undefined) throw new Error('not signed');
    const key = await importPublicKey(vendor.publicKey);
    expect(await rsa.verify(key, new Uint8Array(signature), content)).toBe(true);
    expect(await rsa.verify(key, new Uint8Array(signature), new Uint8Array())).toBe(false);
    const codec = nodeCodec();
    expect(codec?.decode(codec.encode(content))).toEqual(content);
  });

  it('gives as many bytes as are asked for, which are a part of a larger piece', () => {
    const bytes = nodeMemory()?.(10);
    expect(bytes).toHaveLength(10);
    expect(bytes?.buffer.byteLength).toBeGreaterThan(10);
  });

  it('rejects where node:crypto fails', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    const content = new Uint8Array(1);
    await expect(nodeRsa()?.sign(privateKey, content)).rejects.toThrow(Error);
    await expect(nodeRsa()?.verify(publicKey, new Uint8Array(64), content)).rejects.toThrow(Error);
  });

  it.each([
    ['a page', undefined],
    ['a bundle with a process of its own', {}],
    ['a runtime without node:crypto', { getBuiltinModule: () => undefined }],
  ])('is not there in %s', (_, stub) => {
    vi.stubGlobal('process', stub);
    vi.stubGlobal('Buffer', undefined);
    expect([nodeRsa(), nodeCodec(), nodeMemory()]).toEqual([undefined, undefined, undefined]);
  });
});
