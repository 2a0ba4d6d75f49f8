export type { AttemptEvent, EndEvent, OutcomeEvent } from './call-event.js';
export type { CallSignal, NativeSignal } from './call-signal.js';
export { type CallOptions, type Client, type ContractOperations, createClient } from './client.js';
export type { ClientOptions } from './client-options.js';
export type { Clock } from './clock.js';
export { SendOtpError, type SendOtpErrorCode, sendOtpErrorCodes } from './error.js';
export type { Exchange, ReceivedResponse, SentRequest } from './exchange.js';
export type { CallFailed, CallOutcome, CallSucceeded, CallUnknown } from './outcome.js';
export type { FetchFunction, FetchInit, FetchResponse } from './fetch-function.js';
export type { RetryOptions } from './retry.js';
export {
  createSendOtpClient,
  type OtpNotSentOutcome,
  type OtpSentOutcome,
  type OtpUnknownOutcome,
  type SendOtpCallOptions,
  type SendOtpClient,
  type SendOtpClientOptions,
  type SendOtpOutcome,
  type SendOtpRequest,
} from './send-otp.js';
export { type SignedFetch, signedFetch, type SignedMiddleware, signedMiddleware } from './signed-fetch.js';
export type { MessageOptions, SigningKeyOptions, SigningOptions } from './signing-options.js';
export type {
  KeyForm,
  KeySource,
  KeyUse,
  NodeKey,
  PublicKeys,
  RsaJwk,
  RsaKey,
  Sign,
} from '@sendotp-contract/message';
