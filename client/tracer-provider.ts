/** As much of OpenTelemetry's API as is used here. */
interface Span {
  setAttributes(attributes: Readonly<Record<string, string | number>>): unknown;
  setStatus(status: { readonly code: number }): unknown;
  end(): void;
}

interface Tracer {
  startSpan(
    name: string,
    options: { readonly kind: number; readonly attributes: Readonly<Record<string, string | number>> },
  ): Span;
}

export interface TracerProvider {
  getTracer(name: string): Tracer;
}

/**
 * What the application uses of OpenTelemetry, or undefined when it does not.
 * @param registered what `@opentelemetry/api` has registered for all of its copies
 */
export function tracerProvider(registered: unknown): TracerProvider | undefined {
  if (typeof registered !== 'object' || registered === null || !('trace' in registered)) return undefined;
  const { trace } = registered;
  return isProvider(trace) ? trace : undefined;
}

function isProvider(value: unknown): value is TracerProvider {
  return (
    typeof value === 'object' &&
    value !== null &&
    'getTracer' in value &&
    typeof value.getTracer === 'function'
  );
}
