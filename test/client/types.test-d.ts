import { describe, expectTypeOf, it } from 'vitest';
import {
  type CallOutcome,
  type Client,
  type ClientOptions,
  createClient,
  createSendOtpClient,
  type Exchange,
  type OtpNotSentOutcome,
  type OtpSentOutcome,
  type OtpUnknownOutcome,
  type SendOtpClient,
  type SendOtpClientOptions,
  SendOtpError,
  type SendOtpErrorCode,
  type sendOtpErrorCodes,
  type SendOtpOutcome,
  type SendOtpRequest,
} from '@sendotp-contract/client';
import { createOpenApiClient } from '@sendotp-contract/client/openapi-fetch';
import {
  type CodeOf,
  contract,
  type Contract,
  type OperationId,
  type Operations,
} from '@sendotp-contract/spec';

declare const client: SendOtpClient;
declare const outcome: SendOtpOutcome;
const request = { acquirerId: 'A', pspId: 'P', accessToken: 'T' };

describe('an outcome', () => {
  it('is narrowed by resultStatus alone', () => {
    if (outcome.resultStatus === 'S') {
      expectTypeOf(outcome).toEqualTypeOf<OtpSentOutcome>();
      expectTypeOf(outcome.verifyRequestId).toEqualTypeOf<string>();
    } else if (outcome.resultStatus === 'F') {
      expectTypeOf(outcome).toEqualTypeOf<OtpNotSentOutcome>();
      // @ts-expect-error -- F has no id
      expectTypeOf(outcome.verifyRequestId);
    } else {
      expectTypeOf(outcome).toEqualTypeOf<OtpUnknownOutcome>();
      expectTypeOf(outcome.resultStatus).toEqualTypeOf<'U'>();
      // @ts-expect-error -- U has no id
      expectTypeOf(outcome.verifyRequestId);
    }
    // @ts-expect-error -- not before it is known to be S
    expectTypeOf(outcome.verifyRequestId);
  });

  it('RES-9: has the codes of its status as literals, and accepts others', () => {
    if (outcome.resultStatus === 'S')
      expectTypeOf(outcome.resultCode).toEqualTypeOf<'SUCCESS' | (string & {})>();
    if (outcome.resultStatus === 'F')
      expectTypeOf(outcome.resultCode).toEqualTypeOf<CodeOf<'sendOTP', 'F'> | (string & {})>();
    if (outcome.resultStatus === 'U')
      expectTypeOf(outcome.resultCode).toEqualTypeOf<
        'REQUEST_TRAFFIC_EXCEED_LIMIT' | 'UNKNOWN_EXCEPTION' | (string & {})
      >();
    expectTypeOf<'CODE_OF_TOMORROW'>().toExtend<typeof outcome.resultCode>();
  });

  it('holds no any', () => {
    expectTypeOf<Awaited<ReturnType<SendOtpClient['sendOtp']>>>().toEqualTypeOf<SendOtpOutcome>();
    expectTypeOf<OtpSentOutcome[keyof OtpSentOutcome]>().not.toBeAny();
    expectTypeOf<OtpNotSentOutcome[keyof OtpNotSentOutcome]>().not.toBeAny();
    expectTypeOf<OtpUnknownOutcome[keyof OtpUnknownOutcome]>().not.toBeAny();
    expectTypeOf<Exchange[keyof Exchange]>().not.toBeAny();
    expectTypeOf<Exchange['request'][keyof Exchange['request']]>().not.toBeAny();
  });

  it('cannot be written to', () => {
    // @ts-expect-error -- what was answered was answered
    outcome.resultStatus = 'S';
  });
});

describe('a request', () => {
  it('is what the contract says', () => {
    expectTypeOf<Parameters<SendOtpClient['sendOtp']>[0]>().toEqualTypeOf<SendOtpRequest>();
    expectTypeOf<SendOtpRequest[keyof SendOtpRequest]>().not.toBeAny();
    void client.sendOtp({ ...request, verifyType: 'EMAIL' });
    void client.sendOtp({ ...request, verifyType: null }, { signal: AbortSignal.abort() });
    // @ts-expect-error -- accessToken is missing
    void client.sendOtp({ acquirerId: 'A', pspId: 'P' });
    // @ts-expect-error -- a verifyType that does not exist
    void client.sendOtp({ ...request, verifyType: 'FAX' });
    // @ts-expect-error -- every value is a text
    void client.sendOtp({ ...request, pspId: 20 });
  });
});

