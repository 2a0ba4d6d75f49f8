import type { ServerResponse } from 'node:http';
import type { AnyOutcome } from '@sendotp-contract/spec';
import type { Mpp } from '../options.js';
import { unknownException } from '../request/refusal.js';
import { responseBody } from '../response/response-body.js';
import { signResponse, type SignedResponse, unsignedResponse } from '../response/signed-response.js';
import type { Call } from './call.js';
import { lastOnItsConnection } from './connections.js';

/** How a call ended. */
export interface Ending {
  readonly outcome: AnyOutcome;
  /** For the operator: why a check refused the request. */
  readonly reason?: string;
  readonly replayed?: boolean;
  /**
   * The answer is not signed; and the last one on its connection, unless the request was read: nobody waits for the rest. A caller
   * keeps its connection, as a new one costs both sides more than the answer.
   */
  readonly isUnsigned?: boolean;
}

type Parts = Pick<
  Mpp,
  'contract' | 'inFlight' | 'now' | 'observe' | 'onFault' | 'respond' | 'signatures' | 'signingKey'
>;

/** Responds to a call, and says so to whoever observes. The only way out; never rejects. */
export async function answer(
  call: Call,
  ending: Ending,
  response: ServerResponse,
  mpp: Parts,
): Promise<void> {
  const { requestId, record, request } = call;
  const shape = call.operation ?? { resultCodes: mpp.contract.resultCodes };
  let { outcome } = ending;

  const sign = async (body?: object, now = mpp.now()): Promise<SignedResponse> => {
    if (ending.isUnsigned === true) return unsignedResponse(responseBody(shape, outcome), call.address);
    mpp.signatures.enter();
    try {
      return await signResponse(body ?? responseBody(shape, outcome), call.address, mpp.signingKey(), now);
    } catch (error) {
      // SIG-7: nobody may be told an unsigned `S`.
      mpp.onFault.tell({ requestId, stage: 'response', error });
      outcome = unknownException;
      return unsignedResponse(responseBody(shape, outcome), call.address);
    } finally {
      mpp.signatures.leave();
    }
  };

  if (ending.isUnsigned === true && !response.req.complete) lastOnItsConnection(response);
  record.stopwatch.enter('respond');
  try {
    await mpp.respond({ request, outcome, response, sign });
    mpp.observe.tell({
      requestId,
      operationId: record.operationId,
      clientId: record.clientId,
      parameters: record.parameters,
      resultStatus: outcome.resultStatus,
      resultCode: outcome.resultCode,
      reason: ending.reason,
      replayed: ending.replayed ?? false,
      durationMs: record.stopwatch.finish(),
      stagesMs: record.stopwatch.stagesMs,
    });
  } catch (error) {
    // A socket that is gone, or a `respond` that failed.
    mpp.onFault.tell({ requestId, stage: 'response', error });
    if (!response.writableEnded) response.destroy();
  } finally {
    leave(call, mpp);
  }
}

/** The call counts no longer among those in flight. */
function leave({ record }: Call, { inFlight }: Pick<Mpp, 'inFlight'>): void {
  if (record.isInFlight) inFlight.leave();
}
