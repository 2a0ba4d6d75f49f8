import { afterEach, describe, expect, it } from 'vitest';
import { createMppServer, describeRequest, type Observation, sent } from '@sendotp-contract/server';
import { type Contract, contract, type Operation, operations } from '@sendotp-contract/spec';
import { document } from '@sendotp-contract/spec/document';
import { call, goodBody } from '../../e2e/caller.js';
import { type Shell, shellOptions, startShell, targetAt } from '../shell.js';

describe('an observation', () => {
  let shell: Shell;
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  it('names client, acquirer and MPP, and the ms of every stage that was reached', async () => {
    shell = await startShell();
    await call(shell);
    await call(shell, { body: goodBody(shell, { verifyType: '' }) });
    await call(shell, { path: '/elsewhere' });
    const [answered, illegal, elsewhere] = shell.observations;
    expect(answered).toMatchObject({
      clientId: 'CALLER',
      parameters: { acquirerId: 'A', pspId: 'P' },
      resultStatus: 'S',
      resultCode: 'SUCCESS',
    });
    expect(Object.keys(answered?.stagesMs ?? {})).toEqual([
      'receive',
      'authenticate',
      'validate',
      'handle',
      'respond',
    ]);
    expect(illegal).toMatchObject({ clientId: 'CALLER', parameters: {}, resultCode: 'PARAM_ILLEGAL' });
    expect(Object.keys(illegal?.stagesMs ?? {})).toEqual(['receive', 'authenticate', 'validate', 'respond']);
    expect(Object.keys(elsewhere?.stagesMs ?? {})).toEqual(['receive', 'respond']);
  });

  it('has of the parameters that a log may hold those that the request has', async () => {
    const { sendOTP } = operations;
    const note = { type: 'string', nullable: true, rules: [], required: false } as const;
    const operation: Operation = {
      ...sendOTP,
      parameters: { ...sendOTP.parameters, note },
      loggable: [...sendOTP.loggable, 'note'],
    };
    const seen: Observation[] = [];
    const server = await createMppServer<Contract>({
      ...shellOptions(),
      document,
      contract: { ...contract, operations: { sendOTP: operation } },
      handlers: { sendOTP: () => Promise.resolve(sent('id')) },
      observe: (observation) => seen.push(observation),
    });
    const target = targetAt((await server.listen({ port: 0 })).url);
    await call(target);
    await call(target, { body: goodBody(target, { note: 'N' }) });
    await server.close({ graceMs: 100 });
    const always = { acquirerId: 'A', pspId: 'P' };
    expect(seen.map(({ parameters }) => parameters)).toEqual([always, { ...always, note: 'N' }]);
  });

  it('REQ-9: names a parameter that is nearly one, and no other name that a stranger made up', async () => {
    shell = await startShell();
    const body = '{"acquirerId":"A","pspId":"P","acessToken":"T-123","+12025550101":"x","quiteAnother":"y"}';
    expect((await call(shell, { body })).code).toBe('PARAM_ILLEGAL');
    const { reason = '' } = shell.observations[0] ?? {};
    expect(reason).toContain('there is no parameter acessToken; did you mean accessToken?');
    expect(reason).not.toMatch(/2025550101|quiteAnother|T-123/);
  });

  it.each([
    ['CALL-3', 'JSON', '{"accessToken":T-0123456789}'],
    ['REQ-9', 'valid UTF-8', Buffer.from('{"accessToken":"T-0123456789 \xe9"}', 'latin1')],
  ])('%s: says that a body is not %s, and quotes nothing of it', async (_, expected, body) => {
    shell = await startShell();
    expect((await call(shell, { body })).code).toBe('PARAM_ILLEGAL');
    expect(shell.observations[0]?.reason).toBe(`the body is not ${expected}`);
  });

  it('the stages add up to the whole', async () => {
    shell = await startShell();
    await call(shell);
    const { durationMs, stagesMs } = shell.observations[0] ?? { durationMs: NaN, stagesMs: {} };
    const sum = Object.values(stagesMs).reduce((total, ms) => total + ms, 0);
    expect(sum).toBeCloseTo(durationMs, 6);
  });
});

describe('a request in a few words', () => {
  const observation: Observation = {
    ...{ requestId: 'r', operationId: 'sendOTP', clientId: 'CALLER', parameters: {}, stagesMs: {} },
    ...{ resultStatus: 'F', resultCode: 'INVALID_CLIENT', durationMs: 1.26 },
    ...{ reason: undefined, replayed: false },
  };

  it.each([
    [{ reason: undefined, replayed: false }, 'INVALID_CLIENT 1.3 ms'],
    [{ reason: 'Client-Id is missing', replayed: false }, 'INVALID_CLIENT 1.3 ms - Client-Id is missing'],
    [{ reason: undefined, replayed: true }, 'INVALID_CLIENT (the same message again) 1.3 ms'],
  ])('%o is: %s', (own, words) => {
    expect(describeRequest({ ...observation, ...own })).toBe(words);
  });
});
