import type { CalledOperation } from '@sendotp-contract/spec';
import type { EndEvent } from './call-event.js';
import { tracerProvider } from './tracer-provider.js';

/** Ends a span. */
export type EndSpan = (event: EndEvent) => void;

const client = 2;
const error = 2;

/**
 * Starts a span for one attempt. Names are those of the semantic conventions for
 * HTTP clients. No attribute is secret.
 * @param registered what `@opentelemetry/api` has registered
 * @returns undefined when the application does not use OpenTelemetry
 */
export function startSpan(
  { operationId, method, path }: CalledOperation,
  baseUrl: string,
  attempt: number,
  registered: unknown,
): EndSpan | undefined {
  const provider = tracerProvider(registered);
  if (provider === undefined) return undefined;
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
