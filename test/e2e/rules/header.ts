import { describe, expect, it } from 'vitest';
import { call, type Changes, uniqueTime, urlEncoded } from '../caller.js';
import type { Target } from '../target.js';

export function headerRules(target: () => Target): void {
  const code = async (changes: Changes): Promise<string> => (await call(target(), changes)).code;

  describe('header', () => {
    it('HDR-1: without a Client-Id, INVALID_CLIENT', async () => {
      expect(await code({ headers: { 'Client-Id': undefined } })).toBe('INVALID_CLIENT');
    });

    it.each(['', 'SOMEBODY_ELSE', '__proto__', 'constructor', 'x'.repeat(4000)])(
      'HDR-1: the Client-Id "%.20s" is INVALID_CLIENT',
      async (clientId) => {
        expect(await code({ clientId })).toBe('INVALID_CLIENT');
      },
    );

    it('HDR-1: a Client-Id in another case is another Client-Id', async () => {
      expect(await code({ clientId: target().clientId.toLowerCase() })).toBe('INVALID_CLIENT');
    });

    it('HDR-1: header names are case-insensitive', async () => {
      const { clientId } = target();
      const time = uniqueTime();
      expect(
        await code({
          time,
          headers: {
            'Client-Id': undefined,
            'cLiENT-iD': clientId,
            'Request-Time': undefined,
            'REQUEST-TIME': time,
          },
        }),
      ).toBe('SUCCESS');
    });

    const at = (offsetMinutes: number, zone: string, fraction = ''): string =>
      new Date(Date.now() + offsetMinutes * 60_000).toISOString().slice(0, 19) + fraction + zone;

    it.each([
      ['Z', 0, 'Z'],
      ['+05:30', 330, '+05:30'],
      ['+0800', 480, '+0800'],
      ['-03:30', -210, '-03:30'],
    ])('HDR-2: a time with the zone %s is read', async (_, offset, zone) => {
      expect(await code({ time: at(offset, zone, `.${Math.random().toString().slice(2, 14)}`) })).toBe(
        'SUCCESS',
      );
    });

    it.each([1, 2, 3, 9, 40])('HDR-2: %i fraction digits are read', async (digits) => {
      expect(await code({ time: at(0, 'Z', `.${'1'.repeat(digits)}`) })).toBe('SUCCESS');
    });

    it.each([
      '',
      'now',
      '1764000000',
      '2026-13-01T00:00:00Z',
      '2026-02-30T00:00:00Z',
      '2026-11-23T24:00:00Z',
      '2026-11-23T00:00:00',
      '2026-11-23 00:00:00Z',
      '2026-11-23T00:00Z',
      '20261123T000000Z',
      '2026-11-23T00:00:00.Z',
      '2026-11-23t00:00:00z',
      'Mon, 23 Nov 2026 00:00:00 GMT',
      '0'.repeat(8000),
    ])('HDR-2: "%.30s" is no time, PARAM_ILLEGAL', async (time) => {
      expect(await code({ time })).toBe('PARAM_ILLEGAL');
    });

    it('HDR-2: without a Request-Time, PARAM_ILLEGAL', async () => {
      expect(await code({ headers: { 'Request-Time': undefined } })).toBe('PARAM_ILLEGAL');
    });

    it.each<[string, (s: string, v: string) => string]>([
      ['no blank after the commas', (s, v) => `algorithm=RSA256,keyVersion=${v},signature=${s}`],
      ['several blanks after the commas', (s, v) => `algorithm=RSA256,   keyVersion=${v}, \t signature=${s}`],
      ['a blank before the commas', (s, v) => `algorithm=RSA256 ,keyVersion=${v} ,signature=${s}`],
      [
        'blanks and tabs before and after the commas',
        (s, v) => `algorithm=RSA256 \t , \tkeyVersion=${v}\t,\t signature=${s}`,
      ],
      ['another order', (s, v) => `signature=${s}, keyVersion=${v}, algorithm=RSA256`],
      ['rsa256 in small letters', (s, v) => `algorithm=rsa256, keyVersion=${v}, signature=${s}`],
      ['no algorithm', (s, v) => `keyVersion=${v}, signature=${s}`],
      ['no keyVersion', (s) => `algorithm=RSA256, signature=${s}`],
      ['the signature alone', (s) => `signature=${s}`],
    ])('HDR-3: a Signature with %s is read', async (_, write) => {
      expect(await code({ signatureHeader: (bytes, version) => write(urlEncoded(bytes), version) })).toBe(
        'SUCCESS',
      );
    });

    it.each<[string, (s: string, v: string) => string]>([
      ['nothing', () => ''],
      ['no signature', (_, v) => `algorithm=RSA256, keyVersion=${v}`],
      ['an empty signature', (_, v) => `algorithm=RSA256, keyVersion=${v}, signature=`],
      ['the value alone', (s) => s],
      ['a key of another case', (s, v) => `Algorithm=RSA256, keyVersion=${v}, signature=${s}`],
      ['semicolons', (s, v) => `algorithm=RSA256; keyVersion=${v}; signature=${s}`],
      ['a pair twice', (s, v) => `algorithm=RSA256, keyVersion=${v}, signature=${s}, signature=${s}`],
      ['something that is not base64', (_, v) => `algorithm=RSA256, keyVersion=${v}, signature=%%%`],
      ['a broken percent sequence', (_, v) => `algorithm=RSA256, keyVersion=${v}, signature=%E0%A4`],
      ['another algorithm', (s, v) => `algorithm=RSA512, keyVersion=${v}, signature=${s}`],
      ['no algorithm at all', (s, v) => `algorithm=none, keyVersion=${v}, signature=${s}`],
    ])('HDR-3: a Signature with %s is INVALID_SIGNATURE', async (_, write) => {
      expect(await code({ signatureHeader: (bytes, version) => write(urlEncoded(bytes), version) })).toBe(
        'INVALID_SIGNATURE',
      );
    });

    it('HDR-3: without a Signature, INVALID_SIGNATURE', async () => {
      expect(await code({ headers: { Signature: undefined } })).toBe('INVALID_SIGNATURE');
    });

    it.each([
      undefined,
      'application/json',
      'application/json;charset=utf-8',
      'Application/JSON; Charset="UTF-8"',
      'application/json; profile=x',
    ])('HDR-4: Content-Type %s is taken', async (contentType) => {
      expect(await code({ headers: { 'Content-Type': contentType } })).toBe('SUCCESS');
    });

    it.each([undefined, 'agent-7', '', 'é'.repeat(20)])(
      'HDR-5: Agent-Token %s changes nothing',
      async (agentToken) => {
        expect(await code({ headers: { 'Agent-Token': agentToken } })).toBe('SUCCESS');
      },
    );

    it('HDR-6: a response has Client-Id, Response-Time, Signature and Content-Type', async () => {
      const { headers } = await call(target());
      expect(headers['client-id']).toBe(target().clientId);
      expect(headers['response-time']).toMatch(
        /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/,
      );
      expect(headers['signature']).toMatch(/^algorithm=RSA256, keyVersion=[^,]+, signature=[A-Za-z0-9%]+$/);
      expect(headers['content-type']).toBe('application/json; charset=UTF-8');
    });

    it.each<[string, Changes]>([
      ['S', {}],
      ['F', { method: 'PUT' }],
      ['F without a known operation', { path: '/' }],
    ])('HDR-6: the header names of a response are in lower case on the wire, with %s', async (_, changes) => {
      const { headerNames } = await call(target(), changes);
      for (const name of ['client-id', 'response-time', 'signature', 'content-type'])
        expect(headerNames).toContain(name);
    });

    it('HDR-6: the signature of a response is base64 and URL-encoded', async () => {
      // 20 signatures of 256 bytes: nearly each has a + or a /, and all end with =.
      const answers = await Promise.all(Array.from({ length: 20 }, () => call(target())));
      const values = answers.map(
        ({ headers }) => /signature=(.*)$/.exec(String(headers['signature']))?.[1] ?? '',
      );
      for (const value of values) {
        expect(value).toMatch(/^([A-Za-z0-9]|%2B|%2F|%3D)+%3D%3D$/);
        expect(Buffer.from(decodeURIComponent(value), 'base64')).toHaveLength(256);
      }
      expect(values.join('')).toMatch(/%2B/);
      expect(values.join('')).toMatch(/%2F/);
    });
  });
}
