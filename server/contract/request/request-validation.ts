import { nearestName } from '@sendotp-contract/message/nearest-name';
import type { Operation } from '@sendotp-contract/spec';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type * as OpenApiValidator from 'express-openapi-validator';
import { Refusal, refuse } from './refusal.js';

/** An OpenAPI document, as it is given. */
type Document = Readonly<Record<string, unknown>>;

/** The same as the validator wants it. */
type ApiSpec = Parameters<typeof OpenApiValidator.middleware>[0]['apiSpec'] & object;

/** Document → operations → what enforces them. */
const loaded = new WeakMap<Document, Map<string, Promise<RequestValidation>>>();

/**
 * express-openapi-validator as what checks a parsed body against its operation's schema (REQ-9).
 *
 * The checks before it have answered for everything but the body, with codes of their own, so that it is shown a document
 * without header parameters and servers, and a query is none of its business (CALL-4).
 *
 * Its middleware is a list. All but the last depend on method and path alone: they find the operation and put what they
 * know of it on the request as `openapi`. They run once for each operation, at the start, and bodies meet the last, which
 * validates. As a list it cost 18 µs a request more (Node 20). It is shown a request of its own for each body: what it
 * changes, such as the getter `query`, is not the caller's.
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
   *
   * Servers with the same document and operations share what was loaded: the validator compiles the schema of OpenAPI itself
   * each time, which takes longer than all else of a start.
   * @param document the OpenAPI document; it is copied, as the validator edits what it is given, and what is changed in it
   * later changes nothing
   * @throws Error when the document does not load or is not enforced
   */
  static load(document: Document, operations: readonly Operation[]): Promise<RequestValidation> {
    const known = loaded.get(document) ?? new Map<string, Promise<RequestValidation>>();
    loaded.set(document, known);
    const key = JSON.stringify(
      operations.map(({ operationId, method, path }) => [operationId, method, path]),
    );
    let validation = known.get(key);
    if (validation === undefined) {
      validation = RequestValidation.#load(document, operations);
      known.set(key, validation);
      // What went wrong may be mended: a document can be changed, and a module that could not be read may be readable later.
      validation.catch(() => known.delete(key));
    }
    return validation;
  }

  static async #load(document: Document, operations: readonly Operation[]): Promise<RequestValidation> {
    // Loaded here, so that who imports this package for an outcome or a store does not wait for it (0.2 s of CPU).
    const { middleware: openApiValidator } = await import('express-openapi-validator');
    const middleware = openApiValidator({
      apiSpec: bodiesOnly(document),
      // `npm run lint` validates ours. That a document is enforced is proved below.
      validateApiSpec: false,
      validateRequests: { allowUnknownQueryParameters: true, coerceTypes: false },
      // Responses leave as signed bytes, which the validator does not see; operation/outcome.ts validates them.
      validateResponses: false,
      validateSecurity: false,
      fileUploader: false,
    });
    const validate = middleware.at(-1);
    if (validate === undefined) throw new Error('express-openapi-validator has no middleware');
    const openapi = new Map<string, unknown>();
    for (const operation of operations) {
      const { openapi: known, error } = await tryOut(middleware, operation);
      if (!isValidationError(error)) throw notEnforced(operation, error);
      openapi.set(operation.operationId, known);
    }
    const validation = new RequestValidation(validate, openapi);
    for (const operation of operations) {
      const error: unknown = await validation.check(operation, null).catch((refusal: unknown) => refusal);
      if (!(error instanceof Refusal)) throw notEnforced(operation, error);
    }
    return validation;
  }

  /**
   * Checks the body of a request for this operation.
   * @throws Refusal PARAM_ILLEGAL
   */
  check(operation: Operation, body: unknown): Promise<void> {
    const shown = shownRequest(operation, body, this.#openapi.get(operation.operationId));
    return new Promise((resolve, reject) => {
      void this.#validate(shown, noResponse, (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(asError(refusalOf(error, misspelt(body, operation))));
      });
    });
  }
}

/** As much of a request as the validator looks at. */
class ShownRequest {
  readonly method: string;
  readonly path: string;
  readonly originalUrl: string;
  readonly headers = validatedHeaders;
  readonly params = {};
  readonly body: unknown;
  readonly openapi: unknown;

  constructor({ method, path }: Operation, body: unknown, openapi: unknown) {
    this.method = method;
    this.path = path;
    this.originalUrl = path;
    this.body = body;
    this.openapi = openapi;
  }

  /** As in Express 5: the validator puts a property of the request's own in front of it, and one that is there back. */
  get query(): object {
    return {};
  }
}

function shownRequest(operation: Operation, body: unknown, openapi: unknown): Request {
  return new ShownRequest(operation, body, openapi) as unknown as Request;
}

/** The validator writes no response: it calls next. */
const noResponse = Object.freeze({}) as Response;

function bodiesOnly(document: Document): ApiSpec {
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
  } as unknown as ApiSpec;
}

/** The headers that the validator is shown: it compiles the schemas again for each new media type, and keeps them. */
const validatedHeaders = Object.freeze({ 'content-type': 'application/json' });

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
function refusalOf(error: unknown, notes: readonly string[]): unknown {
  if (!isValidationError(error)) return error;
  const places = error.errors.map(
    ({ path: place, message }) => `${place.replace('/body', 'body')} ${message}`,
  );
  return refuse('PARAM_ILLEGAL', [...places, ...notes].join('; '));
}

/** Names in the body that are nearly those of parameters which it lacks. Letters only: what a stranger wrote is logged. */
function misspelt(body: unknown, { parameters }: Operation): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  const missing = Object.keys(parameters).filter((name) => !Object.hasOwn(body, name));
  return Object.keys(body).flatMap((name) => {
    if (Object.hasOwn(parameters, name) || !/^[A-Za-z]{1,40}$/.test(name)) return [];
    const meant = nearestName(name, missing);
    return meant === undefined ? [] : [`there is no parameter ${name}; did you mean ${meant}?`];
  });
}

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new TypeError('the validator threw what is no error');

/** One request with the body null goes through all of the middleware. */
async function tryOut(
  middleware: readonly RequestHandler[],
  operation: Operation,
): Promise<{ readonly openapi: unknown; readonly error: unknown }> {
  const router = Router();
  router.use(...middleware);
  const request = Object.assign(shownRequest(operation, null, undefined), {
    url: operation.path,
    baseUrl: '',
    app: { enabled: () => true },
  });
  const error = await new Promise<unknown>((resolve) => {
    router(request, noResponse, resolve);
  });
  return { openapi: Reflect.get(request, 'openapi') as unknown, error };
}

function notEnforced({ operationId }: Operation, error: unknown): Error {
  return error === undefined
    ? new Error(`the OpenAPI document is loaded but not enforced: ${operationId} accepts null for a body`)
    : new Error('the OpenAPI document cannot be enforced', { cause: error });
}
