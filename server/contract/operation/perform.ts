import type { AnyOutcome, Operation } from '@sendotp-contract/spec';
import { ShellError } from '../observe/shell-error.js';
import type { ReplayStore } from '../replay/replay-store.js';
import type { CheckedRequest } from '../request/checked-request.js';
import { callHandler, type HandlerCalling, IllegalOutcome } from './call-handler.js';
import type { AnyHandler } from './handler.js';
import type { CallContext } from './handler-context.js';
import { isOutcome } from './outcome.js';

/** A message that was in tolerance when it was looked at may have waited since, and must still be known. In ms. */
const replayMarginMs = 60_000;

/** What performing a request needs of the MPP. */
export interface Performing extends HandlerCalling {
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly replays: ReplayStore;
  readonly toleranceMs: number;
}

/** The outcome of a request, and whether it was that of the same message before. */
export interface Performed {
  readonly outcome: AnyOutcome;
  readonly replayed: boolean;
}

/**
 * Runs the handler for a message that was not seen before; the same message again gets the first one's outcome (SIG-9).
 * @throws IllegalOutcome when the replay store gives back what is no outcome, and whatever the store throws
 */
export async function perform(
  request: CheckedRequest,
  call: CallContext,
  performing: Performing,
): Promise<Performed> {
  const { handlers, replays, toleranceMs } = performing;
  const { operation, messageDigest, requestTime } = request;
  const handler = handlers.get(operation.operationId);
  if (handler === undefined) throw new MissingHandler(operation);
  let own: AnyOutcome | undefined;
  const first = (): Promise<AnyOutcome> =>
    callHandler(handler, request, call, performing).then((outcome) => (own = outcome));
  if (messageDigest === undefined) return { outcome: await first(), replayed: false };
  const expiresAt = requestTime + toleranceMs + replayMarginMs;
  const outcome = await replays.once({ operation, digest: messageDigest, expiresAt }, first);
  // Checked already when it is the handler's; a store may be shared with others, and give back nothing.
  if ((own === undefined || outcome !== own) && !isOutcome(operation, outcome))
    throw new IllegalOutcome('the replay store gave back something that is no outcome');
  return { outcome, replayed: own === undefined };
}

/** An operation without a handler got past its path. */
class MissingHandler extends ShellError {
  override readonly name = 'MissingHandler';
  constructor({ operationId }: Operation) {
    super(`the operation ${operationId} has no handler`);
  }
}
