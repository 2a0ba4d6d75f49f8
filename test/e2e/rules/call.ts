import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { call, goodBody, path, prepare, send } from '../caller.js';
import type { Target } from '../target.js';

export function callRules(target: () => Target): void {
  describe('call', () => {
    it('CALL-1: a POST is answered', async () => {
      expect((await call(target())).code).toBe('SUCCESS');
    });

    it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY'])(
      'CALL-1: %s is METHOD_NOT_SUPPORTED',
      async (method) => {
        expect((await call(target(), { method })).code).toBe('METHOD_NOT_SUPPORTED');
      },
    );

    it('CALL-1: HEAD is answered with the headers of METHOD_NOT_SUPPORTED', async () => {
      const { hostname, port } = new URL(target().url);
      const answer = await new Promise<{ status: number | undefined; length: string | undefined }>(
        (resolve, reject) => {
          request({ hostname, port, path, method: 'HEAD', agent: false }, (response) => {
            response.resume();
            resolve({ status: response.statusCode, length: response.headers['content-length'] });
          })
            .on('error', reject)
            .end();
        },
      );
      expect(answer.status).toBe(200);
      expect(Number(answer.length)).toBeGreaterThan(0);
    });

    it.each([
      '/',
      `${path}/`,
      path.toLowerCase(),
      path.toUpperCase(),
      path.replace('v1', 'v2'),
      `/${path}`,
      `${path}%20`,
      path.replace('sendOTP', '%73endOTP'),
      path.replace('sendOTP', 'verifyOTP'),
      `${path}/../sendOTP`,
      `${path};a=b`,
      '/__proto__',
      '/constructor',
    ])('CALL-2: %s is NO_INTERFACE_DEF', async (other) => {
      expect((await call(target(), { path: other })).code).toBe('NO_INTERFACE_DEF');
    });

    it.each([
      ['path', ''],
      ['path and query', '?tenant=7'],
      ['path and an empty query', '?'],
    ])('CALL-2: a target in absolute form is verified over %s', async (_, query) => {
      for (const origin of [
        target().url,
        'http://mpp.example.net',
        'https://user@mpp.example.net:8443',
        'HTTP://[::1]',
      ]) {
        const changes = { path: origin + path + query, signedPath: path + query };
        expect((await call(target(), changes)).code, origin).toBe('SUCCESS');
      }
    });

    it('CALL-2: a target in absolute form that was signed as it is written does not verify, INVALID_SIGNATURE', async () => {
      expect((await call(target(), { path: target().url + path })).code).toBe('INVALID_SIGNATURE');
    });

    it.each(['', '/', `${path}/`, path.toLowerCase(), `/${path}`])(
      'CALL-2: a target in absolute form with the path "%s" is NO_INTERFACE_DEF',
      async (other) => {
        expect((await call(target(), { path: `http://mpp.example.net${other}` })).code).toBe(
          'NO_INTERFACE_DEF',
        );
      },
    );

    it('CALL-3: a body in UTF-8 with characters of every length is taken', async () => {
      const body = goodBody(target(), { note: 'aé支🔑' });
      expect((await call(target(), { body })).code).toBe('SUCCESS');
    });

    it.each([
      ['a lone continuation byte', Buffer.from([0x22, 0x80, 0x22])],
      ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
      ['a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
      ['ISO-8859-1', Buffer.from('"é"', 'latin1')],
    ])('CALL-3: %s is no UTF-8, PARAM_ILLEGAL', async (_, value) => {
      const [head, tail] = JSON.stringify(goodBody(target(), { note: 'X' })).split('"X"') as [string, string];
      const body = Buffer.concat([Buffer.from(head), value, Buffer.from(tail)]);
      expect((await call(target(), { body })).code).toBe('PARAM_ILLEGAL');
    });

    it('CALL-3: a byte order mark is not JSON, PARAM_ILLEGAL', async () => {
      expect((await call(target(), { body: `\uFEFF${JSON.stringify(goodBody(target()))}` })).code).toBe(
        'PARAM_ILLEGAL',
      );
    });

    it.each(['?tenant=7', '?a[]=1&a[]=2', '?', '?acquirerId=other&%zz'])(
      'CALL-4: the query %s is signed and otherwise ignored',
      async (query) => {
        expect((await call(target(), { path: path + query })).code).toBe('SUCCESS');
      },
    );

    it('CALL-4: a query that was not signed is INVALID_SIGNATURE', async () => {
      const prepared = prepare(target(), { path: `${path}?tenant=7`, signedPath: path });
      expect((await send(target(), prepared)).code).toBe('INVALID_SIGNATURE');
    });
  });
}
