/** A part that can report whether it works, for a readiness check. */
export interface HealthCheck {
  /**
   * Resolves when it works, and rejects with the reason when it does not. Sends no message.
   * @param options.signal aborted when nobody waits for the result any more
   */
  check(options: { readonly signal: AbortSignal }): Promise<void>;
}
