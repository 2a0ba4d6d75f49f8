import { createRequire } from 'node:module';
import type { createInstance } from '@stoplight/prism-http';
import { operations } from '../../generated/operations.js';
import { type ResultCode, resultCodes } from '../../generated/result-codes.js';
import { isOutcome, type Outcome } from '../contract/index.js';

type PrismLogger = Parameters<typeof createInstance>[1]['logger'];

/** The outcome that the contract's document shows under this code, made anew; an `S` has the document's verifyRequestId. */
export type Examples = (code: ResultCode) => Promise<Outcome>;

/**
 * Prism, the contract's document loaded, asked once for the example of every code: one that it cannot serve is an error
 * now and not at the first call. Prism is loaded here and nowhere else, as it takes its time.
 * @param document path of the document; left out: the contract
 * @throws Error naming the code and what Prism says of it
 */
export async function loadExamples(document = contractDocument()): Promise<Examples> {
  const prism = await import('@stoplight/prism-http');
  const resources = await prism.getHttpOperationsFromSpec(document);
  const instance = prism.createInstance(settings, { logger: silent });
  const examples: Examples = async (code) => {
    const { method, path } = operations.sendOTP;
    const answer = await instance.request(
      // The shell has checked the caller's own request. Prism keeps the first `Accept` it sees: it is shown none.
      { method: method.toLowerCase() as Lowercase<typeof method>, url: { path } },
      resources,
      { ...settings, mock: { dynamic: false, exampleKey: code } },
    )();
    // By name: Prism's errors have HTTP statuses of which one means many things.
    if (answer._tag === 'Left') throw unservable(code, `${answer.left.name} ${answer.left.message}`);
    const { output, validations } = answer.right;
    if (validations.output.length > 0)
      throw unservable(code, validations.output.map(({ message }) => message).join('; '));
    return outcomeOf(code, output.body);
  };
  for (const { code } of Object.values(resultCodes)) await examples(code);
  return examples;
}

/** By the package's own name, so that it is the same file from source and from dist/. */
function contractDocument(): string {
  return createRequire(import.meta.url).resolve('sendotp-contract/openapi.yaml');
}

/** Examples as they stand in the document, checked against its schema; nothing that Prism would make up. */
const settings = {
  isProxy: false,
  checkSecurity: false,
  validateRequest: false,
  validateResponse: true,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
} as const;

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

function outcomeOf(code: ResultCode, body: unknown): Outcome {
  const { result, verifyRequestId } = fields(body);
  const { resultCode, resultStatus } = fields(result);
  if (resultCode !== code) throw unservable(code, 'the example of this name has another resultCode');
  const outcome: unknown = {
    resultCode,
    resultStatus,
    ...(resultStatus === 'S' ? { verifyRequestId } : {}),
  };
  if (!isOutcome(outcome)) throw unservable(code, 'the example of this name is no outcome of the contract');
  return outcome;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function unservable(code: ResultCode, why: string): Error {
  return new Error(`Prism cannot serve the example ${code} of spec/openapi.yaml: ${why}`);
}
