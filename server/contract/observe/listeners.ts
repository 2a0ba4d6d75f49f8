import { type Callback, Listener } from './listener.js';
import { describeFault, type Fault, type Observation } from './observation.js';
import type { SignatureMismatch } from './signature-mismatch.js';

/** What an MPP may be told. */
export interface Callbacks {
  /** Told of every request once it is answered. */
  readonly observe?: Callback<Observation>;
  /**
   * Told of each signature of a registered client that does not verify, with the message as received, which holds secrets:
   * `explainSignature(mismatch, mismatch.keys)`. Bounds by itself how often it looks. Default: nobody.
   */
  readonly onSignatureMismatch?: Callback<SignatureMismatch>;
  /**
   * Told of every error behind an `UNKNOWN_EXCEPTION`, and of every callback that fails. Default: one line on standard error,
   * without the error's message.
   */
  readonly onFault?: Callback<Fault>;
}

/** The callbacks as the shell calls them. */
export interface Listeners {
  readonly observe: Listener<Observation>;
  /** Undefined when nobody wants to know: what it is told costs something. */
  readonly onSignatureMismatch: Listener<SignatureMismatch> | undefined;
  readonly onFault: Listener<Fault>;
}

/** A callback that fails is reported to `onFault`, and one that fails there on standard error. */
export function listenersOf({ observe, onSignatureMismatch, onFault = print }: Callbacks): Listeners {
  const faults = new Listener(onFault, (fault, error) => {
    print(fault);
    print({ requestId: fault.requestId, stage: 'onFault', error });
  });
  const listener = <Event extends { readonly requestId: string }>(
    stage: Fault['stage'],
    callback: Callback<Event>,
  ): Listener<Event> =>
    new Listener(callback, ({ requestId }, error) => {
      faults.tell({ requestId, stage, error });
    });
  return {
    observe: listener('observe', observe ?? (() => undefined)),
    onSignatureMismatch:
      onSignatureMismatch === undefined ? undefined : listener('onSignatureMismatch', onSignatureMismatch),
    onFault: faults,
  };
}

function print(fault: Fault): void {
  console.error(describeFault(fault));
}
