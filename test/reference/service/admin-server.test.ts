import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { InFlight } from '@sendotp-contract/server';
import { AdminActions } from '../../../server/reference/service/admin-action.js';
import {
  type AdminServer,
  type AdminServerOptions,
  startAdminServer,
} from '../../../server/reference/service/admin-server.js';
import { Metrics } from '../../../server/reference/service/metrics.js';
import { Readiness } from '../../../server/reference/service/readiness.js';
import { NoticeLog } from './notice-log.js';

const secret = 'c'.repeat(40);

describe('the admin port', () => {
  let admin: AdminServer | undefined;
  afterEach(async () => {
    await admin?.close();
    admin = undefined;
  });

  /** Starts it with one action, `POST /act`. */
  async function started(
    run: (body: Readonly<Record<string, string>>) => Promise<object>,
    host = '127.0.0.1',
    timeouts: Pick<AdminServerOptions, 'headersTimeoutMs' | 'requestTimeoutMs'> = {},
  ) {
    const log = new NoticeLog();
    const metrics = new Metrics(new InFlight());
    const readiness = new Readiness([{ name: 'redis', check: () => Promise.resolve() }]);
    const actions = new AdminActions(
      [{ path: '/act', secret, fields: ['name'], optional: ['more'], run }],
      log,
      metrics,
    );
    admin = await startAdminServer({ host, port: 0, ...timeouts }, { readiness, metrics, actions });
    const { url } = admin;
    const act = async (body: string) => {
      const headers = { Authorization: `bearer  ${secret}` };
      const response = await fetch(`${url}/act`, { method: 'POST', headers, body });
      return { status: response.status, body: (await response.json()) as unknown, headers: response.headers };
    };
    return { url, act, notices: log.notices, readiness, metrics };
  }

  it('shows whether requests should come here, as JSON that nobody keeps', async () => {
    const { url, readiness } = await started(() => Promise.resolve({}));
    const ready = async () => {
      const response = await fetch(`${url}/readyz?x=1`);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-store');
      return [response.status, (await response.json()) as unknown];
    };
    expect(await ready()).toEqual([503, { ready: false, checks: { process: 'is starting' } }]);
    readiness.start();
    expect(await ready()).toEqual([200, { ready: true, checks: { redis: 'ok' } }]);
    expect((await fetch(`${url}/livez`, { method: 'HEAD' })).status).toBe(200);
    expect(await (await fetch(`${url}/livez`)).text()).toBe('ok\n');
  });

  it('shows pages to those who read, and nothing to those who write', async () => {
    const { url } = await started(() => Promise.resolve({}));
    for (const path of ['/livez', '/readyz', '/metrics', '/toString']) {
      const response = await fetch(url + path, { method: 'POST' });
      expect([response.status, await response.text()]).toEqual([
        404,
        'not found; available: GET /livez, /readyz, /metrics, POST /act\n',
      ]);
    }
  });

  it('hands the fields of an action over, and answers with what comes of it', async () => {
    const seen: object[] = [];
    const { act } = await started((body) => {
      seen.push(body);
      return Promise.resolve({ done: true });
    });
    expect(await act('{"name":"ada","more":"x"}')).toMatchObject({ status: 200, body: { done: true } });
    expect(await act('{"name":"ada"}')).toMatchObject({ status: 200 });
    expect(seen).toEqual([{ name: 'ada', more: 'x' }, { name: 'ada' }]);
    const { status, headers } = await act('{"more":"x"}');
    // What is left of a request that is refused is not waited for.
    expect([status, headers.get('connection')]).toEqual([400, 'close']);
  });

  it('takes a body of 4 KiB, and not a byte more', async () => {
    const { act } = await started(() => Promise.resolve({}));
    const body = (size: number) => `{"name":"${'x'.repeat(size - 11)}"}`;
    expect(body(4_096).length).toBe(4_096);
    expect((await act(body(4_096))).status).toBe(200);
    expect(await act(body(4_097))).toMatchObject({
      ...{ status: 413, body: { error: 'the body has more than 4096 bytes' } },
    });
  });

  it.each([
    [Object.assign(new RangeError('secret of ada'), { code: 'ECONNREFUSED' }), 'RangeError (ECONNREFUSED)'],
    [new RangeError('secret of ada'), 'RangeError'],
  ])(
    'says of an action that fails that its outcome is not known, and to the log why: %o',
    async (error, reason) => {
      const { act, notices } = await started(() => Promise.reject(error));
      expect(await act('{"name":"ada"}')).toMatchObject({
        ...{ status: 503, body: { error: 'failed: it is not known whether it was done' } },
      });
      expect(notices).toEqual([{ level: 'error', what: '/act failed', details: { reason } }]);
    },
  );

  // They take the second after which a server looks at its connections.
  it.each([
    ['headers', { headersTimeoutMs: 100 }, ''],
    ['body', { headersTimeoutMs: 100, requestTimeoutMs: 100 }, `Authorization: Bearer ${secret}\r\n\r\n{`],
  ])('cuts off a caller who stops in the middle of the %s', async (_, timeouts, rest) => {
    const { url } = await started(() => Promise.resolve({}), '127.0.0.1', timeouts);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const ended = once(socket.resume(), 'close');
    socket.write(`POST /act HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n${rest}`);
    const since = performance.now();
    await ended;
    expect(performance.now() - since).toBeLessThan(10_000);
  });

  it('closes though an action is under way, whose caller is cut off', async () => {
    let isUnderWay = false;
    const { act } = await started(() => {
      isUnderWay = true;
      return new Promise(() => undefined);
    });
    const acting = act('{"name":"ada"}').catch(() => 'cut off');
    await expect.poll(() => isUnderWay).toBe(true);
    await admin?.close();
    expect(await acting).toBe('cut off');
  });

  it('is one of its own on each address, in IPv6 too', async () => {
    const { url } = await started(() => Promise.resolve({}), '::1');
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const { port } = new URL(url);
    const pages = { readiness: new Readiness([]), metrics: new Metrics(new InFlight()) };
    const actions = new AdminActions(
      [],
      { notice: () => undefined, request: () => undefined, event: () => undefined, fault: () => undefined },
      pages.metrics,
    );
    await expect(
      startAdminServer({ host: '::1', port: Number(port) }, { ...pages, actions }),
    ).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('says of a page that fails only that', async () => {
    const { url, metrics } = await started(() => Promise.resolve({}));
    metrics.countDroppedLines(() => {
      throw new RangeError('secret of ada');
    });
    const response = await fetch(`${url}/metrics`);
    expect([response.status, await response.text()]).toEqual([500, 'failed\n']);
  });
});
