/** What can say whether it would work now, for a readiness check. */
export interface HealthCheck {
  /**
   * Resolves when it would work now, and rejects with the reason when not. Sends nothing to anybody.
   * @param options.signal aborted when nobody waits for the answer any more
   */
  check(options: { readonly signal: AbortSignal }): Promise<void>;
}
