import { createServer as createRawServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runConformance, toHtml, toJunit, toMarkdown, toTerminal } from '@sendotp-contract/conformance';
import { type Habits, startVariant, tokens } from '../variant-server.js';
import { keyPair } from '../../key-pairs.js';
import { profileOf, world } from '../world.js';
import { breachesOf, closedAfterwards, closeServers, forwarded, judge, resultOf, ruleOf } from './judging.js';

afterEach(closeServers);

/** A server whose clock is this many ms ahead. */
const ahead =
  (ms: number) =>
  (good: Habits): Partial<Habits> => ({
    time: (text) => {
      const at = good.time(text);
      return at === undefined ? undefined : at - ms;
    },
    responseTime: () => new Date(Date.now() + ms).toISOString(),
    headers: (headers) => ({ ...headers, Date: new Date(Date.now() + ms).toUTCString() }),
  });

describe('one cause is one finding, said first', () => {
  it('SIG-5: publicKeys that are not the target’s', async () => {
    const report = await judge({ profile: { publicKeys: keyPair('stranger').publicKey } });
    expect(breachesOf(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(report.causes).toMatchObject([{ kind: 'public-keys', inDoubt: true }]);
    expect(report.summary).toContain('none of the ');
    expect(resultOf(report, 'every.signature')).toMatchObject({ verdict: 'not-tried' });
    expect(ruleOf(report, 'SIG-2')?.verdict).toBe('not-tried');
    const text = toTerminal(report);
    expect(text.indexOf('FIRST')).toBeGreaterThan(0);
    expect(text.split('Are publicKeys the target').length).toBe(2);
    for (const form of [toHtml(report), toMarkdown(report), toJunit(report)])
      expect(form).toContain('Are publicKeys the target');
  });

  it('SIG-2: a key that is known, over other bytes, is a breach, and the hint says what was signed', async () => {
    const report = await judge({
      change: () => ({ signsBytes: (bytes) => Buffer.from(`${bytes.toString()}\n`) }),
      options: { only: ['RC-4.unknown'] },
    });
    expect(report.causes).toEqual([]);
    expect(breachesOf(report)).toEqual([]);
    const all = await judge({
      change: () => ({ signsBytes: (bytes) => Buffer.from(`${bytes.toString()}\n`) }),
      options: { only: ['every.signature'] },
    });
    expect(breachesOf(all)).toEqual(['every.signature']);
    expect(resultOf(all, 'every.signature')?.hint).toMatch(/^In this response, .*line feed/i);
  });

  it.each([
    ['ahead', 15 * 60_000, "the target's clock is 15 min ahead of this machine's"],
    ['behind', -11 * 60_000, "the target's clock is 11 min behind this machine's"],
  ])('SIG-8: a clock that is %s beyond the tolerance', async (_, ms, summary) => {
    const report = await judge({ change: ahead(ms) });
    expect(breachesOf(report)).toEqual([]);
    expect(report.causes).toMatchObject([{ kind: 'clock', inDoubt: true, rules: ['SIG-8'] }]);
    expect(report.causes[0]?.summary).toContain(summary);
    expect(report.causes[0]?.remedy.join()).toContain('NTP');
    // Everything else was judged in the target's time.
    expect(report).toMatchObject({ exitCode: 2, counts: { failed: 0 } });
    expect(resultOf(report, 'SIG-8.within')).toMatchObject({ verdict: 'passed' });
  });

  it('SIG-8: a clock that is off within the tolerance is said, and breaks nothing', async () => {
    const report = await judge({ change: ahead(-150_000) });
    expect(breachesOf(report)).toEqual([]);
    expect(report.causes).toMatchObject([{ kind: 'clock', inDoubt: false }]);
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0 });
  });

  it('HDR-6: a Response-Time that is off while the clock is right is a breach, and no clock', async () => {
    const report = await judge({
      change: () => ({ responseTime: () => new Date(Date.now() - 8 * 3_600_000).toISOString() }),
    });
    expect(report.causes).toEqual([]);
    expect(breachesOf(report)).toEqual(['every.response-time']);
  });

  it('CALL-3: a Content-Length that is one short', async () => {
    const report = await judge({
      change: () => ({
        headers: (headers) => headers,
        respond: (response, { status, headers, bytes }) => {
          response.socket?.end(
            `HTTP/1.1 ${status} OK\r\n${Object.entries(headers)
              .map(([name, value]) => `${name}: ${value}\r\n`)
              .join('')}Content-Length: ${bytes.length - 1}\r\n\r\n${bytes.toString()}`,
          );
        },
      }),
    });
    expect(report).toMatchObject({ verdict: 'broken', exitCode: 1 });
    expect(breachesOf(report)).toEqual(['every.content-length']);
    expect(report.causes).toMatchObject([{ kind: 'content-length', rules: ['CALL-3'] }]);
    expect(report.causes[0]?.remedy.join()).toContain('Content-Length counts the bytes');
    expect(report.requests).toBeLessThan(5);
  });

  it('CALL-3: a request body that is left unread on a connection that is kept open', async () => {
    const good = await startVariant(world);
    closedAfterwards(good);
    const url = await lazyProxy(new URL(good.url));
    const report = await runConformance(profileOf(url));
    expect(breachesOf(report), toTerminal(report)).toEqual(['every.keep-alive']);
    expect(report.causes).toMatchObject([{ kind: 'keep-alive', rules: ['CALL-3'] }]);
    expect(report.causes[0]?.summary).toMatch(/^after \S+ \S+ the next request on the same connection got/);
    expect(report.causes[0]?.remedy.join()).toContain('Read the whole request body');
    expect(report).toMatchObject({ exitCode: 1 });
  });
});

