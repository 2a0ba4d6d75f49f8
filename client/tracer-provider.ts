import type { EndEvent } from './call-event.js';

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

/** Ends a span. */
export type EndSpan = (event: EndEvent) => void;

/** Where every copy of `@opentelemetry/api` 1.x registers what the application has set up: nothing has to be imported. */
const registry = Symbol.for('opentelemetry.js.api.1');

/** What the application uses of OpenTelemetry, or undefined when it does not. */
export function tracerProvider(): TracerProvider | undefined {
  const registered: unknown = Reflect.get(globalThis, registry);
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
