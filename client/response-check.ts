import { isResultCode, type ResultCode, resultCodes, type ResultStatus } from '../generated/result-codes.js';
import { validateSendOtpResponse } from '../generated/validators.js';
import { type KeySet, parseMessageTime, verifyContent } from '../message/index.js';
import { SendOtpError, type SendOtpErrorDetails } from './error.js';
import { type Exchange, type ReceivedResponse, withExchange } from './exchange.js';
import type { SendOtpOutcome } from './outcome.js';

/** Under an unknown code a body is judged as under the most general code of its status (RES-9). */
const generalCodes = { S: 'SUCCESS', F: 'PROCESS_FAIL', U: 'UNKNOWN_EXCEPTION' } as const satisfies Record<
  ResultStatus,
  ResultCode
>;

/** What a response says, before anything of it is believed. */
interface Claim {
  readonly status: ResultStatus;
  readonly code: string;
  readonly message: string | undefined;
  readonly verifyRequestId: string | undefined;
}

/**
 * Turns a response into an outcome: status, contract, signature.
 * @param path path with query, as the request signed it
 * @param clientId our own: what the response signs is known without asking it
 * @throws SendOtpError HTTP_STATUS, RESPONSE_OUTSIDE_CONTRACT, RESPONSE_UNSIGNED or RESPONSE_SIGNATURE_INVALID
 */
export async function checkResponse(
  response: ReceivedResponse,
  exchange: Exchange,
  { path, clientId, keys }: { readonly path: string; readonly clientId: string; readonly keys: KeySet },
): Promise<SendOtpOutcome> {
  const evidence: SendOtpErrorDetails = { exchange, mayHaveBeenSent: true };
  if (response.status !== 200) {
    throw new SendOtpError(
      'HTTP_STATUS',
      `HTTP ${response.status} from ${exchange.request.url}; every outcome of the contract is 200 (RES-8). A proxy, or another service?`,
      evidence,
    );
  }
  const claim = readClaim(response.body, evidence);
  const signed = await checkSignature(response, claim.status, { path, clientId, keys }, evidence);
  const { status, code, verifyRequestId } = claim;
  const common = {
    resultCode: code,
    resultMessage: claim.message ?? (isResultCode(code) ? resultCodes[code].message : code),
    signed,
  };
  if (status !== 'S') return withExchange({ resultStatus: status, ...common }, exchange);
  if (verifyRequestId === undefined)
    throw new SendOtpError('RESPONSE_OUTSIDE_CONTRACT', 'S without verifyRequestId (RES-5)', evidence);
  return withExchange({ resultStatus: status, ...common, verifyRequestId }, exchange);
}

function readClaim(body: Uint8Array, evidence: SendOtpErrorDetails): Claim {
  const outside = (what: string, cause?: unknown): SendOtpError =>
    new SendOtpError('RESPONSE_OUTSIDE_CONTRACT', `the response is outside the contract: ${what}`, {
      ...evidence,
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch (cause) {
    // Not as the cause: the parser's message quotes the body.
    throw outside(cause instanceof SyntaxError ? 'its body is not JSON' : 'its body is not UTF-8');
  }
  const result = field(value, 'result');
  const status = field(result, 'resultStatus');
  const code = field(result, 'resultCode');
  const message = field(result, 'resultMessage');
  const verifyRequestId = field(value, 'verifyRequestId');
  if (status !== 'S' && status !== 'F' && status !== 'U')
    throw outside('result.resultStatus is none of S, F, U');
  if (typeof code !== 'string' || code === '') throw outside('result.resultCode is missing or no text');
  if (message !== undefined && message !== null && typeof message !== 'string')
    throw outside('result.resultMessage is no text');
  // RES-9: an unknown code is judged as the general one; a message is for people, whatever it says.
  const judged = isResultCode(code) ? code : generalCodes[status];
  const known = resultCodes[judged];
  if (known.status !== status)
    throw outside(`${code} with status ${status}; this code has status ${known.status}`);
  const canonical = { ...(value as object), result: { resultStatus: status, resultCode: judged } };
  if (!validateSendOtpResponse(canonical)) {
    throw outside(
      status === 'S'
        ? 'S without a verifyRequestId of 1 to 64 characters (RES-5)'
        : `verifyRequestId with status ${status} (RES-6)`,
    );
  }
  return {
    status,
    code,
    message: typeof message === 'string' ? message : undefined,
    verifyRequestId: typeof verifyRequestId === 'string' ? verifyRequestId : undefined,
  };
}

/** SIG-7: unsigned is accepted for `F` and `U` only, half signed never. */
async function checkSignature(
  { headers, body }: ReceivedResponse,
  status: ResultStatus,
  { path, clientId, keys }: { readonly path: string; readonly clientId: string; readonly keys: KeySet },
  evidence: SendOtpErrorDetails,
): Promise<boolean> {
  const { signature, 'response-time': time } = headers;
  if (signature === undefined && time === undefined && status !== 'S') return false;
  if (signature === undefined || time === undefined) {
    const missing =
      signature === undefined
        ? time === undefined
          ? 'Signature and Response-Time'
          : 'Signature'
        : 'Response-Time';
    throw new SendOtpError(
      'RESPONSE_UNSIGNED',
      `a response with status ${status} lacks ${missing} (SIG-7): it is not to be trusted`,
      evidence,
    );
  }
  if (parseMessageTime(time) === undefined) {
    throw new SendOtpError(
      'RESPONSE_OUTSIDE_CONTRACT',
      'Response-Time is no ISO 8601 time with a zone (HDR-2)',
      evidence,
    );
  }
  const verification = await verifyContent({ path, clientId, time, body }, signature, keys);
  if (!verification.ok) {
    throw new SendOtpError(
      'RESPONSE_SIGNATURE_INVALID',
      `the signature of the response: ${verification.fault}: ${verification.detail}`,
      {
        ...evidence,
        fault: verification.fault,
      },
    );
  }
  return true;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