/**
 * Stands before a good server and answers what has the wrong method without reading its body, on the same connection: what is
 * left is taken for the next request.
 */
async function lazyProxy(to: URL): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket: Socket) => {
    sockets.add(socket);
    let pending = Buffer.alloc(0);
    let isBusy = false;
    socket.on('error', () => undefined);
    const next = async (): Promise<void> => {
      const end = pending.indexOf('\r\n\r\n');
      if (isBusy || end === -1) return;
      const head = pending.subarray(0, end).toString('latin1');
      const [method = '', target = ''] = head.split(' ', 2);
      if (!/^[A-Z]+ \S+ HTTP\/1\.1\r\n/.test(head)) {
        socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
        return;
      }
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      isBusy = true;
      const body = pending.subarray(end + 4, end + 4 + length);
      // The fault: the body of a request with another method stays where it is.
      pending = pending.subarray(end + 4 + (method === 'PUT' ? 0 : length));
      const headers = head
        .split('\r\n')
        .slice(1)
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
      socket.write(await forwarded(to, method, target, headers, body));
      isBusy = false;
      await next();
    };
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      void next();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedAfterwards({
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a wrong fixture is one finding, said first', () => {
  it.each<[string, Partial<Record<keyof typeof tokens, string>>, string, string]>([
    ['RC-15', { frozen: 'mistyped' }, 'accessTokens.frozen is answered INVALID_TOKEN', 'RC-15.frozen'],
    ['RC-3', { expired: 'mistyped' }, 'accessTokens.expired is answered INVALID_TOKEN', 'RC-3.expired'],
    ['RC-13', { noEmail: 'mistyped' }, 'accessTokens.noEmail is answered INVALID_TOKEN', 'RC-13.no-email'],
    ['RC-1', { valid: 'mistyped' }, 'accessTokens.valid is answered INVALID_TOKEN', 'RC-1.sent'],
  ])('%s: %j', async (rule, wrong, summary, id) => {
    const report = await judge({ profile: { accessTokens: { ...tokens, ...wrong } } });
    expect(breachesOf(report)).toEqual([]);
    expect(report.causes).toMatchObject([{ kind: 'fixture', rules: [rule], inDoubt: true }]);
    expect(report.causes[0]?.summary).toContain(summary);
    expect(report.causes[0]?.remedy.join()).toContain('correct the profile and run again');
    expect(resultOf(report, id)).toMatchObject({ verdict: 'not-tried' });
    expect(resultOf(report, id)?.reasons.join()).toContain('wrong fixture');
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
  });

  it('RC-16: a throttled client that the target does not know', async () => {
    const report = await judge({ profile: { throttledClient: { clientId: 'NOBODY' } } });
    expect(breachesOf(report)).toEqual([]);
    expect(report.causes).toMatchObject([{ kind: 'fixture', rules: ['RC-16'] }]);
    expect(report.causes[0]?.remedy.join()).toContain('Is NOBODY registered there');
    expect(report.exitCode).toBe(2);
  });

  it('RC-15: is asked once, before any case, and only where a selected case needs it', async () => {
    const asked: string[] = [];
    const change = (good: Habits): Partial<Habits> => ({
      outcome: (token, ...rest) => {
        asked.push(token);
        return good.outcome(token, ...rest);
      },
    });
    await judge({ change, options: { only: ['RC-15.frozen', 'RC-3'] } });
    expect(asked.filter((token) => token === tokens.frozen)).toHaveLength(1);
    expect(asked.filter((token) => token === tokens.expired)).toHaveLength(1);
    expect(asked).not.toContain(tokens.valid);
    expect(asked).not.toContain(tokens.unknownUser);
  });
});

describe('responses to what is only recommended', () => {
  it('CALL-3: a page of the framework for a path that is only equivalent breaks nothing', async () => {
    const report = await judge({
      change: (good) => ({
        respond: (response, written) => {
          const { url = '' } = response.req;
          if (/%|;|^\/\//.test(url.split('?', 1)[0] ?? '')) response.writeHead(404).end('<h1>Not found</h1>');
          else good.respond(response, written);
        },
      }),
    });
    expect(breachesOf(report)).toEqual([]);
    expect(resultOf(report, 'CALL-2.spelling')).toMatchObject({ verdict: 'failed', severity: 'should' });
    expect(report.exitCode).toBe(0);
  });
});
