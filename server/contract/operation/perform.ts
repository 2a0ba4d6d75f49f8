import type { AnyOutcome, Operation } from '@sendotp-contract/spec';
import { ShellError } from '../observe/shell-error.js';
import type { Fault } from '../observe/observation.js';
import type { ReplayStore } from '../replay/replay-store.js';
import type { CheckedRequest } from '../request/checked-request.js';
import { unknownException } from '../request/refusal.js';
import { callHandler, IllegalOutcome } from './call-handler.js';
import type { AnyHandler, RequestContext } from './handler.js';
import { isOutcome } from './outcome.js';

/** A message that was in tolerance when it was looked at may have waited since, and must still be known. In ms. */
const replayMarginMs = 60_000;

/** What performing a request needs of the MPP. */
export interface Performing {
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly handlerTimeoutMs: number;
  readonly replays: ReplayStore;
  readonly toleranceMs: number;
  readonly onFault: (fault: Fault) => void;
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
  context: Pick<RequestContext, 'requestId' | 'agentToken' | 'headers'>,
  { handlers, handlerTimeoutMs, replays, toleranceMs, onFault }: Performing,
): Promise<Performed> {
  const { operation, messageDigest, requestTime } = request;
  const handler = handlers.get(operation.operationId);
  if (handler === undefined) throw new MissingHandler(operation);
  let own: AnyOutcome | undefined;
  const first = async (): Promise<AnyOutcome> => {
    try {
      own = await callHandler(handler, request, context, handlerTimeoutMs);
    } catch (error) {
      onFault({ requestId: context.requestId, stage: 'handler', error });
      own = unknownException;
    }
    return own;
  };
  if (messageDigest === undefined) return { outcome: await first(), replayed: false };
  const expiresAt = requestTime + toleranceMs + replayMarginMs;
  const outcome = await replays.once({ operation, digest: messageDigest, expiresAt }, first);
  // Checked already when it is the handler's; a store may be shared with others.
  if (outcome !== own && !isOutcome(operation, outcome))
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
