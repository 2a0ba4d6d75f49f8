import { describe, expect, it } from 'vitest';
import { createSendOtpClient } from '@sendotp-contract/client';
import { caller, mpp } from '../key-pairs.js';
import { startShell } from '../server/shell.js';
import { request } from './played-mpp.js';

describe('a call over real HTTP', () => {
  it('meets the shell, with no option but those that are required: signed, verified, answered', async () => {
    const shell = await startShell();
    try {
      const client = await createSendOtpClient({
        baseUrl: shell.url,
        clientId: 'CALLER',
        privateKey: caller.privateKey,
        publicKeys: { '1': mpp.publicKey },
      });
      const outcome = await client.sendOtp(request);
      expect(outcome).toEqual({
        resultStatus: 'S',
        resultCode: 'SUCCESS',
        resultMessage: 'Success',
        verifyRequestId: 'id-1',
        signed: true,
      });
      expect(outcome.exchange.response?.headers['client-id']).toBe('CALLER');
    } finally {
      await shell.server.close({ graceMs: 100 });
    }
  });
});
