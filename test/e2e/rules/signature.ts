import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { call, type Changes, goodBody, path, prepare, send, uniqueTime } from '../caller.js';
import type { Target } from '../target.js';

const minutes = 60_000;

export function signatureRules(target: () => Target): void {
  const code = async (changes: Changes): Promise<string> => (await call(target(), changes)).code;

  describe('signature', () => {
    it.each<[string, Changes]>([
      ['another path', { signedPath: `${path}/` }],
      ['another body', { signedBody: '{}' }],
      ['the body with one blank more', { body: '{"a": "b"}', signedBody: '{"a":"b"}' }],
    ])('SIG-1: a signature over %s does not verify, INVALID_SIGNATURE', async (_, changes) => {
      expect(await code(changes)).toBe('INVALID_SIGNATURE');
    });

    it('SIG-1: a signature over another time does not verify, INVALID_SIGNATURE', async () => {
      const prepared = prepare(target());
      prepared.headers['Request-Time'] = uniqueTime();
      expect((await send(target(), prepared)).code).toBe('INVALID_SIGNATURE');
    });

    it('SIG-1: a signature over another Client-Id does not verify, INVALID_SIGNATURE', async () => {
      const prepared = prepare(target(), { clientId: `${target().clientId}.` });
      prepared.headers['Client-Id'] = target().clientId;
      expect((await send(target(), prepared)).code).toBe('INVALID_SIGNATURE');
    });

    it('SIG-2: a response is signed over the path with its query, the Client-Id, its time and its bytes', async () => {
      // send() verifies each response so; here it is seen to refuse a signature over anything else.
      const other: Target = { ...target(), publicKey: newPublicKey() };
      await expect(send(other, prepare(target(), { path: `${path}?a=b` }))).rejects.toThrow(
        'the signature of the response',
      );
      await expect(send(target(), prepare(target(), { path: `${path}?a=b` }))).resolves.toMatchObject({
        code: 'SUCCESS',
      });
    });

    it.each<[string, (text: string) => string]>([
      ['pretty-printed', (text) => `${JSON.stringify(JSON.parse(text), null, 2)}\n`],
      [
        'reordered',
        (text) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())),
      ],
      ['with CRLF line ends', (text) => text.replaceAll(',', ',\r\n')],
      ['with escaped characters', (text) => text.replaceAll('A', '\\u0041')],
      ['with an escaped slash', (text) => text.replace('}', ',"note":"a\\/b"}')],
    ])('SIG-3: a body %s is verified as sent', async (_, write) => {
      expect(await code({ body: write(JSON.stringify(goodBody(target()))) })).toBe('SUCCESS');
    });

    it.each<[string, (signature: Buffer) => string]>([
      ['URL-encoded base64', (signature) => encodeURIComponent(signature.toString('base64'))],
      [
        'URL-encoded base64 in small letters',
        (signature) =>
          encodeURIComponent(signature.toString('base64')).replace(/%../g, (c) => c.toLowerCase()),
      ],
      ['plain base64', (signature) => signature.toString('base64')],
      ['base64url', (signature) => signature.toString('base64url')],
    ])('SIG-4: %s is read', async (_, write) => {
      expect(await code({ signatureHeader: (signature) => `signature=${write(signature)}` })).toBe('SUCCESS');
    });

    it("SIG-5: another key's signature does not verify, INVALID_SIGNATURE", async () => {
      expect(await code({ privateKey: newPrivateKey() })).toBe('INVALID_SIGNATURE');
    });

    it.each(['2', '00', '01', '__proto__', 'x'.repeat(500)])(
      'SIG-5: keyVersion %.20s names no key, KEY_NOT_FOUND',
      async (version) => {
        const signatureHeader: Changes['signatureHeader'] = (bytes) =>
          `algorithm=RSA256, keyVersion=${version}, signature=${encodeURIComponent(bytes.toString('base64'))}`;
        expect(await code({ signatureHeader })).toBe('KEY_NOT_FOUND');
      },
    );

    it.each([-9.9, 9.9])('SIG-8: a Request-Time %d minutes from now is in tolerance', async (offset) => {
      expect(await code({ time: uniqueTime(Date.now() + offset * minutes) })).toBe('SUCCESS');
    });

    it.each([-10.1, 10.1, -60 * 24 * 365])(
      'SIG-8: a Request-Time %d minutes from now is ACCESS_DENIED',
      async (offset) => {
        expect(await code({ time: uniqueTime(Date.now() + offset * minutes) })).toBe('ACCESS_DENIED');
      },
    );

    it('SIG-9: the same signed message again gets the same verifyRequestId', async () => {
      const prepared = prepare(target());
      const first = await send(target(), prepared);
      const again = await send(target(), prepared);
      expect(first.code).toBe('SUCCESS');
      expect(again.body).toEqual(first.body);
    });

    it('SIG-9: the same message with its signature written another way is the same message', async () => {
      const time = uniqueTime();
      const first = await call(target(), { time });
      const again = await call(target(), {
        time,
        signatureHeader: (signature) => `signature=${signature.toString('base64url')}`,
      });
      expect(again.body).toEqual(first.body);
    });

    it('SIG-9: the same message with other headers is the same message', async () => {
      const time = uniqueTime();
      const body = goodBody(target());
      const first = await call(target(), { time, body });
      const before = target().deliveries?.().length;
      for (const headers of [
        { 'Agent-Token': 'agent-7' },
        { 'Content-Type': undefined },
        { Accept: 'application/json', 'User-Agent': 'another', 'X-Trace': '7' },
      ]) {
        const again = await call(target(), { time, body, headers });
        expect(again.body, JSON.stringify(headers)).toEqual(first.body);
      }
      expect(first.code).toBe('SUCCESS');
      expect(target().deliveries?.().length).toBe(before);
    });

    it('SIG-9: a message that does not verify neither gets the outcome of another nor keeps one from it', async () => {
      const time = uniqueTime();
      const forged = await call(target(), { time, privateKey: newPrivateKey() });
      expect(forged.code).toBe('INVALID_SIGNATURE');
      const first = await call(target(), { time });
      expect(first.code).toBe('SUCCESS');
      expect((await call(target(), { time, privateKey: newPrivateKey() })).code).toBe('INVALID_SIGNATURE');
      expect((await call(target(), { time })).body).toEqual(first.body);
    });

    it.each<[string, (time: string) => Changes]>([
      ['another query', (time) => ({ time, path: `${path}?try=2` })],
      ['another body', (time) => ({ time, body: goodBody(target(), { note: 'again' }) })],
      ['another Request-Time', () => ({ time: uniqueTime() })],
    ])('SIG-9: with %s it is another message', async (_, changes) => {
      const time = uniqueTime();
      const first = await call(target(), { time });
      const other = await call(target(), changes(time));
      expect([first.code, other.code]).toEqual(['SUCCESS', 'SUCCESS']);
      expect(other.body.verifyRequestId).not.toBe(first.body.verifyRequestId);
    });

    it('SIG-9: twenty at once get one outcome', async () => {
      const prepared = prepare(target());
      const before = target().deliveries?.().length;
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(target(), prepared)));
      expect(new Set(answers.map(({ body }) => body.verifyRequestId)).size).toBe(1);
      if (before !== undefined) expect(target().deliveries?.().length).toBe(before + 1);
    });

    it('SIG-9: a refused outcome is repeated, too', async () => {
      const prepared = prepare(target(), {
        body: goodBody(target(), { accessToken: target().token('USER_STATUS_ABNORMAL') }),
      });
      expect((await send(target(), prepared)).code).toBe('USER_STATUS_ABNORMAL');
      expect((await send(target(), prepared)).code).toBe('USER_STATUS_ABNORMAL');
    });
  });
}

function newPair(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

const newPrivateKey = (): string => newPair().privateKey;
const newPublicKey = (): string => newPair().publicKey;
