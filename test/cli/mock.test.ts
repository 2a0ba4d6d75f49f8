import { type AddressInfo, createServer } from 'node:net';
import { operations, sandbox } from '@sendotp-contract/spec';
import { afterAll, describe, expect, it } from 'vitest';
import { cleanUp, newFolder, sendotp, startCommand } from './program.js';

const cwd = newFolder();
afterAll(cleanUp);

const { path, plainRequest } = operations.sendOTP;

/** A call that nobody has signed. */
async function unsignedCall(url: string): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': sandbox.clientId,
      'Request-Time': new Date().toISOString(),
    },
    body: JSON.stringify({ ...plainRequest, accessToken: `${sandbox.tokenPrefix}SUCCESS` }),
  });
  return response.json();
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
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const args = ['mock', '--port', String(port), '--quiet', '--signature', 'off'];
    const mock = startCommand(args, { cwd });
    await expect
      .poll(() => unsignedCall(`http://127.0.0.1:${port}`).catch(() => undefined))
      .toMatchObject({ result: { resultCode: 'SUCCESS' } });
    expect(await mock.stop()).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
