/** The caller's `AbortSignal`, by its shape: without the DOM library the name would be `any`. */
export interface CallSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The runtime's own `AbortSignal`, where the project knows it. */
export type NativeSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : CallSignal;

/** A signal that never aborts, made without an `AbortController`, which Workers allow within a request only. */
export const neverAborted: CallSignal = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

/**
 * Why the caller stopped the call, as the cause of an error. A reason that is no object is left out: it may be any text, and
 * errors are logged.
 */
export function causeOf({ reason }: CallSignal): { readonly cause?: unknown } {
  return typeof reason === 'object' && reason !== null ? { cause: reason } : {};
}
