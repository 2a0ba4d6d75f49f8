import { createRequire } from 'node:module';
import type { Request, RequestHandler, Response } from 'express';
import OpenApiValidator from 'express-openapi-validator';
import type { OperationBodies, OperationId } from '../../generated/operations.js';
import { operations } from '../../generated/operations.js';
import { Refusal, refuse } from './refusal.js';

type Document = Parameters<typeof OpenApiValidator.middleware>[0]['apiSpec'] & object;

/** Anything EOV says of a request that does not fit the document. */
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

/** A header's faults have codes of their own, and the checks before this one have given them. */
const canonicalHeaders = {
  'content-type': 'application/json',
  'client-id': 'checked',
  'request-time': '2026-01-01T00:00:00Z',
  signature: 'signature=checked',
};

/** EOV asks the app how strictly to match paths. The router has matched already, exactly. */
const strictApp = { enabled: () => true };

/**
 * The contract's document, enforced by express-openapi-validator.
 *
 * EOV is shown one canonical request and never the caller's own: a fixed media type (each new `Content-Type` makes it
 * compile and keep the schemas again), no query string (CALL-4), the operation's bare path whatever the mount point.
 */
export class ContractValidator {
  readonly #chain: readonly RequestHandler[];

  private constructor(chain: readonly RequestHandler[]) {
    this.#chain = chain;
  }

  /**
   * Loads the document and proves that it is enforced: EOV alone would report a bad one at the first request.
   * @throws Error if the document does not load
   */
  static async load(): Promise<ContractValidator> {
    // By the package's own name, so that it is the same file from source and from dist/. EOV edits what it is given.
    const require = createRequire(import.meta.url);
    const document = structuredClone(
      require('sendotp-contract/openapi.json') as Document & Record<string, unknown>,
    );
    const chain = OpenApiValidator.middleware({
      // Where the MPP lives is not the validator's business.
      apiSpec: { ...document, servers: [{ url: '/' }] },
      validateRequests: { allowUnknownQueryParameters: true, coerceTypes: false },
      // Responses leave as signed bytes, which EOV does not see; signed-response.ts validates them.
      validateResponses: false,
      validateSecurity: false,
      fileUploader: false,
      useRequestUrl: true,
    }) as unknown as readonly RequestHandler[];
    const validator = new ContractValidator(chain);
    await validator.#proveItRuns();
    return validator;
  }

  /**
   * Passes a body that the operation's schema allows; what is left out has its default then.
   * @throws Refusal PARAM_ILLEGAL, naming the places but no value (REQ-9)
   */
  async validate<Id extends OperationId>(
    operationId: Id,
    body: unknown,
  ): Promise<OperationBodies[Id]['request']> {
    const { method, path } = operations[operationId];
    const request = {
      method,
      path,
      url: path,
      originalUrl: path,
      baseUrl: '',
      headers: { ...canonicalHeaders },
      query: {},
      params: {},
      body,
      app: strictApp,
    };
    try {
      await this.#run(request as unknown as Request);
    } catch (error) {
      if (!isValidationError(error)) throw error;
      const places = error.errors
        .slice(0, 5)
        .map(({ path: place, message }) => `${place.replace('/body', 'body')} ${message}`);
      throw refuse('PARAM_ILLEGAL', places.join('; '));
    }
    return request.body as OperationBodies[Id]['request'];
  }

  #run(request: Request): Promise<void> {
    return new Promise((resolve, reject) => {
      const chain = this.#chain.values();
      const next = (error?: unknown): void => {
        if (error !== undefined && error !== null) {
          reject(
            error instanceof Error ? error : new Error('express-openapi-validator failed', { cause: error }),
          );
          return;
        }
        const step = chain.next();
        if (step.done === true) {
          resolve();
          return;
        }
        try {
          // EOV never writes a response here: it calls next.
          void step.value(request, undefined as unknown as Response, next);
        } catch (thrown) {
          next(thrown);
        }
      };
      next();
    });
  }

  /** A body of `null` is legal nowhere: whatever lets one pass enforces nothing. */
  async #proveItRuns(): Promise<void> {
    for (const { operationId } of Object.values(operations)) {
      try {
        await this.validate(operationId, null);
      } catch (error) {
        if (error instanceof Refusal) continue;
        throw new Error('spec/openapi.yaml cannot be enforced', { cause: error });
      }
      throw new Error(`spec/openapi.yaml is loaded but not enforced: ${operationId} took null for a body`);
    }
  }
}
