import {
  createMppServer,
  type Handler,
  type Handlers,
  supportOnly,
  unsupported,
} from '@sendotp-contract/server';
import { afterEach, describe, expect, it } from 'vitest';
import { caller, mpp } from '../key-pairs.js';
import { contract, document, handlers, post, type Running, start } from './two-operations.js';

type Id = keyof typeof contract.operations;
const { parameters } = contract.operations.madeUpCheck;

describe('the server with two operations', () => {
  let running: Running;
  afterEach(async () => {
    await running.server.close({ graceMs: 100 });
  });

  it('answers both, each with its own fields and codes', async () => {
    running = await start();
    const sent = await post(running.url, 'sendOTP');
    expect(sent.result['resultCode']).toBe('SUCCESS');
    const { verifyRequestId } = sent;
    const right = await post(running.url, 'madeUpCheck', { verifyRequestId, typedCode: '123456' });
    expect(right).toMatchObject({ result: { resultStatus: 'S' }, checkedAt: expect.any(String) as string });
    expect(right).not.toHaveProperty('verifyRequestId');
    const wrong = await post(running.url, 'madeUpCheck', { verifyRequestId, typedCode: '000000' });
    const { message } = contract.operations.madeUpCheck.resultCodes.MADE_UP_CODE_WRONG;
    expect(wrong).toEqual({
      result: { resultStatus: 'F', resultCode: 'MADE_UP_CODE_WRONG', resultMessage: message },
    });
  });

  it('checks each against its own schema and hands on what its own schema knows', async () => {
    const requests: object[] = [];
    running = await start({
      madeUpCheck: (request) => {
        requests.push(request);
        return Promise.resolve({ resultStatus: 'F', resultCode: 'MADE_UP_CODE_WRONG' });
      },
    });
    const codeOf = async (changes: object) =>
      (await post(running.url, 'madeUpCheck', { ...changes })).result['resultCode'];
    expect(await codeOf({ typedCode: '1'.repeat(parameters.typedCode.maxLength + 1) })).toBe('PARAM_ILLEGAL');
    expect(await codeOf({ typedCode: '1'.repeat(parameters.typedCode.minLength - 1) })).toBe('PARAM_ILLEGAL');
    expect(await codeOf({ remark: '' })).toBe('PARAM_ILLEGAL');
    expect(await codeOf({ remark: null, verifyType: 'EMAIL' })).toBe('MADE_UP_CODE_WRONG');
    expect(await codeOf({ remark: 'x' })).toBe('MADE_UP_CODE_WRONG');
    expect(requests.map((request) => Object.keys(request).sort())).toEqual([
      ['accessToken', 'acquirerId', 'pspId', 'typedCode', 'verifyRequestId'],
      ['accessToken', 'acquirerId', 'pspId', 'remark', 'typedCode', 'verifyRequestId'],
    ]);
  });

  it.each<[string, Id, object]>([
    ['a code of the other operation', 'sendOTP', { resultStatus: 'F', resultCode: 'MADE_UP_CODE_WRONG' }],
    [
      'a code of the first operation',
      'madeUpCheck',
      { resultStatus: 'F', resultCode: 'OTP_SEND_TIMES_EXCEED_LIMIT' },
    ],
    [
      'the success of the other operation',
      'madeUpCheck',
      { resultStatus: 'S', resultCode: 'SUCCESS', verifyRequestId: 'x' },
    ],
    [
      'the success of the other operation',
      'sendOTP',
      { resultStatus: 'S', resultCode: 'SUCCESS', checkedAt: '2026-11-23T00:00:01Z' },
    ],
  ])('RC-17: %s does not pass at run time as an outcome of %s', async (_, id, outcome) => {
    running = await start({ [id]: () => Promise.resolve(outcome) });
    expect((await post(running.url, id)).result['resultCode']).toBe('UNKNOWN_EXCEPTION');
  });

  it('the observation names the operation and the parameters that may be logged, and no secret', async () => {
    running = await start();
    await post(running.url, 'madeUpCheck', { typedCode: '987654' });
    const { sandbox } = contract;
    expect(running.observations).toMatchObject([
      {
        operationId: 'madeUpCheck',
        parameters: { acquirerId: sandbox.acquirerId, pspId: sandbox.pspId },
        resultStatus: 'F',
        resultCode: 'MADE_UP_CODE_WRONG',
      },
    ]);
    expect(JSON.stringify(running.observations)).not.toContain('987654');
  });

  it('supportOnly says of every other operation of this contract that it is unsupported', async () => {
    running = await start(supportOnly({}, contract));
    expect(Object.keys(supportOnly({}, contract)).sort()).toEqual(Object.keys(contract.operations).sort());
    for (const id of ['sendOTP', 'madeUpCheck'] as const)
      expect((await post(running.url, id)).result['resultCode']).toBe('NO_INTERFACE_DEF');
  });

  it('an unsupported one is no interface; a forgotten one is refused at the start', async () => {
    running = await start({ madeUpCheck: unsupported });
    expect((await post(running.url, 'madeUpCheck')).result['resultCode']).toBe('NO_INTERFACE_DEF');
    const { madeUpCheck: _, ...others } = handlers();
    const options = { contract, document, clients: { C: caller.publicKey }, privateKey: mpp.privateKey };
    // @ts-expect-error -- an operation of the contract without a handler does not compile
    await expect(createMppServer({ ...options, handlers: others })).rejects.toThrow(
      'handlers.madeUpCheck is missing',
    );
  });
});

describe('types over two operations', () => {
  it('a code of another operation does not compile', () => {
    type Contract = typeof contract;
    const wrong = { resultStatus: 'F', resultCode: 'MADE_UP_CODE_WRONG' } as const;
    // @ts-expect-error -- a code of madeUpCheck
    const sendOTP: Handler<'sendOTP', Contract> = () => Promise.resolve(wrong);
    const madeUpCheck: Handler<'madeUpCheck', Contract> = () => Promise.resolve(wrong);
    expect([sendOTP, madeUpCheck] satisfies Handlers<Contract>[Id][]).toHaveLength(2);
  });
});
