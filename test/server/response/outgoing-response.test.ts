import { afterEach, describe, expect, it } from 'vitest';
import { resultCodes } from '@sendotp-contract/spec';
import { type OutgoingResponse, transmit } from '@sendotp-contract/server';
import { call } from '../../e2e/caller.js';
import { RawConnection, signedRequest } from '../http/raw-connection.js';
import { type Shell, startShell } from '../shell.js';

describe('what puts responses on the wire can be replaced', () => {
  let shell: Shell;
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  it('it is given the checked request, and nothing of one that was refused', async () => {
    const seen: OutgoingResponse[] = [];
    shell = await startShell({
      respond: async (outgoing) => {
        seen.push(outgoing);
        transmit(outgoing.response, await outgoing.sign());
      },
    });
    await call(shell);
    await call(shell, { signedBody: 'another' });
    expect(seen.map(({ request }) => request?.body)).toEqual([
      { acquirerId: 'A', pspId: 'P', accessToken: 'SUCCESS', verifyType: 'MOBILE' },
      undefined,
    ]);
  });

  it('it can sign another body, which the caller can verify', async () => {
    const { code, status, message } = resultCodes.PROCESS_FAIL;
    const body = { result: { resultStatus: status, resultCode: code, resultMessage: message } };
    shell = await startShell({
      respond: async ({ response, sign }) => {
        transmit(response, await sign(body));
      },
    });
    // call() verifies the signature of what came.
    expect((await call(shell)).code).toBe('PROCESS_FAIL');
  });

  it('when it throws, the connection is closed and the fault is reported once', async () => {
    shell = await startShell({
      respond: () => Promise.reject(new Error('out of order')),
    });
    await expect(call(shell)).rejects.toThrow();
    expect(shell.faults).toMatchObject([{ stage: 'response' }]);
  });

  it('when it throws in the middle of a response, the connection is closed: the rest is not waited for', async () => {
    shell = await startShell({
      respond: ({ response }) => {
        response.writeHead(200, { 'content-length': 100 }).write('{');
        return Promise.reject(new Error('out of order'));
      },
    });
    await expect(call(shell)).rejects.toThrow();
    expect(shell.faults).toMatchObject([{ stage: 'response' }]);
  });

  it('when it throws behind a whole response, that arrives, and the next one on its connection', async () => {
    shell = await startShell({
      respond: async ({ response, sign }) => {
        transmit(response, await sign());
        throw new Error('out of order');
      },
    });
    const connection = await RawConnection.to(shell.url);
    for (const count of [1, 2]) {
      connection.write(signedRequest(shell).text);
      await connection.answered(count);
    }
    expect(connection.codes).toEqual(['SUCCESS', 'SUCCESS']);
    expect(shell.faults).toMatchObject([{ stage: 'response' }, { stage: 'response' }]);
    connection.socket.destroy();
  });
});
