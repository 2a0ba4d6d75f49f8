import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Operation } from '@sendotp-contract/spec';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import OpenApiValidator from 'express-openapi-validator';
import { Refusal, refuse } from './refusal.js';

type Document = Parameters<typeof OpenApiValidator.middleware>[0]['apiSpec'] & object;

/**
 * express-openapi-validator as the middleware that checks a parsed body against its operation's schema (REQ-9). Passes on
 * a body in which what was left out has its default.
 *
 * The checks before it have answered for everything but the body, with codes of their own, so that it is shown a document
 * without header parameters and servers, and a query is none of its business (CALL-4).
 *
 * Its middleware is a list. All but the last depend on method and path alone: they find the operation and put what they
 * know of it on the request as `openapi`. The router has found the operation before, so that they run once for each
 * operation, at the start, and requests meet the last, which validates. As a list it cost 18 µs a request more (Node 20).
 */
export class RequestValidation {
  readonly #validate: RequestHandler;
  readonly #openapi: ReadonlyMap<string, unknown>;

  private constructor(validate: RequestHandler, openapi: ReadonlyMap<string, unknown>) {
    this.#validate = validate;
    this.#openapi = openapi;
  }

  /**
   * Loads the document and proves that it is enforced: the validator alone would report a bad one at the first request. A
   * body of `null` is legal nowhere: whatever lets one pass enforces nothing.
   * @param document the OpenAPI document; it is copied, as the validator edits what it is given
   * @throws Error when the document does not load or is not enforced
   */
  static async load(
    document: Readonly<Record<string, unknown>>,
    operations: readonly Operation[],
  ): Promise<RequestValidation> {
    const middleware = OpenApiValidator.middleware({
      apiSpec: bodiesOnly(document),
      // Lint has done so, and compiling the schema of OpenAPI itself takes half of a start.
      validateApiSpec: false,
      validateRequests: { allowUnknownQueryParameters: true, coerceTypes: false },
      // Responses leave as signed bytes, which the validator does not see; operation/outcome.ts validates them.
      validateResponses: false,
      validateSecurity: false,
      fileUploader: false,
      // The path below the mount point: a prefix is not in the document.
      useRequestUrl: true,
    });
    const validate = middleware.at(-1);
    if (validate === undefined) throw new Error('express-openapi-validator has no middleware');
    const openapi = new Map<string, unknown>();
    for (const operation of operations) {
      const { request, error } = await tryOut(middleware, operation);
      if (!(refusalOf(error) instanceof Refusal)) throw notEnforced(operation, error);
      openapi.set(operation.operationId, request.openapi);
    }
    const validation = new RequestValidation(validate, openapi);
    for (const operation of operations) {
      const { error } = await tryOut([validation.handlerOf(() => operation.operationId)], operation);
      if (!(refusalOf(error) instanceof Refusal)) throw notEnforced(operation, error);
    }
    return validation;
  }

  /** @param operationIdOf says which operation a request is for */
  handlerOf(operationIdOf: (request: Request) => string | undefined): RequestHandler {
    return (request, response, next) => {
      (request as { openapi?: unknown }).openapi = this.#openapi.get(operationIdOf(request) ?? '');
      return this.#validate(request, response, next);
    };
  }
}

function bodiesOnly(document: Readonly<Record<string, unknown>>): Document {
  const copy = structuredClone(document) as Record<string, unknown> & {
    readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  };
  const paths = Object.entries(copy.paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) => [method, { ...operation, parameters: [] }]),
    ),
  ]);
  return {
    ...copy,
    paths: Object.fromEntries(paths) as unknown,
    servers: [{ url: '/' }],
  } as unknown as Document;
}

/** The headers that the validator is shown: it compiles the schemas again for each new media type, and keeps them. */
export const validatedHeaders = Object.freeze({ 'content-type': 'application/json' });

/** Anything the validator says of a request that does not fit the document. */
interface ValidationError {
  readonly status: number;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

function isValidationError(error: unknown): error is ValidationError {
  return (
    error instanceof Error &&
    'status' in error &&
    error.status === 400 &&
    'errors' in error &&
    Array.isArray(error.errors)
  );
}

/** What the validator says of a body as the refusal that it means, naming the places but no value; else the error itself. */
export function refusalOf(error: unknown): unknown {
  if (!isValidationError(error)) return error;
  const places = error.errors
    .slice(0, 5)
    .map(({ path: place, message }) => `${place.replace('/body', 'body')} ${message}`);
  return refuse('PARAM_ILLEGAL', places.join('; '));
}

/** One request with the body null goes through these. */
async function tryOut(
  middleware: readonly RequestHandler[],
  { method, path }: Operation,
): Promise<{ readonly request: Readonly<Record<'openapi', unknown>>; readonly error: unknown }> {
  const router = Router();
  router.use(...middleware);
  const request = Object.assign(new IncomingMessage(new Socket()), {
    method,
    url: path,
    originalUrl: path,
    path,
    baseUrl: '',
    headers: validatedHeaders,
    query: {},
    params: {},
    body: null,
    openapi: undefined,
    app: { enabled: () => true },
  });
  const error = await new Promise<unknown>((resolve) => {
    // The validator writes no response: it calls next.
    router(request as unknown as Request, new ServerResponse(request) as unknown as Response, resolve);
  });
  return { request, error };
}

function notEnforced({ operationId }: Operation, error: unknown): Error {
  return error === undefined || error === null
    ? new Error(`the OpenAPI document is loaded but not enforced: ${operationId} accepts null for a body`)
    : new Error('the OpenAPI document cannot be enforced', { cause: error });
}
