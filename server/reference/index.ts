export {
  createReferenceMpp,
  type ReferenceMpp,
  type ReferenceMppOptions,
} from './mobile-payment-provider.js';
export { createSandboxMpp, type SandboxMppOptions } from './sandbox-mpp.js';
export type { CheckOtp, CheckOtpOutcome, CheckOtpRequest } from './check-otp.js';
export type { EventFault, MppEvent } from './mpp-event.js';

export type { Directory, TokenRecord, User } from './directory.js';
export { type Agreement, MemoryDirectory, type MemoryDirectoryRecords } from './memory-directory.js';
export { createSandboxDirectory, type SandboxCode, sandboxToken } from './sandbox-directory.js';

export type { Challenge, OtpOptions } from './challenge.js';
export type { ChallengeStore, ClosedState, Try } from './challenge-store.js';
export {
  ChallengeStoreFull,
  MemoryChallengeStore,
  type MemoryChallengeStoreOptions,
  VerifyRequestIdTaken,
} from './memory-challenge-store.js';

export {
  type Channel,
  type Delivery,
  type OtpMessage,
  type RefusalReason,
  refusalReasons,
  type VerifyType,
} from './channel.js';
export { ConsoleChannel } from './console-channel.js';
export { SandboxChannel, type SandboxChannelOptions } from './sandbox-channel.js';

export { type Reservation, SandboxSendingLimit, type SendingLimit } from './sending-limit.js';
export type { RandomInt } from './otp.js';
