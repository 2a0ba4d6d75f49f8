export { createSendOtpRouter, type SendOtpRouterOptions } from './router.js';
export {
  createSendOtpServer,
  type Listening,
  type SendOtpServer,
  type SendOtpServerOptions,
} from './server.js';
export type { ContractOptions } from './contract-options.js';
export type { ClientLookup, Clients } from './clients.js';
export type { Handler, Handlers, RequestContext, SendOtpRequest } from './handler.js';
export {
  type Failed,
  failed,
  isOutcome,
  type Outcome,
  type Sent,
  sent,
  type Unknown,
  unknown,
} from './outcome.js';
export { type ReplayStore } from './replay-store.js';
export { MemoryReplayStore, type MemoryReplayStoreOptions } from './memory-replay-store.js';
export { describeFault, type Fault, type Observation } from './observation.js';
export { bodyLimit } from './request-body.js';
