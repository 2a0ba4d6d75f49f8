export {
  createReferenceMpp,
  type ReferenceMpp,
  type ReferenceMppOptions,
} from './mobile-payment-provider.js';
export { createSandboxMpp, type SandboxMppOptions } from './sandbox/sandbox-mpp.js';
export type { CheckOtp, CheckOtpOutcome, CheckOtpRequest } from './challenge/check-otp.js';
export type { EventFault, MppEvent } from './mpp-event.js';

export type { Directory, TokenRecord, User } from './directory/directory.js';
export {
  type Agreement,
  MemoryDirectory,
  type MemoryDirectoryRecords,
} from './directory/memory-directory.js';
export { createSandboxDirectory, type SandboxCode, sandboxToken } from './sandbox/sandbox-directory.js';

export type { Challenge, OtpOptions } from './challenge/challenge.js';
export type { ChallengeStore, ClosedState, Try } from './challenge/challenge-store.js';
export {
  ChallengeStoreFull,
  MemoryChallengeStore,
  type MemoryChallengeStoreOptions,
  VerifyRequestIdTaken,
} from './challenge/memory-challenge-store.js';

export {
  type Channel,
  type Delivery,
  type OtpMessage,
  type RefusalReason,
  refusalReasons,
  type VerifyType,
} from './channel/channel.js';
export { ChannelError, type ChannelErrorCode, channelErrorCodes } from './channel/channel-error.js';
export type { HealthCheck } from './channel/health-check.js';
export { ConsoleChannel } from './channel/console-channel.js';
export { SmtpChannel, type SmtpChannelOptions } from './channel/smtp-channel.js';
export { SmsGatewayChannel, type SmsGatewayChannelOptions } from './channel/sms-gateway-channel.js';
export type { SmsGatewayAnswerOptions } from './channel/sms-gateway-answer.js';
export type { SmsGatewayRequestOptions } from './channel/sms-gateway-request.js';
export { type MessageTemplate, messageTemplates } from './channel/message-templates.js';
export { type MessageText, MessageTexts, type MessageTextsOptions } from './channel/message-text.js';
export { SandboxChannel, type SandboxChannelOptions } from './sandbox/sandbox-channel.js';

export { type Reservation, SandboxSendingLimit, type SendingLimit } from './limit/sending-limit.js';
export type { RandomInt } from './challenge/otp.js';
