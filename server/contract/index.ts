export { createSendOtpRouter, type SendOtpRouterOptions } from './router.js';
export {
  createSendOtpServer,
  type Listening,
  type SendOtpServer,
  type SendOtpServerOptions,
  type TlsKeys,
} from './server.js';
export type { ContractOptions, SignatureMode } from './contract-options.js';
export type { CheckedRequest } from './checks.js';
export type { Caller } from './caller.js';
export { InFlight } from './in-flight.js';
export { type OutgoingResponse, transmit, type Transmit } from './outgoing-response.js';
export type { SignedResponse } from './signed-response.js';
export { type Stage, stages } from './findings.js';
export { Stopwatch } from './stopwatch.js';
export type { ClientLookup, Clients } from './clients.js';
export type { Handler, Handlers, RequestContext, SendOtpRequest } from './handler.js';
export {
  type Failed,
  failed,
  isFinal,
  isOutcome,
  type Outcome,
  type Sent,
  sent,
  type Unknown,
  unknown,
} from './outcome.js';
export { type ReplayStore } from './replay-store.js';
export { MemoryReplayStore, type MemoryReplayStoreOptions } from './memory-replay-store.js';
export { describeFault, describeRequest, type Fault, type Observation } from './observation.js';
export { bodyLimit } from './request-body.js';
