import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { callHandler, IllegalOutcome } from './call-handler.js';
import { type CheckedRequest, checkRequest, operationAt } from './checks.js';
import { type Contract, type ContractOptions, loadContract } from './contract-options.js';
import { Findings } from './findings.js';
import { isOutcome, type Outcome, unknown } from './outcome.js';
import { Refusal } from './refusal.js';
import { Abandoned } from './request-body.js';
import { responseBody } from './response-body.js';
import { ShellError } from './shell-error.js';
import { signResponse, type SignedResponse, unsignedResponse } from './signed-response.js';

export interface SendOtpRouterOptions extends ContractOptions {
  /**
   * What happens to paths that the contract does not define: `next` leaves them to the app's other routes (default),
   * `answer` answers `NO_INTERFACE_DEF`.
   */
  readonly otherPaths?: 'next' | 'answer';
}

/** A message that was in tolerance when it was looked at may have waited since, and must still be known. In ms. */
const replayMarginMs = 60_000;

/** How a request ended. */
interface Ending {
  /** Set when every check was passed. */
  readonly request?: CheckedRequest;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly replayed?: boolean;
}

/**
 * The contract as a router for an Express 5 app. Mount it before any body parser: it needs the bytes that were signed.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError, TypeError for a setting that makes no sense
 * @example app.use(await createSendOtpRouter({ clients, privateKey, handlers: { sendOTP } }));
 */
export async function createSendOtpRouter(options: SendOtpRouterOptions): Promise<Router> {
  const contract = await loadContract(options);
  const passOn = (options.otherPaths ?? 'next') === 'next';
  const router = Router();
  router.use((request, response, next) => {
    if (passOn && operationAt(request.url) === undefined) {
      next();
      return;
    }
    void answer(request, response, contract);
  });
  return router;
}

/** One request, from its header to its answer. Never rejects. */
async function answer(request: Request, response: Response, contract: Contract): Promise<void> {
  const findings = new Findings();
  const requestId = randomUUID();
  const address = {
    signedPath: contract.signedPathPrefix + request.originalUrl,
    clientId: header(request, 'client-id') ?? '',
  };
  try {
    const ending = await decide(request, address.signedPath, requestId, contract, findings);
    findings.stopwatch.enter('respond');
    const { outcome, signed } = await sign(ending.outcome, address, requestId, contract);
    await contract.transmit({
      request: ending.request,
      outcome,
      response,
      signed,
      sign: (body, now = contract.now()) => signResponse(body, address, contract.signingKey(), now),
    });
    const { operationId, clientId, acquirerId, pspId, stopwatch } = findings;
    contract.observe({
      requestId,
      operationId,
      clientId,
      acquirerId,
      pspId,
      resultCode: outcome.resultCode,
      reason: ending.reason,
      replayed: ending.replayed ?? false,
      durationMs: stopwatch.finish(),
      stagesMs: stopwatch.stagesMs,
    });
  } catch (error) {
    if (error instanceof Abandoned) return;
    // Left: an observer that throws, a socket that is gone.
    contract.onFault({ requestId, stage: 'response', error });
    if (!response.headersSent) response.destroy();
  } finally {
    if (findings.isInFlight) contract.inFlight.leave();
  }
}

/** The one error path: whatever is thrown, by whomever, becomes one outcome here. */
async function decide(
  request: Request,
  signedPath: string,
  requestId: string,
  contract: Contract,
  findings: Findings,
): Promise<Ending> {
  try {
    const checked = await checkRequest(request, signedPath, contract, findings);
    findings.stopwatch.enter('handle');
    let replayed = true;
    const first = (): Promise<Outcome> => {
      replayed = false;
      const agentToken = header(request, 'agent-token');
      return callHandler(contract, checked, { requestId, agentToken, headers: request.headers });
    };
    const { messageDigest } = checked;
    const outcome =
      messageDigest === undefined
        ? await first()
        : await contract.replays.once(
            messageDigest,
            checked.requestTime + contract.toleranceMs + replayMarginMs,
            first,
          );
    // A store may be shared with others: what it gives back is checked like a handler's answer.
    if (!isOutcome(outcome))
      throw new IllegalOutcome('the replay store gave back something that is no outcome');
    return { request: checked, outcome, replayed };
  } catch (error) {
    if (error instanceof Refusal) return { outcome: error.outcome, reason: error.message };
    if (error instanceof Abandoned) throw error;
    contract.onFault({ requestId, stage: 'request', error });
    return {
      outcome: unknown('UNKNOWN_EXCEPTION'),
      reason: error instanceof ShellError ? error.message : 'an unforeseen error, reported as a fault',
    };
  }
}

/** A response that cannot be made or signed must not leave as it is: unsigned, nobody may be told `S` (SIG-7). */
async function sign(
  outcome: Outcome,
  address: { readonly signedPath: string; readonly clientId: string },
  requestId: string,
  contract: Contract,
): Promise<{ readonly outcome: Outcome; readonly signed: SignedResponse }> {
  try {
    const signed = await signResponse(responseBody(outcome), address, contract.signingKey(), contract.now());
    return { outcome, signed };
  } catch (error) {
    contract.onFault({ requestId, stage: 'response', error });
    const instead = unknown('UNKNOWN_EXCEPTION');
    return { outcome: instead, signed: unsignedResponse(responseBody(instead), address) };
  }
}

/** A header's value as received; Node joins a repeated one with commas. */
function header(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}
