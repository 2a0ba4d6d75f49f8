import type { Operation, ResultStatus } from '@sendotp-contract/spec';
import type { OutgoingResponse } from '@sendotp-contract/server';
import type { ExampleBody } from './prism-examples.js';

/** What the client of this project makes of a response. A test calls it and compares. */
export type ClientVerdict =
  /** The outcome's status; its code is that of the scenario unless another is given. */
  | { readonly returns: ResultStatus; readonly resultCode?: string }
  /** The code of the `SendOtpError`. */
  | { readonly throws: string };

/** A response that a fault is about to break. */
export interface FaultyResponse extends Pick<OutgoingResponse, 'response' | 'sign'> {
  readonly operation: Operation;
  /** The correct body. */
  readonly body: ExampleBody;
}

/** The conditions under which a fault is sent. */
export interface FaultConditions {
  /** How long to wait. */
  readonly ms: number;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Aborted when the server is about to close. */
  readonly stop: AbortSignal;
}

export interface Fault {
  /** What the caller gets, in a few words. */
  readonly what: string;
  /** The status of the response that is broken; its code is the operation's own. */
  readonly builtOn: ResultStatus;
  /** Whether an operation can have this fault. Left out: every operation that has a code of the status `builtOn`. */
  readonly appliesTo?: (operation: Operation) => boolean;
  readonly client: ClientVerdict;
  /** Why the client does so. */
  readonly because: string;
  /** What is known of the vendor's own merchant-side SDKs (Java, Python, PHP, Go; seen in 2026-08). */
  readonly vendorSdks?: string;
  /** For a fault that waits: how long, in ms, unless the scenario gives another number. */
  readonly delayMs?: number;
  /** Sends the broken response instead of the correct one. */
  readonly send: (faulty: FaultyResponse, conditions: FaultConditions) => void | Promise<void>;
}
