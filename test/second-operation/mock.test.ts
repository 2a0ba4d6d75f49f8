import { createClient } from '@sendotp-contract/client';
import { createMockServer } from '@sendotp-contract/mock';
import type { MppServer } from '@sendotp-contract/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, mpp } from '../key-pairs.js';
import { clientOf, contract, document } from './two-operations.js';

const { acquirerId, clientId, pspId, tokenPrefix } = contract.sandbox;
const { madeUpCheck, sendOTP } = contract.operations;

describe('the mock with two operations', () => {
  let server: MppServer;
  let url: string;
  beforeAll(async () => {
    server = await createMockServer({
      contract,
      document,
      clients: { [clientId]: caller.publicKey },
      privateKey: mpp.privateKey,
    });
    ({ url } = await server.listen({ port: 0 }));
  });
  afterAll(async () => {
    await server.close({ graceMs: 100 });
  });

  const call = async (scenario: string) => {
    const client = await createClient({ contract, ...clientOf, baseUrl: url, retry: false });
    const own = { acquirerId, pspId, accessToken: `${tokenPrefix}${scenario}` };
    return client.call('madeUpCheck', { ...madeUpCheck.plainRequest, ...own });
  };

  it.each(Object.values(madeUpCheck.resultCodes))(
    'answers $code on demand, signed',
    async ({ code, status }) => {
      expect(await call(code)).toMatchObject({ resultStatus: status, resultCode: code, signed: true });
    },
  );

  it('a code of the other operation alone is no scenario', async () => {
    const [other] = Object.keys(sendOTP.resultCodes).filter((code) => !(code in madeUpCheck.resultCodes));
    expect(await call(other ?? '')).toMatchObject({ resultCode: 'INVALID_TOKEN' });
  });

  it.each([
    ['bad-signature', 'RESPONSE_SIGNATURE_INVALID'],
    ['unsigned-success', 'RESPONSE_UNSIGNED'],
    ['missing-id', 'RESPONSE_OUTSIDE_CONTRACT'],
    ['wrong-status', 'RESPONSE_OUTSIDE_CONTRACT'],
  ])('the fault %s breaks its responses, too', async (fault, code) => {
    await expect(call(`fault:${fault}`)).rejects.toMatchObject({ code });
  });
});
