import type { createInstance } from '@stoplight/prism-http';
import type { Contract, Operation, ResultStatus } from '@sendotp-contract/spec';

type Prism = ReturnType<typeof createInstance>;
type PrismSettings = Parameters<typeof createInstance>[0];
type PrismLogger = Parameters<typeof createInstance>[1]['logger'];

/** A response body of the contract. */
export interface ExampleBody {
  readonly result: { readonly resultStatus: ResultStatus; readonly resultCode: string };
  readonly [field: string]: unknown;
}

/** The response body that the document has as an operation's example for this code. */
export type Examples = (operation: Operation, code: string) => Promise<ExampleBody>;

/**
 * Loads the document into Prism and asks it once for the example of every code of every operation, so that one which
 * Prism cannot serve is an error now and not at the first call. Prism is loaded here and nowhere else, as that takes time.
 * @param document the OpenAPI document of the contract; it is copied, as Prism edits what it is given
 * @throws Error naming the operation, the code and Prism's reason
 */
export async function loadExamples(
  { operations }: Pick<Contract, 'operations'>,
  document: Readonly<Record<string, unknown>>,
): Promise<Examples> {
  const prism = await import('@stoplight/prism-http');
  const resources = await prism.getHttpOperationsFromSpec(structuredClone(document));
  const instance = prism.createInstance(served, { logger: silent });

  const ask = async (operation: Operation, code: string, settings: PrismSettings): Promise<ExampleBody> => {
    const answer = await instance.request(
      // The shell has checked the caller's own request. Prism takes the first `Accept` it receives: it gets none.
      { method: methodOf(operation), url: { path: operation.path } },
      resources,
      { ...settings, mock: { dynamic: false, exampleKey: code } },
    )();
    // By name: one HTTP status of Prism's errors means many things.
    if (answer._tag === 'Left')
      throw unservable(operation, code, `${answer.left.name} ${answer.left.message}`);
    const { output, validations } = answer.right;
    if (validations.output.length > 0)
      throw unservable(operation, code, validations.output.map(({ message }) => message).join('; '));
    if (!isBodyOf(operation, code, output.body))
      throw unservable(operation, code, 'the example of this name has another resultCode or resultStatus');
    return output.body;
  };

  for (const operation of Object.values(operations))
    for (const code of Object.keys(operation.resultCodes)) await ask(operation, code, checked);
  return (operation, code) => ask(operation, code, served);
}

/** Examples as they are in the document; nothing that Prism makes up. */
const served = {
  isProxy: false,
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const satisfies PrismSettings;

/** The same, and checked against the document's schema: once, at the start. */
const checked = { ...served, validateResponse: true } as const satisfies PrismSettings;

type HttpMethod = Parameters<Prism['request']>[0]['method'];
const methods: readonly HttpMethod[] = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

function methodOf({ operationId, method }: Operation): HttpMethod {
  const found = methods.find((known) => known === method.toLowerCase());
  if (found === undefined)
    throw new Error(`${operationId} has a method that is none of ${methods.join(', ')}`);
  return found;
}

const ignore = (): void => undefined;
/** Prism logs every header and body at length; the shell's observations say what happened. */
const silent = {
  fatal: ignore,
  error: ignore,
  warn: ignore,
  success: ignore,
  info: ignore,
  debug: ignore,
  trace: ignore,
  child: () => silent,
} as unknown as PrismLogger;

function isBodyOf({ resultCodes }: Operation, code: string, body: unknown): body is ExampleBody {
  if (typeof body !== 'object' || body === null || !('result' in body)) return false;
  const { result } = body;
  if (typeof result !== 'object' || result === null) return false;
  if (!('resultCode' in result) || !('resultStatus' in result)) return false;
  return result.resultCode === code && result.resultStatus === resultCodes[code]?.status;
}

function unservable({ operationId }: Operation, code: string, why: string): Error {
  return new Error(`Prism cannot serve the example ${code} of ${operationId}: ${why}`);
}
