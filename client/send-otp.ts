import type { Operations, SendOtpRequest as RequestBody } from '@sendotp-contract/spec';
import { calls } from '@sendotp-contract/spec/calls';
import { callFunction, type CallOptions, type Client } from './client.js';
import type { ClientOptions } from './client-options.js';
import type { CallFailed, CallOutcome, CallSucceeded, CallUnknown } from './outcome.js';

/** The request of `sendOTP`: acquirerId, pspId, accessToken and, if it is not the default, verifyType (REQ-1 to REQ-11). */
export type SendOtpRequest = RequestBody;

/** What a client of `sendOTP` needs to know. */
export type SendOtpClientOptions = ClientOptions;

/** What differs for one call. */
export type SendOtpCallOptions = CallOptions;

/** `S`: the OTP was sent. `verifyRequestId` is the MPP's id of this OTP, for the later check of the OTP. */
export type OtpSentOutcome = CallSucceeded<Operations['sendOTP']>;

/** `F`: the OTP was not sent. */
export type OtpNotSentOutcome = CallFailed<Operations['sendOTP']>;

/** `U`: whether the OTP was sent is unknown. */
export type OtpUnknownOutcome = CallUnknown<Operations['sendOTP']>;

/** The outcome that the MPP returned. `resultStatus` narrows its type. */
export type SendOtpOutcome = CallOutcome<Operations['sendOTP']>;

/** A client for the shipped contract at one MPP. */
export interface SendOtpClient extends Client<{ readonly operations: Operations }> {
  /**
   * Requests the MPP to send an OTP to a user: checks and signs the request, sends it, checks the response.
   * @returns the outcome that the MPP returned; `resultStatus` narrows its type
   * @throws SendOtpError for what breaks the contract or the transport
   * @example
   * const outcome = await client.sendOtp({ acquirerId, pspId, accessToken });
   * if (outcome.resultStatus === 'S') console.log(outcome.verifyRequestId);
   */
  sendOtp(request: SendOtpRequest, options?: SendOtpCallOptions): Promise<SendOtpOutcome>;
}

/**
 * Creates a client for one MPP: `createClient` with the shipped contract.
 * @throws SendOtpError CONFIGURATION for an invalid option or a key that cannot be used (SIG-6)
 * @example const client = await createSendOtpClient({ baseUrl, clientId, privateKey, publicKeys });
 */
export async function createSendOtpClient(options: SendOtpClientOptions): Promise<SendOtpClient> {
  const client: Client<{ readonly operations: Operations }> = { call: await callFunction(options, calls) };
  return { ...client, sendOtp: (request, callOptions) => client.call('sendOTP', request, callOptions) };
}
