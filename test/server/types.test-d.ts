import { describe, expectTypeOf, it } from 'vitest';
import {
  type AcceptedRequest,
  type CodeOf,
  type OperationId,
  type ResultCode,
  resultCodes,
} from '@sendotp-contract/spec';
import {
  createSendOtpServer,
  failed,
  type Handler,
  type Handlers,
  type Outcome as OutcomeOfOperation,
  type RequestContext,
  sent,
  unknown,
} from '@sendotp-contract/server';

type Outcome = OutcomeOfOperation<'sendOTP'>;

describe('outcomes', () => {
  it('illegal ones do not compile', () => {
    // @ts-expect-error -- a code of another status
    failed('UNKNOWN_EXCEPTION');
    // @ts-expect-error -- a code of another status
    unknown('PROCESS_FAIL');
    // @ts-expect-error -- success is not a failure
    failed('SUCCESS');
    // @ts-expect-error -- no such code
    failed('NOT_A_CODE');
    // @ts-expect-error -- S has an id
    sent();
    // @ts-expect-error -- F has no id
    ({ resultStatus: 'F', resultCode: 'PROCESS_FAIL', verifyRequestId: 'x' }) satisfies Outcome;
    // @ts-expect-error -- S without an id
    ({ resultStatus: 'S', resultCode: 'SUCCESS' }) satisfies Outcome;
    // @ts-expect-error -- a code with another status
    ({ resultStatus: 'U', resultCode: 'ACCESS_DENIED' }) satisfies Outcome;
  });

  it('narrow on one field', () => {
    const outcome = sent('x') as Outcome;
    if (outcome.resultStatus === 'S') expectTypeOf(outcome.verifyRequestId).toEqualTypeOf<string>();
    else if (outcome.resultStatus === 'F')
      expectTypeOf(outcome.resultCode).toEqualTypeOf<CodeOf<'sendOTP', 'F'>>();
    else
      expectTypeOf(outcome.resultCode).toEqualTypeOf<'REQUEST_TRAFFIC_EXCEED_LIMIT' | 'UNKNOWN_EXCEPTION'>();
    // @ts-expect-error -- not before it is known to be S
    expectTypeOf(outcome.verifyRequestId);
  });
});

describe('handlers', () => {
  it('there is one for every operation', () => {
    expectTypeOf<keyof Handlers>().toEqualTypeOf<OperationId>();
    const common = { clients: {}, privateKey: '' };
    // @ts-expect-error -- the handler of sendOTP is missing
    void createSendOtpServer({ ...common, handlers: {} });
    // @ts-expect-error -- a handler that answers with something else
    void createSendOtpServer({ ...common, handlers: { sendOTP: () => Promise.resolve('SUCCESS') } });
    const sendOTP: Handler<'sendOTP'> = () => Promise.resolve(sent('x'));
    const other = () => undefined;
    // @ts-expect-error -- an operation that the contract does not have
    void createSendOtpServer({ ...common, handlers: { sendOTP, other } });
  });

  it('are given what their types say, never any', () => {
    expectTypeOf<Parameters<Handler<'sendOTP'>>>().toEqualTypeOf<
      [request: AcceptedRequest<'sendOTP'>, context: RequestContext]
    >();
    expectTypeOf<{
      [Name in keyof AcceptedRequest<'sendOTP'>]: AcceptedRequest<'sendOTP'>[Name];
    }>().toEqualTypeOf<{
      readonly acquirerId: string;
      readonly pspId: string;
      readonly accessToken: string;
      readonly verifyType: 'MOBILE' | 'EMAIL';
    }>();
    expectTypeOf<RequestContext[keyof RequestContext]>().not.toBeAny();
  });
});

describe('result codes', () => {
  it('are literals', () => {
    expectTypeOf<CodeOf<'sendOTP', 'S'>>().toEqualTypeOf<'SUCCESS'>();
    expectTypeOf(resultCodes.KEY_NOT_FOUND.status).toEqualTypeOf<'F'>();
    expectTypeOf(resultCodes.KEY_NOT_FOUND.message).toEqualTypeOf<'The key is not found.'>();
    expectTypeOf<ResultCode>().toEqualTypeOf<CodeOf<OperationId>>();
  });
});
