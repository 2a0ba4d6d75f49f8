import { type AddressInfo, createServer } from 'node:net';
import { operations, sandbox } from '@sendotp-contract/spec';
import { afterAll, describe, expect, it } from 'vitest';
import { cleanUp, newFolder, type Running, sendotp, startCommand } from './program.js';

const cwd = newFolder();
afterAll(cleanUp);

const { path, plainRequest } = operations.sendOTP;

/** A call that nobody has signed. */
async function unsignedCall(url: string, signal: AbortSignal | null = null): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': sandbox.clientId,
      'Request-Time': new Date().toISOString(),
    },
    body: JSON.stringify({ ...plainRequest, accessToken: `${sandbox.tokenPrefix}SUCCESS` }),
    signal,
  });
  return response.json();
}

/** A mock that prints nothing and answers. A port that it takes itself it would have to print: it is given one. */
async function quietMock(): Promise<Running> {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const mock = startCommand(['mock', '--port', String(port), '--quiet', '--signature', 'off'], { cwd });
  // Another process may have taken the port in between, and may not answer.
  const isTaken = (): boolean => mock.stderr().includes('another process listens there');
  const success = { result: { resultCode: 'SUCCESS' } };
  const answer = (): Promise<unknown> =>
    unsignedCall(`http://127.0.0.1:${port}`, AbortSignal.timeout(10_000)).catch(() => undefined);
  await expect.poll(() => (isTaken() ? success : answer())).toMatchObject(success);
  return isTaken() ? quietMock() : mock;
}

describe('mock', () => {
  it('--signature, SIGINT: takes what is not signed, knows a client over its limit, and ends with 0', async () => {
    const mock = startCommand(['mock', '--port', '0', '--signature', 'optional'], { cwd });
    await mock.printed('Stop with Ctrl-C.');
    const url = new RegExp(`listens on +(\\S+)${path}\\n`).exec(mock.stdout())?.[1] ?? '';
    expect(await unsignedCall(url)).toMatchObject({ result: { resultCode: 'SUCCESS' } });
    const throttled = await sendotp(['call', '--url', url, '--client-id', sandbox.throttledClientId], {
      cwd,
    });
    expect(throttled.stdout).toContain('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(await mock.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' });
  });

  it('--quiet: prints nothing, and answers', async () => {
    const mock = await quietMock();
    expect(await mock.stop()).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
