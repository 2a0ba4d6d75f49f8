import { describe, expect, it } from 'vitest';
import { operations, resultCodes, sandbox } from '@sendotp-contract/spec';
import type { AcceptedRequest, Outcome } from '@sendotp-contract/server';
import { createSandboxMpp, sandboxToken } from '@sendotp-contract/reference';
import { start, testContext } from '../test-mpp.js';

function createSandbox() {
  const written: string[] = [];
  let now = start;
  const mpp = createSandboxMpp({
    write: (text) => written.push(text),
    clock: () => now,
    channelTimeoutMs: 15,
  });
  const send = (
    accessToken: string,
    changes: Partial<AcceptedRequest<'sendOTP'>> = {},
  ): Promise<Outcome<'sendOTP'>> => {
    const { acquirerId, pspId, clientId } = sandbox;
    const request = { acquirerId, pspId, accessToken, verifyType: 'MOBILE', ...changes } as const;
    return mpp.handlers.sendOTP(request, { ...testContext(), clientId });
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { mpp, send, written, pass };
}

describe('sandbox MPP', () => {
  const codes = [
    'SUCCESS',
    'EXPIRED_ACCESS_TOKEN',
    'INVALID_TOKEN',
    'USER_NOT_EXIST',
    'USER_STATUS_ABNORMAL',
    'OTP_SEND_TIMES_EXCEED_LIMIT',
    'PROCESS_FAIL',
    'UNKNOWN_EXCEPTION',
  ] as const;

  for (const verifyType of operations.sendOTP.parameters.verifyType.values) {
    it.each(codes.map((code) => [resultCodes[code].rule, code] as const))(
      `%s: sandbox:%s leads there for ${verifyType}`,
      async (_, code) => {
        const { send, written } = createSandbox();
        expect(await send(sandboxToken(code), { verifyType })).toMatchObject({
          resultCode: code,
          resultStatus: resultCodes[code].status,
        });
        expect(written).toHaveLength(code === 'SUCCESS' ? 1 : 0);
      },
    );
  }

  it('RC-13: the user of sandbox:NO_EMAIL has a phone and no e-mail address', async () => {
    const { send, written } = createSandbox();
    expect(await send(sandbox.noEmailToken, { verifyType: 'EMAIL' })).toMatchObject({
      resultCode: 'PROCESS_FAIL',
    });
    expect(written).toEqual([]);
    expect(await send(sandbox.noEmailToken)).toMatchObject({ resultCode: 'SUCCESS' });
    expect(written).toHaveLength(1);
  });

  it.each(['sandbox:', 'sandbox:success', 'sandbox:PARAM_ILLEGAL', 'sandbox:ACCESS_DENIED', 'SUCCESS', 'x'])(
    'RC-6: %s was never given out',
    async (token) => {
      expect(await createSandbox().send(token)).toMatchObject({ resultCode: 'INVALID_TOKEN' });
    },
  );

  it.each([{ acquirerId: 'OTHER' }, { pspId: 'OTHER' }])(
    'RC-2: %o is denied, whatever the token',
    async (ids) => {
      const { send } = createSandbox();
      for (const code of codes) {
        expect(await send(sandboxToken(code), ids)).toMatchObject({ resultCode: 'ACCESS_DENIED' });
      }
    },
  );

  it('shows an OTP that can be checked', async () => {
    const { mpp, send, written } = createSandbox();
    const outcome = await send(sandboxToken('SUCCESS'));
    const otpCode = /OTP +(\d{6})\n/.exec(written[0] ?? '')?.[1] ?? 'none shown';
    if (outcome.resultStatus !== 'S') throw new Error(outcome.resultCode);
    const { verifyRequestId } = outcome;
    expect(written[0]).toContain(verifyRequestId);
    expect(await mpp.checkOtp({ verifyRequestId, accessToken: sandboxToken('SUCCESS'), otpCode })).toEqual({
      outcome: 'correct',
    });
  });

  it('RC-11: the user behind SUCCESS has no sending limit', async () => {
    const { send } = createSandbox();
    for (let n = 0; n < 200; n += 1) {
      expect(await send(sandboxToken('SUCCESS'))).toMatchObject({ resultCode: 'SUCCESS' });
    }
  });

  it('RC-11: the user who has reached the limit stays there', async () => {
    const { send, pass } = createSandbox();
    const token = sandboxToken('OTP_SEND_TIMES_EXCEED_LIMIT');
    for (let day = 0; day < 3; day += 1) {
      expect(await send(token)).toMatchObject({ resultCode: 'OTP_SEND_TIMES_EXCEED_LIMIT' });
      pass(86_400_000);
    }
  });

  it('works on the real clock when it is given none', async () => {
    const { acquirerId, pspId, clientId } = sandbox;
    const mpp = createSandboxMpp({ write: () => undefined });
    const request = { acquirerId, pspId, verifyType: 'EMAIL' } as const;
    const context = { ...testContext(), clientId };
    expect(
      await mpp.handlers.sendOTP({ ...request, accessToken: sandboxToken('SUCCESS') }, context),
    ).toMatchObject({
      resultCode: 'SUCCESS',
    });
    expect(
      await mpp.handlers.sendOTP({ ...request, accessToken: sandboxToken('EXPIRED_ACCESS_TOKEN') }, context),
    ).toMatchObject({ resultCode: 'EXPIRED_ACCESS_TOKEN' });
  });
});