describe('call', () => {
  it('has the request and the outcome of its operation', () => {
    expectTypeOf<SendOtpClient>().toExtend<Client<typeof contract>>();
    expectTypeOf<Parameters<SendOtpClient['call']>[0]>().toEqualTypeOf<OperationId>();
    expectTypeOf(client.call('sendOTP', request)).resolves.toEqualTypeOf<SendOtpOutcome>();
    expectTypeOf<CallOutcome<Operations['sendOTP']>>().toEqualTypeOf<SendOtpOutcome>();
    void client.call('sendOTP', { ...request, verifyType: null }, { signal: AbortSignal.abort() });
    // @ts-expect-error -- no such operation
    void client.call('sendOtp', request);
    // @ts-expect-error -- accessToken is missing
    void client.call('sendOTP', { acquirerId: 'A', pspId: 'P' });
    // @ts-expect-error -- a verifyType that does not exist
    void client.call('sendOTP', { ...request, verifyType: 'FAX' });
  });

  it('is typed by the contract that the client was created with', () => {
    const options: ClientOptions = { baseUrl: '', clientId: '', privateKey: '', publicKeys: '' };
    const { sendOTP } = contract.operations;
    const two = { ...contract, operations: { sendOTP, another: sendOTP } } as const satisfies Contract;
    expectTypeOf(createClient({ ...options, contract: two })).resolves.toEqualTypeOf<Client<typeof two>>();
    expectTypeOf(createClient({ ...options, contract })).resolves.toEqualTypeOf<Client<typeof contract>>();
    expectTypeOf<Parameters<Client<typeof two>['call']>[0]>().toEqualTypeOf<'sendOTP' | 'another'>();
    // @ts-expect-error -- the contract is missing
    void createClient(options);
    // @ts-expect-error -- no such option
    void createClient({ ...options, contract, retries: 3 });
  });
});

describe('the options', () => {
  it('are all known, and the keys cannot be forgotten', () => {
    expectTypeOf(createSendOtpClient).returns.resolves.toEqualTypeOf<SendOtpClient>();
    expectTypeOf<SendOtpClientOptions[keyof SendOtpClientOptions]>().not.toBeAny();
    const common = { baseUrl: '', clientId: '', privateKey: '' };
    // @ts-expect-error -- publicKeys is missing: no response could be checked
    void createSendOtpClient(common);
    // @ts-expect-error -- no such option
    void createSendOtpClient({ ...common, publicKeys: '', retries: 3 });
    // @ts-expect-error -- true says nothing about when
    void createSendOtpClient({ ...common, publicKeys: '', retry: true });
  });
});

describe('an error', () => {
  it('has a code of the list, and evidence that may be missing', () => {
    expectTypeOf<SendOtpErrorCode>().toEqualTypeOf<(typeof sendOtpErrorCodes)[number]>();
    expectTypeOf<'TIMEOUT'>().toExtend<SendOtpErrorCode>();
    expectTypeOf<string>().not.toExtend<SendOtpErrorCode>();
    const error = new SendOtpError('TIMEOUT', '');
    expectTypeOf(error.code).toEqualTypeOf<SendOtpErrorCode>();
    expectTypeOf(error.exchange).toEqualTypeOf<Exchange | undefined>();
    expectTypeOf<Omit<SendOtpError, 'cause'>[keyof Omit<SendOtpError, 'cause'>]>().not.toBeAny();
    expectTypeOf(error.cause).toEqualTypeOf<unknown>();
    // @ts-expect-error -- no such code
    new SendOtpError('NOT_A_CODE', '') satisfies Error;
  });
});

describe('a client of openapi-fetch', () => {
  const client = createOpenApiClient({ baseUrl: '', clientId: '', privateKey: '', publicKeys: '' });
  const body = { acquirerId: 'A', pspId: 'P', accessToken: 't' };

  it('is typed by the contract, and requires none of the headers that it signs', async () => {
    const { data } = await client.POST('/aps/api/v1/users/sendOTP', { body });
    expectTypeOf(data).not.toBeAny();
    expectTypeOf(data?.result.resultStatus).toEqualTypeOf<'S' | 'F' | 'U' | undefined>();
    void client.POST('/aps/api/v1/users/sendOTP', { body, params: { header: { traceparent: '00-1' } } });
    // @ts-expect-error -- accessToken is missing
    void client.POST('/aps/api/v1/users/sendOTP', { body: { acquirerId: 'A', pspId: 'P' } });
    // @ts-expect-error -- no such path
    void client.POST('/aps/api/v1/users/sendOtp', { body });
    // @ts-expect-error -- not a POST
    void client.GET('/aps/api/v1/users/sendOTP');
  });

  it('takes the paths of another contract', () => {
    interface Other {
      readonly '/other': {
        readonly post: {
          readonly parameters: { readonly header: { readonly 'Client-Id': string } };
          readonly requestBody: {
            readonly content: { readonly 'application/json': { readonly id: number } };
          };
          readonly responses: { readonly 200: { readonly content: { readonly 'application/json': string } } };
        };
      };
    }
    const options = { baseUrl: '', clientId: '', privateKey: '', publicKeys: '' };
    const other = createOpenApiClient<Other>(options);
    void other.POST('/other', { body: { id: 1 } });
    // @ts-expect-error -- the id is a number
    void other.POST('/other', { body: { id: '1' } });
  });
});
