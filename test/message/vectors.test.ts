import { describe, expect, it } from 'vitest';
import {
  contentToBeSigned,
  importPrivateKey,
  importPublicKeys,
  readSignatureHeader,
  signContent,
  verifyContent,
} from '@sendotp-contract/message';
import vendor from './signing.json' with { type: 'json' };

const { vectors } = vendor;
const privateKey = await importPrivateKey(vendor.privateKey);
const keys = await importPublicKeys(vendor.publicKey);

describe("the vendor's signatures", () => {
  it('are all here', () => {
    expect(vectors).toHaveLength(13);
  });

  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    'SIG-1, SIG-2: %s is reproduced byte for byte',
    async (_, vector) => {
      const { path, clientId, time, body, signature } = vector;
      expect(new TextDecoder().decode(contentToBeSigned({ path, clientId, time, body }))).toBe(
        `POST ${path}\n${clientId}.${time}.${body}`,
      );
      const header = await signContent({ path, clientId, time, body }, { keyVersion: '1', privateKey });
      expect(header).toBe(`algorithm=RSA256, keyVersion=1, signature=${signature}`);
      expect(
        await verifyContent({ path, clientId, time, body: new TextEncoder().encode(body) }, header, keys),
      ).toEqual({ ok: true, keyVersion: '1' });
    },
  );

  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    'SIG-4: %s is verified from plain base64 and base64url, too',
    async (_, { path, clientId, time, body, signature }) => {
      const plain = decodeURIComponent(signature);
      for (const written of [
        plain,
        plain.replaceAll('+', '-').replaceAll('/', '_'),
        plain.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
      ]) {
        const reading = readSignatureHeader(`signature=${written}`);
        expect(reading.ok, written).toBe(true);
        expect(
          await verifyContent({ path, clientId, time, body }, `signature=${written}`, keys),
        ).toMatchObject({ ok: true });
      }
    },
  );
});
