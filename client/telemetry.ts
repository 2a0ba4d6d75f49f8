import type { Operation } from '@sendotp-contract/spec';
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

interface TracerProvider {
  getTracer(name: string): Tracer;
}

/** Where every copy of `@opentelemetry/api` 1.x registers what the application has set up: nothing has to be imported. */
const registry = Symbol.for('opentelemetry.js.api.1');
const client = 2;
const error = 2;

/**
 * Starts a span for one attempt, if the application uses OpenTelemetry. Names are those of the semantic conventions for
 * HTTP clients. No attribute is secret.
 * @returns ends the span
 */
export function startSpan(
  { operationId, method, path }: Operation,
  baseUrl: string,
  attempt: number,
): (event: EndEvent) => void {
  const provider = tracerProvider();
  if (provider === undefined) return () => undefined;
  const { hostname, port, protocol } = new URL(baseUrl);
  const span = provider.getTracer('@sendotp-contract/client').startSpan(`${method} ${path}`, {
    kind: client,
    attributes: {
      'http.request.method': method,
      'url.full': `${baseUrl}${path}`,
      'url.template': path,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
      'rpc.method': operationId,
      ...(attempt === 1 ? {} : { 'http.request.resend_count': attempt - 1 }),
    },
  });
  return ({ resultStatus, resultCode, errorCode, httpStatus }) => {
    const attributes = {
      'http.response.status_code': httpStatus,
      'error.type': errorCode,
      'sendotp.result_status': resultStatus,
      'sendotp.result_code': resultCode,
    };
    for (const [name, value] of Object.entries(attributes))
      if (value !== undefined) span.setAttributes({ [name]: value });
    if (errorCode !== undefined) span.setStatus({ code: error });
    span.end();
  };
}

function tracerProvider(): TracerProvider | undefined {
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
