import { createClient, type CallOutcome } from '@sendotp-contract/client';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { clientOf, contract, type Running, start } from './two-operations.js';

const { plainRequest, resultCodes } = contract.operations.madeUpCheck;
const { acquirerId, pspId, tokenPrefix } = contract.sandbox;
const own = { acquirerId, pspId, accessToken: `${tokenPrefix}SUCCESS` };

describe('the client with two operations', () => {
  let running: Running;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(async () => {
    await running.server.close({ graceMs: 100 });
  });
  const newClient = () => createClient({ contract, ...clientOf, baseUrl: running.url });

  it('calls both, and each outcome has the fields of its own operation', async () => {
    const client = await newClient();
    const sent = await client.call('sendOTP', own);
    if (sent.resultStatus !== 'S') throw new Error(sent.resultCode);
    expectTypeOf(sent.verifyRequestId).toEqualTypeOf<string>();
    const checked = await client.call('madeUpCheck', {
      ...own,
      verifyRequestId: sent.verifyRequestId,
      typedCode: '123456',
    });
    if (checked.resultStatus !== 'S') throw new Error(checked.resultCode);
    expectTypeOf(checked.checkedAt).toEqualTypeOf<string>();
    expect(checked).toMatchObject({ signed: true, checkedAt: expect.any(String) as string });
    expect(checked).not.toHaveProperty('verifyRequestId');
  });

  it('returns the own code of an operation with its message', async () => {
    const client = await newClient();
    const outcome = await client.call('madeUpCheck', { ...plainRequest, ...own });
    expect(outcome).toMatchObject({
      resultStatus: 'F',
      resultCode: 'MADE_UP_CODE_WRONG',
      resultMessage: resultCodes.MADE_UP_CODE_WRONG.message,
    });
  });

  it('refuses a request that is outside its own schema before anything is sent, and shows no secret', async () => {
    const client = await newClient();
    const sending = client.call('madeUpCheck', { ...plainRequest, ...own, typedCode: '987' });
    await expect(sending).rejects.toMatchObject({ code: 'REQUEST_OUTSIDE_CONTRACT' });
    await expect(sending).rejects.toThrow(/typedCode/);
    await expect(sending).rejects.not.toThrow(/987/);
  });

  it('knows which operations and fields there are when it is compiled', () => {
    type Operations = (typeof contract)['operations'];
    expectTypeOf<Extract<CallOutcome<Operations['madeUpCheck']>, { resultStatus: 'S' }>>().toHaveProperty(
      'checkedAt',
    );
    const calls = async () => {
      const client = await newClient();
      // @ts-expect-error -- no operation of the contract
      await client.call('verifyOTP', own);
      // @ts-expect-error -- required parameters are missing
      await client.call('madeUpCheck', own);
    };
    expect(calls).toBeTypeOf('function');
  });
});
