export {
  createSendOtpRouter,
  createSendOtpServer,
  type SendOtpRouterOptions,
  type SendOtpServer,
  type SendOtpServerOptions,
} from './send-otp.js';
export type { CorsOrigins } from './http/cors.js';
export { createMppRouter, type MppRouterOptions } from './http/router.js';
export {
  createMppServer,
  type Listening,
  type MppServer,
  type MppServerOptions,
  mppServerOptionNames,
  type TlsKeys,
} from './http/server.js';
export type { AcceptedRequest, AnyOutcome, OperationId, Outcome } from '@sendotp-contract/spec';
export type { MppOptions } from './options.js';
export { checkOptionNames, type NamesOf } from './option-names.js';

export {
  type Handler,
  type Handlers,
  type RequestContext,
  supportOnly,
  unsupported,
} from './operation/handler.js';
export {
  failed,
  isFinal,
  isOutcome,
  outcomesOf,
  type Outcomes,
  succeeded,
  unknown,
} from './operation/outcome.js';
export { sent } from './operation/send-otp.js';

export type { SignatureMode } from './request/caller.js';
export type { Caller, CheckedRequest } from './request/checked-request.js';
export type { ClientLookup, Clients } from './request/clients.js';
export { StrangerLimit, type StrangerLimitOptions } from './request/stranger-limit.js';
export { InFlight } from './request/in-flight.js';
export { SignatureQueue } from './request/signature-queue.js';
export { bodyLimit } from './request/request-body.js';

export type { ReplayKey, ReplayStore } from './replay/replay-store.js';
export { MemoryReplayStore, type MemoryReplayStoreOptions } from './replay/memory-replay-store.js';

export { type OutgoingResponse, type Respond, respond, transmit } from './response/outgoing-response.js';
export type { SignedResponse } from './response/signed-response.js';

export { type Callback, Listener, printingListener } from './observe/listener.js';
export { type LoggableError, loggableError } from './observe/loggable-error.js';
export { describeFault, describeRequest, type Fault, type Observation } from './observe/observation.js';
export type { SignatureMismatch } from './observe/signature-mismatch.js';
export { type Stage, stages } from './observe/request-record.js';
export { Stopwatch } from './observe/stopwatch.js';
