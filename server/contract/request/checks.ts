import type { IncomingMessage } from 'node:http';
import type { Operation } from '@sendotp-contract/spec';
import type { RequestRecord } from '../observe/request-record.js';
import { type CallerChecks, identifyCaller } from './caller.js';
import type { Caller } from './checked-request.js';
import type { InFlight } from './in-flight.js';
import { checkMediaType } from './media-type.js';
import { refuse, shed, shedUnchecked } from './refusal.js';
import { parseBody, readBody } from './request-body.js';

/** What the checks need of the MPP. */
export interface Checks extends CallerChecks {
  readonly admit: (clientId: string) => boolean | Promise<boolean>;
  readonly inFlight: InFlight;
}

/** What the checks before the schema have found out. */
export interface ReadRequest {
  readonly caller: Caller;
  /** The JSON value in the body. */
  readonly body: unknown;
}

/**
 * The checks of the shell from the method to the JSON of the body, in the contract's order ("Which code wins"): the first
 * that fails answers, and none reads what a later one guards. The schema comes next (request-validation.ts).
 * @param signedPath path with query as the caller signed it
 * @throws Refusal with the code of the first check that fails
 */
export async function checkRequest(
  request: IncomingMessage,
  operation: Operation,
  signedPath: string,
  checks: Checks,
  record: RequestRecord,
): Promise<ReadRequest> {
  if (request.method !== operation.method)
    throw refuse('METHOD_NOT_SUPPORTED', `the method is not ${operation.method}`);
  checkMediaType(request, checks.acceptVendorSdkRequests);
  const bytes = await readBody(request);

  record.stopwatch.enter('authenticate');
  if (!checks.signatures.admits())
    throw shedUnchecked(`${checks.signatures.limit} signatures are being checked or made already`);
  const caller = await identifyCaller(request.headers, signedPath, bytes, checks, record);
  checks.inFlight.enter();
  record.isInFlight = true;
  if (checks.inFlight.isOver) throw shed(`more than ${checks.inFlight.limit} requests are in flight`);
  if (!(await checks.admit(caller.clientId))) throw shed('more requests from this client than it is allowed');

  record.stopwatch.enter('validate');
  return { caller, body: parseBody(bytes) };
}
