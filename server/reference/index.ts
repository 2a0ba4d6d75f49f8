export {
  createReferenceMpp,
  type ReferenceHandlers,
  type ReferenceMpp,
  type ReferenceMppOptions,
} from './mobile-payment-provider.js';
export { createSandboxMpp, type SandboxMppOptions } from './sandbox/sandbox-mpp.js';
export type { CheckOtp, CheckOtpRequest } from './challenge/check-otp.js';
export type { CheckOtpOutcome } from './challenge/check-otp-outcome.js';
export type { MppEvent } from './mpp-event.js';

export type { Directory, TokenRecord, User } from './directory/directory.js';
export {
  type Agreement,
  MemoryDirectory,
  type MemoryDirectoryRecords,
} from './directory/memory-directory.js';
export {
  createSandboxDirectory,
  type SandboxCode,
  sandboxCodes,
  sandboxToken,
} from './sandbox/sandbox-directory.js';

export type { Challenge, OtpOptions } from './challenge/challenge.js';
export {
  type ChallengeStore,
  type ClosedState,
  type Try,
  VerifyRequestIdTaken,
} from './challenge/challenge-store.js';
export {
  ChallengeStoreFull,
  MemoryChallengeStore,
  type MemoryChallengeStoreOptions,
} from './challenge/memory-challenge-store.js';
export { RedisChallengeStore, type RedisChallengeStoreOptions } from './challenge/redis-challenge-store.js';

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
export type { BodyPattern, SmsGatewayAnswerOptions } from './channel/sms-gateway-answer.js';
export type { SmsGatewayRequestOptions } from './channel/sms-gateway-request.js';
export { type MessageTemplate, messageTemplates } from './channel/message-templates.js';
export type { SmsEnding } from './channel/sms-ending.js';
export { type MessageText, MessageTexts, type MessageTextsOptions } from './channel/message-text.js';
export { SandboxChannel, type SandboxChannelOptions } from './sandbox/sandbox-channel.js';

export {
  type Release,
  type Reservation,
  SandboxSendingLimit,
  type SendingLimit,
} from './limit/sending-limit.js';
export { defaultRefusalWindows, defaultSendingWindows, type SendingWindow } from './limit/sending-window.js';
export {
  MemorySendingLimit,
  type MemorySendingLimitOptions,
  SendingLimitFull,
} from './limit/memory-sending-limit.js';
export {
  noPumpingLimit,
  type PumpedSending,
  type PumpingBrake,
  type PumpingLimit,
  type PumpingReservation,
} from './pumping/pumping-limit.js';
export type { PumpingOptions } from './pumping/pumping-rules.js';
export { MemoryPumpingLimit, type MemoryPumpingLimitOptions } from './pumping/memory-pumping-limit.js';
export { RedisPumpingLimit, type RedisPumpingLimitOptions } from './pumping/redis-pumping-limit.js';
export { RedisSendingLimit, type RedisSendingLimitOptions } from './limit/redis-sending-limit.js';
export { TrafficLimit, type TrafficLimitOptions } from './limit/traffic-limit.js';

export { RedisReplayStore, type RedisReplayStoreOptions } from './replay/redis-replay-store.js';

export { type RedisChange, RedisConnection, type RedisConnectionOptions } from './redis/redis-connection.js';
export {
  StoreUnavailable,
  type StoreUnavailableCode,
  storeUnavailableCodes,
} from './redis/store-unavailable.js';
export { type WrongCodeLimit } from './challenge/wrong-code-limit.js';
export {
  MemoryWrongCodeLimit,
  type MemoryWrongCodeLimitOptions,
} from './challenge/memory-wrong-code-limit.js';
export { RedisWrongCodeLimit, type RedisWrongCodeLimitOptions } from './challenge/redis-wrong-code-limit.js';
export type { RandomInt } from './challenge/otp.js';

export { FileDirectory, type FileDirectoryOptions } from './directory/file-directory.js';
export { type ClientRecord, type DirectoryRecords, readDirectoryFile } from './directory/directory-file.js';
export { DirectoryFileError } from './directory/directory-file-error.js';
export { LogOutput, type LogLoss } from './service/log-output.js';
export { obeySignals } from './service/signals.js';
export type { OwnParts, OwnStores, PartOfService } from './service/own-parts.js';
export { type Service, type ServiceOptions, startService } from './service/service.js';
export { readSettingsAndFiles } from './service/settings-and-files.js';
export type { Notice, ServiceLog } from './service/service-log.js';
export type { SandboxKeys } from './service/registry.js';
export { type Mode, misspelt, readSettings, type Settings, SettingsError } from './service/settings.js';
