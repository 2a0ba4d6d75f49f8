export { createSendOtpClient, type SendOtpCallOptions, type SendOtpClient } from './client.js';
export type { SendOtpClientOptions } from './client-options.js';
export type { Clock } from './clock.js';
export { SendOtpError, type SendOtpErrorCode, sendOtpErrorCodes } from './error.js';
export type { Exchange, ReceivedResponse, SentRequest } from './exchange.js';
export type { OtpNotSentOutcome, OtpSentOutcome, OtpUnknownOutcome, SendOtpOutcome } from './outcome.js';
export type { RetryOptions } from './retry.js';
export type { SendOtpRequest } from '../generated/openapi.js';
