import type { CalledOperation, Contract, RequestOf } from '@sendotp-contract/spec';
import { type Call, makeCall } from './call.js';
import { type CallSignal, neverAborted } from './call-signal.js';
import { type ClientOptions, type ClientSettings, clientSettings } from './client-options.js';
import { Fault, spoken } from './fault.js';
import { checkNames } from './option-names.js';
import type { AnyCallOutcome, CallOutcome } from './outcome.js';
import { checkRequest } from './request-check.js';
import { type RetryOptions, retryPolicy } from './retry.js';
import { checkTimeout } from './signing-options.js';

/** The operations of a contract, which is all of it that a client needs. */
export type ContractOperations = Pick<Contract, 'operations'>;

/** What differs for one call. */
export interface CallOptions {
  /** Stops the call, at any time. */
  readonly signal?: CallSignal;
  /** The limit for one attempt of this call, in ms. Default: the client's. */
  readonly timeoutMs?: number;
  /** When to try this call again; what is left out is as the client has it. */
  readonly retry?: RetryOptions | false;
}

const callOptionNames: readonly (keyof CallOptions)[] = ['signal', 'timeoutMs', 'retry'];

/** A client for the operations of one contract at one MPP. */
export interface Client<C extends ContractOperations> {
  /**
   * Calls an operation: checks and signs the request, sends it, checks the response.
   * @param operationId the operation's name in the contract
   * @returns the outcome that the MPP returned; `resultStatus` narrows its type
   * @throws SendOtpError for what breaks the contract or the transport
   * @example
   * const outcome = await client.call(operationId, request);
   * if (outcome.resultStatus !== 'S') console.log(outcome.resultCode, outcome.resultMessage);
   */
  call<Id extends keyof C['operations'] & string>(
    operationId: Id,
    request: RequestOf<C['operations'][Id]>,
    options?: CallOptions,
  ): Promise<CallOutcome<C['operations'][Id]>>;
}

/**
 * Creates a client for one MPP.
 * @throws SendOtpError CONFIGURATION for an invalid option or a key that cannot be used (SIG-6)
 * @example const client = await createClient({ contract, baseUrl, clientId, privateKey, publicKeys });
 */
export async function createClient<C extends ContractOperations>(
  options: ClientOptions & { readonly contract: C },
): Promise<Client<C>> {
  const { operations }: ContractOperations = options.contract;
  // The caller of an operation gets what its record says: the request and the response are checked at run time.
  return { call: await callFunction(options, operations) };
}

/** Calls any operation of a contract, with a request that may be anything. */
export type CallFunction = (
  operationId: string,
  request: unknown,
  options?: CallOptions,
) => Promise<AnyCallOutcome>;

/** @throws SendOtpError CONFIGURATION */
export async function callFunction(
  options: ClientOptions,
  operations: Readonly<Record<string, CalledOperation>>,
): Promise<CallFunction> {
  try {
    const paths = Object.values(operations).map(({ path }) => path);
    const settings = await clientSettings(options, paths);
    return async (operationId, request, callOptions = {}) => {
      try {
        return await makeCall(checkedCall(operations, operationId, request, callOptions, settings), settings);
      } catch (error) {
        throw await spoken(error);
      }
    };
  } catch (error) {
    throw await spoken(error);
  }
}

/** @throws Fault CONFIGURATION or REQUEST_OUTSIDE_CONTRACT */
function checkedCall(
  operations: Readonly<Record<string, CalledOperation>>,
  operationId: string,
  request: unknown,
  options: CallOptions,
  settings: ClientSettings,
): Call {
  checkNames(options, callOptionNames, 'the options of the call');
  const { signal = neverAborted, timeoutMs = settings.timeoutMs } = options;
  checkTimeout(timeoutMs);
  // By itself, too: what is no object would be lost among the client's.
  retryPolicy(options.retry, timeoutMs);
  const retry = retryPolicy(mergedRetry(settings.retry, options.retry), timeoutMs);
  const operation = Object.hasOwn(operations, operationId) ? operations[operationId] : undefined;
  if (operation === undefined)
    throw new Fault('REQUEST_OUTSIDE_CONTRACT', (words) => words.noOperation(Object.keys(operations)));
  checkRequest(request, operation);
  return { operation, request, signal, timeoutMs, retry };
}

/** The options of a call win, one by one; `false` wins whole. */
function mergedRetry(
  ofClient: RetryOptions | false | undefined,
  ofCall: RetryOptions | false | undefined,
): RetryOptions | false | undefined {
  if (ofCall === undefined) return ofClient;
  return ofCall && { ...ofClient, ...ofCall };
}
