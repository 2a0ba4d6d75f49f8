import type { IncomingHttpHeaders } from 'node:http';
import {
  type AcceptedRequestOf,
  type AnyOutcome,
  type Contract,
  contract as shipped,
  type OperationIdOf,
  type OutcomeOf,
} from '@sendotp-contract/spec';

/** What a handler may want to know besides the request. */
export interface RequestContext {
  /** Made for each request; it stands in the logs. */
  readonly requestId: string;
  /** The caller, whose signature has been verified. */
  readonly clientId: string;
  /** When the caller signed, in ms since the epoch. */
  readonly requestTime: number;
  /** The `Agent-Token` header as received (HDR-5). */
  readonly agentToken: string | undefined;
  /** All headers as received, names in lower case. They are not signed: do not base decisions on them. */
  readonly headers: Readonly<IncomingHttpHeaders>;
  /** Aborted when the deadline passes: by then `UNKNOWN_EXCEPTION` has been answered. */
  readonly signal: AbortSignal;
}

/**
 * Turns a checked request of one operation into an outcome. Whatever it throws is answered with `UNKNOWN_EXCEPTION`.
 * What was left out of the request or null has its default (REQ-3).
 */
export type Handler<Id extends OperationIdOf<C>, C extends Contract = typeof shipped> = (
  request: AcceptedRequestOf<C['operations'][Id]>,
  context: RequestContext,
) => Promise<OutcomeOf<C['operations'][Id]>>;

/** Stands for the handler of an operation that an MPP does not have: its path is `NO_INTERFACE_DEF` like any other. */
export const unsupported: unique symbol = Symbol('unsupported');

/** A handler for every operation of a contract, or the decision not to have one. */
export type Handlers<C extends Contract = typeof shipped> = {
  readonly [Id in OperationIdOf<C>]: Handler<Id, C> | typeof unsupported;
};

/** Handlers for these operations; every other one is unsupported, also those that the contract will have later. */
export function supportOnly<C extends Contract = typeof shipped>(
  handlers: Partial<Handlers<C>>,
  contract?: C,
): Handlers<C> {
  const none = Object.keys((contract ?? shipped).operations).map((id) => [id, unsupported]);
  return { ...Object.fromEntries(none), ...handlers } as Handlers<C>;
}

/** A handler of whatever operation. */
export type AnyHandler = (request: object, context: RequestContext) => Promise<AnyOutcome>;

/**
 * The handlers by operation, without those that are unsupported.
 * @throws TypeError for an operation without a handler, and for a handler of no operation
 */
export function handlersByOperation(
  contract: Contract,
  handlers: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, AnyHandler> {
  const known = Object.keys(contract.operations);
  const stranger = Object.keys(handlers).find((id) => !known.includes(id));
  if (stranger !== undefined) {
    throw new TypeError(
      `handlers.${stranger} is for no operation; expected handlers for ${known.join(', ')}`,
    );
  }
  const found = new Map<string, AnyHandler>();
  for (const id of known) {
    const handler = handlers[id];
    if (handler === unsupported) continue;
    if (typeof handler !== 'function') {
      throw new TypeError(
        `handlers.${id} is missing; give the operation a handler, or write ${id}: unsupported`,
      );
    }
    // The operation's own record makes the request that its handler is given.
    found.set(id, handler as AnyHandler);
  }
  return found;
}
